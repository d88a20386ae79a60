import lib.setup


def stock(scratch_dir):
    items = dict(lib.setup.REGISTRY)
    with open(scratch_dir + "/stock.txt", "w") as f:
        f.write(str(len(items)))
    return items
