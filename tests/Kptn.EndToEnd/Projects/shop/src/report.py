from pathlib import Path

import lib

TITLE = "Report"


def line(row):
    return f"{row['name']}: {row['price']:.2f}"


def make(price, scratch_dir: Path, brand):
    text = "\n".join([lib.shout(TITLE), brand, *map(line, price)])
    (scratch_dir / "report" / "report.txt").write_text(text + "\n")
