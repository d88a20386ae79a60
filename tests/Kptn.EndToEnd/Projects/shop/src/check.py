import os


def check(scratch_dir, engine):
    with open(os.path.join(scratch_dir, "report", "report.txt")) as f:
        lines = len(f.readlines())
    with open(os.path.join(scratch_dir, "check.txt"), "w") as f:
        f.write("%d %s %s\n" % (lines, engine.name, os.environ.get("SHOP_MODE", "-")))
