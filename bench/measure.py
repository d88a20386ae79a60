"""Runs the generated project with each tool in turn, and prints a Markdown table: measure.py FOLDER TOOL REPEATS LIMIT.

TOOL is the built kptn. Every round goes through all the tools, so that a slow moment of the machine meets all of them.
"""

import hashlib
import math
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

MEGABYTE = 1024


class Tool:
    def __init__(self, name, command, version, state):
        self.name, self.command, self.version_of, self.state = name, command, version, state

    def version(self):
        out = subprocess.run(self.version_of, capture_output=True, text=True, check=False).stdout.split()
        return next((word for word in out if word[0].isdigit()), "")


def tools(kptn):
    return [
        Tool("ninja", ["ninja", "-j2", "--quiet"], ["ninja", "--version"], [".ninja_log", ".ninja_deps"]),
        Tool("kptn", [kptn, "run", "-j", "2"], [kptn, "--version"], [".kptn"]),
        Tool("make", ["make", "-j2", "-s"], ["make", "--version"], []),
        Tool("doit", ["doit", "-n", "2"], ["doit", "--version"], [".doit.db*"]),
        Tool("snakemake", ["snakemake", "--cores", "2", "--quiet", "all"], ["snakemake", "--version"], [".snakemake"]),
    ]


class TooSlow(Exception):
    pass


def run(tool, folder, limit):
    """Seconds and peak megabytes of one run."""
    log = folder / "bench.log"
    with open(log, "wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen(tool.command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)
        late = threading.Event()
        timer = threading.Timer(limit, lambda: (late.set(), os.killpg(child.pid, signal.SIGKILL)))
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise TooSlow
    if child.returncode != 0:
        sys.exit(f"{tool.name} failed with {child.returncode}:\n{log.read_text(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / MEGABYTE


def clear(tool, folder):
    for pattern in [*tool.state, "scratch"]:
        for path in folder.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    (folder / "scratch").mkdir()


def outputs(folder):
    """A hash of all outputs, and when they were last written."""
    digest, newest = hashlib.sha256(), 0
    for path in sorted((folder / "scratch").glob("*.txt")):
        digest.update(path.name.encode() + path.read_bytes())
        newest = max(newest, path.stat().st_mtime_ns)
    return digest.hexdigest(), newest


def measure(work, kptn, repeats, limit):
    every = tools(kptn)
    present = [tool for tool in every if shutil.which(tool.command[0])]
    missing = [tool.name for tool in every if tool not in present]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}", file=sys.stderr)
    figures = {tool.name: {"full": [], "no-op": []} for tool in present}
    slow, expected = set(), None
    for number in range(repeats):
        for tool in present:
            if tool.name in slow:
                continue
            folder = work / tool.name
            clear(tool, folder)
            print(f"round {number + 1} of {repeats}: {tool.name}", file=sys.stderr)
            try:
                figures[tool.name]["full"].append(run(tool, folder, limit))
                content, written = outputs(folder)
                expected = expected or content
                if content != expected:
                    sys.exit(f"{tool.name} made other outputs than the first tool")
                for _ in range(3):
                    figures[tool.name]["no-op"].append(run(tool, folder, limit))
                if outputs(folder) != (content, written):
                    sys.exit(f"{tool.name} wrote outputs again though nothing had changed")
            except TooSlow:
                slow.add(tool.name)
    return present, figures


def middle(samples, part):
    return statistics.median(sample[part] for sample in samples) if samples else None


def smallest_peak():
    """What the system counts for any program started from here: the peak before `exec` is this program's own."""
    child = subprocess.Popen(["true"])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return math.ceil(usage.ru_maxrss / MEGABYTE) + 1


def table(present, figures, limit):
    base = figures[present[0].name] if present[0].name == "ninja" else None
    floor = smallest_peak()

    def seconds(name, kind):
        value = middle(figures[name][kind], 0)
        if value is None:
            return f"over {limit:g} s" if kind == "full" else "–"
        ninja = middle(base[kind], 0) if base else None
        return f"{value:.3f} s" + (f" ({value / ninja:.2f}×)" if ninja else "")

    def memory(name, kind):
        value = middle(figures[name][kind], 1)
        if value is None:
            return "–"
        return f"under {floor:.0f} MB" if value <= floor else f"{value:.0f} MB"

    yield "| tool | full run, 2 jobs | no-op | peak memory, full | peak memory, no-op |"
    yield "|---|---|---|---|---|"
    for tool in present:
        cells = [seconds(tool.name, "full"), seconds(tool.name, "no-op"), memory(tool.name, "full"), memory(tool.name, "no-op")]
        yield f"| {tool.name} {tool.version()} | " + " | ".join(cells) + " |"


def main():
    work, kptn, repeats, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    present, figures = measure(work, kptn, repeats, limit)
    print("\n".join(table(present, figures, limit)))


if __name__ == "__main__":
    main()
