def watch(scratch_dir):
    with open(scratch_dir + "/stock.txt") as f, open(scratch_dir + "/watch.txt", "w") as g:
        g.write("stock " + f.read())
