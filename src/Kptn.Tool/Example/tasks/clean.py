import csv
from pathlib import Path


def tidy(name):
    """Names as we write them: no spaces around, first letter large."""
    return name.strip().title()


def clean(scratch_dir: Path):
    source = Path(__file__).parent.parent / "data" / "orders.csv"
    with open(source, newline="") as rows, open(scratch_dir / "clean.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["day", "customer", "amount"])
        for row in csv.DictReader(rows):
            if row["amount"]:
                writer.writerow([row["day"], tidy(row["customer"]), row["amount"]])
