"""Writes pairs of tables for compare.py: tables.py FOLDER ROWS SEED.

Ids, texts with quotes and accents, floats of 17 digits, prices, dates, whole numbers, flags and empty cells. Of each table there is
the approved one, one with ten changed cells in the same order, and one with the same changes in another order; all of it once more without
any column that tells rows apart. `changes.json` says what was changed.
"""

import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

COLUMNS = ["id", "customer", "city", "day", "quantity", "price", "score", "active"]
CITIES = ["Raleigh", "Cary", "Zürich", '"Winston, Salem"', "São Paulo", "Durham", "Oslo", '"Saint ""St."" Louis"', "Lima", ""]
CHANGES = 10
# Rows per write: a list of all of them would need gigabytes.
PART = 100_000


def rows(count, seed):
    """All rows, as lists of cells."""
    draw = random.Random(seed)
    days = [(date(2015, 1, 1) + timedelta(days=n)).isoformat() for n in range(3650)]
    names = [f"c{draw.randrange(10**6):06d}" for _ in range(20_000)]
    pick, uniform = draw.random, draw.uniform
    for number in range(count):
        yield [
            str(10_000_000 + number),
            names[int(pick() * 20_000)],
            CITIES[int(pick() * 10)],
            days[int(pick() * 3650)],
            str(int(pick() * 40)),
            f"{pick() * 900:.2f}",
            repr(uniform(-1, 1)),
            "true" if pick() < 0.7 else "false",
        ]


def changed(cells, column):
    """The row with another value in a column."""
    other = {"customer": "somebody else", "city": "Bern", "day": "2030-02-28", "quantity": str(int(cells[4]) + 100), "price": f"{float(cells[5]) + 1000:.2f}", "score": "0.123456789"}
    cells = list(cells)
    cells[COLUMNS.index(column)] = other[column]
    return cells


def write(folder, count, seed):
    draw = random.Random(seed + 1)
    columns = ["price", "quantity", "score", "customer", "city", "day"]
    places = sorted(draw.sample(range(count), CHANGES))
    changes = {place: columns[i % len(columns)] for i, place in enumerate(places)}
    folder.mkdir(parents=True, exist_ok=True)
    header, bare_header = ",".join(COLUMNS) + "\n", ",".join(COLUMNS[1:]) + "\n"
    lines = []
    with open(folder / "approved.csv", "w") as approved, open(folder / "received.csv", "w") as received, open(folder / "approved-bare.csv", "w") as bare, open(folder / "received-bare.csv", "w") as bare_received:
        files = (approved, received, bare, bare_received)
        for file, head in zip(files, (header, header, bare_header, bare_header)):
            file.write(head)
        parts = [[] for _ in files]
        for place, cells in enumerate(rows(count, seed)):
            line = ",".join(cells) + "\n"
            after = line if place not in changes else ",".join(changed(cells, changes[place])) + "\n"
            lines.append(after)
            for part, text in zip(parts, (line, after, line[9:], after[9:])):
                part.append(text)
            if len(lines) % PART == 0 or place == count - 1:
                for part, file in zip(parts, files):
                    file.writelines(part)
                    part.clear()
    draw.shuffle(lines)
    with open(folder / "shuffled.csv", "w") as file:
        file.write(header)
        file.writelines(lines)
    with open(folder / "shuffled-bare.csv", "w") as file:
        file.write(bare_header)
        file.writelines(line[9:] for line in lines)
    (folder / "changes.json").write_text(json.dumps({"rows": count, "cells": [[str(10_000_000 + place), column] for place, column in changes.items()]}))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
