"""Measures what a test of a task costs beside the task: tests.py FOLDER KPTN TASKS"""
import os
import pathlib
import shutil
import subprocess
import sys
import time

folder, kptn, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ROUNDS = 3


def write(name, tasks, script):
    root = folder / name
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    names = ["t%d" % i for i in range(tasks)]
    lines = ["graphs:", "  g:", "    tasks:"] + ["      %s:" % n for n in names] + ["tasks:"]
    for i, n in enumerate(names):
        file, text = script(n, i)
        lines += ["  %s:" % n, "    file: %s" % file, "    outputs: [%s.csv]" % n]
        path = root / file.split(":")[0]
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_text(text)
    (root / "kptn.yaml").write_text("\n".join(lines) + "\n")
    return root


def own_file(name, number):
    return "tasks/%s.py" % name, "def %s(scratch_dir):\n    open(scratch_dir + '/%s.csv', 'w').write('k,v\\n%d,1\\n')\n" % (name, name, number)


def one_module(name, number):
    body = "".join("def t%d(scratch_dir):\n    open(scratch_dir + '/t%d.csv', 'w').write('k,v\\n%d,1\\n')\n\n\n" % (i, i, i) for i in range(count))
    return "tasks/all.py:%s" % name, body


def shell(name, number):
    return "tasks/%s.sh" % name, "printf 'k,v\\n%d,1\\n' > \"$OUTPUT_PIPELINE_DIR/%s.csv\"\n" % (number, name)


def run(root, *words, code=0):
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    before, start = os.times(), time.perf_counter()
    done = subprocess.run([kptn, *words], cwd=root, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, os.times()
    if done.returncode != code:
        sys.exit("%s ended with %d\n%s%s" % (" ".join(words), done.returncode, done.stdout[-2000:], done.stderr[-2000:]))
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def median(values):
    return sorted(values)[len(values) // 2]


print("%d tasks, median of %d runs, %d cores\n" % (count, ROUNDS, os.cpu_count()))
print("| tasks | `kptn run --force` | `kptn test`, all green | a test takes more than its task by | `kptn test --changed`, nothing changed |")
print("|---|---|---|---|---|")
for name, script in (("Python, a file each", own_file), ("Python, one module of all", one_module), ("shell", shell)):
    root = write(script.__name__, count, script)
    run(root, "test", code=1)
    run(root, "approve", "--all")
    runs = [run(root, "run", "--force") for _ in range(ROUNDS)]
    tests = [run(root, "test") for _ in range(ROUNDS)]
    changed = [run(root, "test", "--changed") for _ in range(ROUNDS)]
    wall = [median([one[0] for one in some]) for some in (runs, tests, changed)]
    more = (median([one[1] for one in tests]) - median([one[1] for one in runs])) / count * 1000
    print("| %s | %.2f s | %.2f s | %.1f ms of processor time | %.2f s |" % (name, wall[0], wall[1], more, wall[2]))
