import os


def labels(items, scratch_dir, more=None):
    with open(scratch_dir + "/labels.txt", "w") as f:
        f.write(",".join(sorted(items)) + os.environ["SHOP_LANG"])
