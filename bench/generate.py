#!/usr/bin/env python3
"""Writes one layered project of N `cat` tasks for each tool: generate.py N LAYERS [FOLDER].

Each task joins up to two files of the layer before into one; those of the first layer read one of ten sources.
"""

import argparse
from pathlib import Path

SOURCES = 10
MOST_LAYERS = 12  # Files double from layer to layer.


class Task:
    def __init__(self, layer: int, index: int, width: int):
        self.name = f"t{layer}_{index}"
        self.output = f"scratch/{self.name}.txt"
        if layer == 0:
            self.parents = []
            self.inputs = [f"in/s{index % SOURCES}.txt"]
        else:
            pair = dict.fromkeys([index, (index + layer) % width])
            self.parents = [f"t{layer - 1}_{parent}" for parent in pair]
            self.inputs = [f"scratch/{parent}.txt" for parent in self.parents]
        self.command = f"cat {' '.join(self.inputs)} > {self.output}"


def layered(count: int, layers: int):
    width = -(-count // layers)
    return [Task(number // width, number % width, width) for number in range(count)]


def kptn(tasks):
    yield "graphs:\n  bench:\n    tasks:\n"
    for task in tasks:
        yield f"      {task.name}: [{', '.join(task.parents)}]\n"
    yield "tasks:\n"
    for task in tasks:
        yield f"  {task.name}:\n    command: {task.command}\n    outputs: [{task.name}.txt]\n"
        if not task.parents:
            yield f"    code_deps: [{task.inputs[0]}]\n"


def ninja(tasks):
    yield "rule cat\n  command = cat $in > $out\n"
    for task in tasks:
        yield f"build {task.output}: cat {' '.join(task.inputs)}\n"


def make(tasks):
    yield f"all: {' '.join(task.output for task in tasks)}\n"
    for task in tasks:
        yield f"{task.output}: {' '.join(task.inputs)}\n\t{task.command}\n"


def doit(tasks):
    yield "TASKS = [\n"
    for task in tasks:
        yield f"    ({task.name!r}, {task.inputs!r}, {task.output!r}, {task.command!r}),\n"
    yield "]\n\n\ndef task_cat():\n    for name, inputs, output, command in TASKS:\n"
    yield "        yield {'name': name, 'file_dep': inputs, 'targets': [output], 'actions': [command]}\n"


def snakemake(tasks):
    yield f"rule all:\n    input: {[task.output for task in tasks]!r}\n"
    for task in tasks:
        yield f"rule {task.name}:\n    input: {task.inputs!r}\n    output: {task.output!r}\n    shell: 'cat {{input}} > {{output}}'\n"


FILES = {
    "kptn": ("kptn.yaml", kptn),
    "ninja": ("build.ninja", ninja),
    "make": ("Makefile", make),
    "doit": ("dodo.py", doit),
    "snakemake": ("Snakefile", snakemake),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("layers", type=int, metavar="LAYERS", help=f"at most {MOST_LAYERS}")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent / "work")
    options = parser.parse_args()
    if options.count < 1 or not 1 <= options.layers <= MOST_LAYERS:
        parser.error(f"N must be at least 1 and LAYERS from 1 to {MOST_LAYERS}")

    tasks = layered(options.count, options.layers)
    for tool, (name, lines) in FILES.items():
        folder = options.folder / tool
        (folder / "in").mkdir(parents=True, exist_ok=True)
        (folder / "scratch").mkdir(exist_ok=True)
        (folder / name).write_text("".join(lines(tasks)), encoding="utf-8")
        for number in range(SOURCES):
            (folder / "in" / f"s{number}.txt").write_text(f"source {number}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
