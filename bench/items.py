"""Measures what an item of a mapped task costs, and prints a Markdown table: items.py FOLDER TOOL [MILLION].

TOOL is the built kptn. An item does nothing, so what is measured is overhead. Starting an interpreter for each item, and Dask where
Debian's python3-distributed is installed, do the same work. MILLION is the size of the largest list (default 1,000,000; 0 leaves it out).
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

YAML = """graphs:
  g:
    tasks:
      numbers:
      nothing: numbers
tasks:
  numbers: {file: true, cache_result: true, iterable_item: N, env: [COUNT]}
  nothing: {file: FILE, map_over: N, bundle_size: BUNDLE}
"""
NUMBERS = 'import os\ndef numbers():\n    return list(range(int(os.environ["COUNT"])))\n'
DASK = """
import sys, time
from distributed import Client, LocalCluster
def nothing(n):
    return None
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        client.gather(client.map(nothing, range(-100, 0)))
        start = time.perf_counter()
        client.gather(client.map(nothing, range(int(sys.argv[1]))))
        print(time.perf_counter() - start)
"""


def project(folder, script, bundle):
    folder.mkdir(parents=True)
    (folder / "kptn.yaml").write_text(YAML.replace("FILE", script).replace("BUNDLE", str(bundle)))
    (folder / "numbers.py").write_text(NUMBERS)
    (folder / "nothing.py").write_text("def nothing(N):\n    pass\n")
    (folder / "nothing.R").write_text('n <- Sys.getenv("N")\n')
    return folder


def kptn(tool, folder, count, *words):
    """Seconds of the whole command, seconds of the mapped task, peak memory in MB."""
    with open(folder / "bench.log", "wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen([tool, "run", "-j", "2", *words], cwd=folder, stdout=out, stderr=out, env={**os.environ, "COUNT": str(count)})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"kptn failed:\n{(folder / 'bench.log').read_text()[-2000:]}")
    newest = max((folder / ".kptn" / "runs").iterdir())
    task = 0.0
    with open(newest / "run.jsonl", "rb") as lines:
        lines.seek(max(0, lines.seek(0, 2) - 4096))
        for line in lines.read().splitlines():
            if b'"task-ended"' in line and b'"nothing"' in line:
                task = json.loads(line)["seconds"]
    return seconds, task, usage.ru_maxrss / 1024


def per_start(command, times):
    """Seconds that one start takes with two at a time."""
    def batch():
        children = []
        for _ in range(times):
            children.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
            if len(children) == 2:
                children.pop(0).wait()
        for child in children:
            child.wait()
    start = time.perf_counter()
    batch()
    return (time.perf_counter() - start) / times


def row(what, count, each, base):
    print(f"| {what} | {count:,} | {each * 1000:.3f} ms | {base / each:,.1f}× |", flush=True)


def main():
    folder, tool = Path(sys.argv[1]), sys.argv[2]
    million = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    shutil.rmtree(folder, ignore_errors=True)

    print("| Python items that do nothing | items | each, two at a time | against a start |\n|---|---|---|---|", flush=True)
    python = statistics.median(per_start(["python3", "-c", ""], 100) for _ in range(3))
    row("`python3` started for each", 300, python, python)
    for bundle in (1, 100):
        runs = [kptn(tool, project(folder / f"py{bundle}-{i}", "nothing.py", bundle), 10_000)[1] for i in range(3)]
        row(f"kptn, `bundle_size: {bundle}`", 10_000, statistics.median(runs) / 10_000, python)
    dask = folder / "through_dask.py"
    dask.write_text(DASK)
    found = subprocess.run(["/usr/bin/python3", str(dask), "10000"], capture_output=True, text=True, check=False)
    if found.returncode == 0:
        row("Dask, two workers", 10_000, float(found.stdout.split()[-1]) / 10_000, python)

    print("\n| R items that do nothing | items | each, two at a time | against a start |\n|---|---|---|---|", flush=True)
    rscript = statistics.median(per_start(["Rscript", str(folder / "py1-0" / "nothing.R")], 20) for _ in range(3))
    row("`Rscript` started for each", 60, rscript, rscript)
    runs = [kptn(tool, project(folder / f"r-{i}", "nothing.R", 1), 1_000)[1] for i in range(3)]
    row("kptn, forks of a warm R", 1_000, statistics.median(runs) / 1_000, rscript)

    if million == 0:
        return
    print(f"\n| {million:,} Python items, `bundle_size: 100` | seconds | peak memory of kptn |\n|---|---|---|", flush=True)
    large = project(folder / "large", "nothing.py", 100)
    for what, count in (("all run", million), ("nothing to do", million), ("one element more", million + 1)):
        seconds, _, memory = kptn(tool, large, count)
        print(f"| {what} | {seconds:.2f} s | {memory:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
