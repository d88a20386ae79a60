"""Compares tables of millions of rows against `sort` and `diff`, and prints a Markdown table: compare.py TOOL [ROWS] [ROUNDS].

TOOL is the built kptn. tables.py writes the files, to a folder that is gone afterwards. In each round, `LC_ALL=C sort` of both files and
`diff` of what it wrote comes right before kptn. Then kptn must find exactly what was changed: ten cells, one row, a row that came or went,
a column that went or has another type.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = [
    ("same order, `--keys id`", "approved.csv", "received.csv", ["--keys", "id"]),
    ("same order, no key given", "approved.csv", "received.csv", []),
    ("same order, no column is a key", "approved-bare.csv", "received-bare.csv", []),
    ("shuffled, `--keys id`", "approved.csv", "shuffled.csv", ["--keys", "id"]),
    ("shuffled, no key given", "approved.csv", "shuffled.csv", []),
    ("shuffled, no column is a key", "approved-bare.csv", "shuffled-bare.csv", []),
]


def timed(command, folder, out):
    """Seconds, processor seconds and peak memory in MB; out is the file it prints to."""
    with open(folder / out, "wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdout=output, env={**os.environ, "LC_ALL": "C"})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command} failed with exit code {child.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def sort_and_diff(old, new):
    return ["sh", "-c", f"sort {old} > old.sorted && sort {new} > new.sorted && diff old.sorted new.sorted"]


def found(tool, folder, old, new, *words):
    """What kptn says of two files, and its exit code."""
    run = subprocess.run([tool, "diff", old, new, "--json", "--rows", "100", *words], cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"kptn failed:\n{run.stderr}")
    return json.loads(run.stdout)["detail"]


def expect(what, is_so):
    if not is_so:
        sys.exit(f"WRONG: {what}")
    print(f"found: {what}", flush=True)


def cells(detail):
    """Changed cells, as the keys of their rows with the names of their columns."""
    names = [column["name"] for column in detail["columns"]]
    return sorted((row["key"][0], names[index]) for row in detail["changed_samples"] for index in row["changed"])


def counts(detail):
    return tuple(detail[name] for name in ("changed_rows", "added_rows", "removed_rows"))


def check(tool, folder, rows):
    wanted = sorted(map(tuple, json.loads((folder / "changes.json").read_text())["cells"]))
    for what, old, new, words in CASES:
        detail = found(tool, folder, old, new, *words)
        is_exact = cells(detail) == wanted if "bare" not in old else len(cells(detail)) == len(wanted)
        expect(f"exactly the {len(wanted)} changed cells: {what}", is_exact and counts(detail) == (len(wanted), 0, 0) and detail["changed_cells"] == len(wanted))

    line = rows // 2
    key = str(10_000_000 + line - 2)
    edits = [
        ("one changed row", f"{line}s/,c/,d/", lambda d: counts(d) == (1, 0, 0) and cells(d) == [(key, "customer")]),
        ("a row that came", f"{line}{{p;s/^1/9/}}", lambda d: counts(d) == (0, 1, 0)),
        ("a row that went", f"{line}d", lambda d: counts(d) == (0, 0, 1)),
        ("a column that went", "s/,[a-z]*$//", lambda d: counts(d) == (0, 0, 0) and [c["name"] for c in d["columns"] if "removed" in c.get("change", [])] == ["active"]),
        ("a column of another type", "s/,true$/,1/;s/,false$/,0/", lambda d: counts(d) == (rows, 0, 0) and [c["name"] for c in d["columns"] if "retyped" in c.get("change", [])] == ["active"]),
    ]
    for what, script, is_so in edits:
        with open(folder / "edited.csv", "wb") as edited:
            subprocess.run(["sed", script, "approved.csv"], cwd=folder, stdout=edited, env={**os.environ, "LC_ALL": "C"}, check=True)
        for words in ([], ["--keys", "id"]):
            expect(f"{what}, {'by key' if words else 'without a key'}", is_so(found(tool, folder, "approved.csv", "edited.csv", *words)))


def measure(tool, folder, rounds):
    print("| 10 changed cells | kptn | `sort` + `diff` | time | processor time | peak memory |\n|---|---|---|---|---|---|", flush=True)
    for what, old, new, words in CASES:
        theirs, ours = [], []
        for _ in range(rounds):
            theirs.append(timed(sort_and_diff(old, new), folder, "diff.txt"))
            ours.append(timed([tool, "diff", old, new, *words], folder, "kptn.txt"))
        time_ratio, cpu_ratio = (statistics.median(one[i] / other[i] for one, other in zip(ours, theirs)) for i in (0, 1))
        seconds, other_seconds = (statistics.median(run[0] for run in runs) for runs in (ours, theirs))
        print(f"| {what} | {seconds:.1f} s | {other_seconds:.1f} s | {time_ratio:.2f}× | {cpu_ratio:.2f}× | {max(run[2] for run in ours):.0f} MB |", flush=True)


def stop(*_):
    # A second signal must not interrupt the cleaning.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit("stopped")


def main():
    tool = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    # Gigabytes are to be gone also where it is stopped.
    signal.signal(signal.SIGTERM, stop)
    folder = Path(tempfile.mkdtemp(prefix="kptn-compare-"))
    try:
        # In a process of its own: what this one ever held would count as the peak memory of all that it starts.
        subprocess.run([sys.executable, Path(__file__).with_name("tables.py"), folder, str(rows), "1"], check=True)
        size = (folder / "approved.csv").stat().st_size / 1e6
        print(f"{rows:,} rows, {size:.0f} MB a file, median of {rounds} rounds, {os.cpu_count()} cores\n", flush=True)
        measure(tool, folder, rounds)
        print(flush=True)
        check(tool, folder, rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
