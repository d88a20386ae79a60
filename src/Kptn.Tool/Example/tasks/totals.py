import csv
from collections import defaultdict
from pathlib import Path


def totals(scratch_dir: Path, digits, currency):
    sums = defaultdict(float)
    with open(scratch_dir / "clean.csv", newline="") as rows:
        for row in csv.DictReader(rows):
            sums[row["customer"]] += float(row["amount"])
    return {name: f"{amount:.{digits}f} {currency}" for name, amount in sums.items()}
