"""Compares Parquet files of millions of rows by key, and the same full outer join written by hand: parquet.py TOOL LIBRARY [ROWS] [ROUNDS].

TOOL is the built kptn, LIBRARY the DuckDB library that it loads, which also makes the files: flights, and a copy with 7 changed cells, 3 added and
2 removed rows, exactly which kptn must find. In each round the join by hand runs right before kptn, in a process of its own as well.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DUCK = Path(__file__).with_name("duck.py")
COLUMNS = "year month day dep_time dep_delay carrier flight tailnum origin dest air_time distance time_hour".split()
MAKE = """COPY (SELECT i AS id, 2013 AS year, 1 + (i % 12)::INT AS month, 1 + (i * 7 % 28)::INT AS day,
 CASE WHEN hash(i) % 97 = 0 THEN NULL ELSE (500 + hash(i) % 1900)::INT END AS dep_time,
 CASE WHEN hash(i) % 97 = 0 THEN NULL ELSE ((hash(i + 1) % 300)::INT - 30)::DOUBLE END AS dep_delay,
 ['UA', 'AA', 'B6', 'DL', 'EV', 'MQ', 'US', 'WN'][1 + (hash(i + 2) % 8)::INT] AS carrier, (1 + hash(i + 3) % 6000)::INT AS flight,
 'N' || (10000 + hash(i + 4) % 4000)::VARCHAR AS tailnum, ['JFK', 'LGA', 'EWR'][1 + (hash(i + 5) % 3)::INT] AS origin,
 ['ORD', 'ATL', 'LAX', 'BOS', 'MCO', 'CLT', 'SFO', 'FLL'][1 + (hash(i + 6) % 8)::INT] AS dest,
 (30 + hash(i + 7) % 600)::DOUBLE AS air_time, (80 + hash(i + 8) % 4900)::DOUBLE AS distance,
 TIMESTAMPTZ '2013-01-01 05:00:00+00' + INTERVAL (hash(i + 9) % 8760) HOUR AS time_hour FROM range({rows}) t(i)) TO 'flights-3m.parquet'"""
CHANGE = """COPY (SELECT * REPLACE (CASE WHEN id IN (5, 100, {rows} // 30, {rows} // 3 * 2) THEN distance + 1 ELSE distance END AS distance,
 CASE WHEN id IN (7, {rows} // 2, {rows} - 2) THEN 'ZZ' ELSE carrier END AS carrier) FROM 'flights-3m.parquet' WHERE id NOT IN (17, {rows} // 6 * 5)
 UNION ALL SELECT * REPLACE (id + {rows} AS id) FROM 'flights-3m.parquet' WHERE id < 3) TO 'changed.parquet'"""


def join():
    unequal = " OR ".join(f"o.{column} IS DISTINCT FROM n.{column}" for column in COLUMNS)
    return f"SELECT o.*, n.* FROM 'flights-3m.parquet' o FULL OUTER JOIN 'changed.parquet' n ON o.id = n.id WHERE o.id IS NULL OR n.id IS NULL OR {unequal}"


def timed(command, folder):
    """Seconds, processor seconds and peak memory in MB."""
    with open(folder / "out.txt", "wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command} failed with exit code {child.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def check(tool, folder, rows):
    run = subprocess.run([tool, "diff", "flights-3m.parquet", "changed.parquet", "--keys", "id", "--json", "--rows", "20"], cwd=folder, capture_output=True, text=True, check=False)
    detail = json.loads(run.stdout)["detail"]
    names = [column["name"] for column in detail["columns"]]
    cells = sorted((int(row["key"][0]), names[index]) for row in detail["changed_samples"] for index in row["changed"])
    wanted = sorted([(at, "distance") for at in (5, 100, rows // 30, rows // 3 * 2)] + [(at, "carrier") for at in (7, rows // 2, rows - 2)])
    came, went = ([int(row["key"][0]) for row in detail[name]] for name in ("added_samples", "removed_samples"))
    is_right = cells == wanted and sorted(came) == [rows, rows + 1, rows + 2] and sorted(went) == sorted([17, rows // 6 * 5])
    is_right &= [detail[name] for name in ("changed_cells", "changed_rows", "added_rows", "removed_rows", "old_rows")] == [7, 7, 3, 2, rows]
    if not is_right:
        sys.exit(f"WRONG: {cells} {came} {went}")
    print("found: exactly the 7 changed cells, the 3 added rows and the 2 removed ones", flush=True)


def main():
    tool, library = (os.path.abspath(word) for word in sys.argv[1:3])
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 3_000_000
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    with tempfile.TemporaryDirectory(prefix="kptn-parquet-") as name:
        folder = Path(name)
        # In a process of its own: what this one ever held would count as the peak memory of all that it starts.
        subprocess.run([sys.executable, DUCK, library, MAKE.format(rows=rows), CHANGE.format(rows=rows)], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        check(tool, folder, rows)
        theirs, ours = [], []
        for _ in range(rounds):
            theirs.append(timed([sys.executable, DUCK, library, join()], folder))
            ours.append(timed([tool, "diff", "flights-3m.parquet", "changed.parquet", "--keys", "id"], folder))
        time_ratio, cpu_ratio = (statistics.median(one[i] / other[i] for one, other in zip(ours, theirs)) for i in (0, 1))
        seconds, other = (statistics.median(run[0] for run in runs) for runs in (ours, theirs))
        print(f"\n| {rows:,} rows | kptn | by hand | time | processor time | peak memory | by hand |\n|---|---|---|---|---|---|---|")
        print(f"| `--keys id` | {seconds:.2f} s | {other:.2f} s | {time_ratio:.2f}× | {cpu_ratio:.2f}× | {max(run[2] for run in ours):.0f} MB | {max(run[2] for run in theirs):.0f} MB |")


if __name__ == "__main__":
    main()
