"""Counts the requests to DynamoDB of whole runs of a mapped task, and prints a Markdown table: dynamo.py FOLDER TOOL ENDPOINT COUNT…

TOOL is the built kptn, ENDPOINT a DynamoDB Local. Each run goes through a proxy that counts. An item returns a small result, a result of 3 KB, or
none; a second checkout with nothing of its own then has nothing to run.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

YAML = """settings: {db: dynamodb, dynamodb: {table: TABLE, endpoint: "ENDPOINT", region: us-east-1}, storage_key: main}
graphs:
  g:
    tasks:
      numbers:
      each: numbers
tasks:
  numbers: {file: true, cache_result: true, iterable_item: N, env: [COUNT]}
  each: {file: true, map_over: N, bundle_size: 100, cache_result: RESULT}
"""
NUMBERS = 'import os\ndef numbers():\n    return list(range(int(os.environ["COUNT"])))\n'
READS = {"Query", "GetItem", "BatchGetItem", "DescribeTable", "Scan"}
KINDS = {"no result": ("false", "pass"), "a small result": ("true", "return {'n': N}"), "a result of 3 KB": ("true", "return [N] * (3000 // (len(str(N)) + 1))")}
LARGEST = 100_000  # DynamoDB Local has all of it in memory


class Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    counts = Counter()
    target = ""

    def do_POST(self):
        action = self.headers["X-Amz-Target"].split(".")[-1]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection", "expect", "content-length")}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.target, body, headers)) as answer:
                status, said = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, said = error.code, error.read()
        Proxy.counts[action] += 1
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass


def project(folder, table, endpoint, kind):
    result, body = KINDS[kind]
    folder.mkdir(parents=True)
    (folder / "kptn.yaml").write_text(YAML.replace("TABLE", table).replace("ENDPOINT", endpoint).replace("RESULT", result))
    (folder / "numbers.py").write_text(NUMBERS)
    (folder / "each.py").write_text(f"def each(N):\n    {body}\n")
    return folder


def kptn(tool, folder, count, *words):
    out = folder.parent / "bench.log"
    start = time.perf_counter()
    with open(out, "wb") as log:
        code = subprocess.call([tool, *words], cwd=folder, stdout=log, stderr=subprocess.STDOUT, env={
            **os.environ, "COUNT": str(count), "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"})
    if code != 0:
        sys.exit(f"kptn {' '.join(words)} failed:\n{out.read_text()[-2000:]}")
    return time.perf_counter() - start, out.read_text()


def ran(text):
    """How many items were run."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return sum(line.get("to_run", 0) for line in lines if line["event"] == "items-planned")


def main():
    folder, tool, Proxy.target = Path(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    shutil.rmtree(folder, ignore_errors=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"

    print("| items | each returns | run | write requests | read requests | seconds |\n|---|---|---|---|---|---|", flush=True)
    for count in (int(word) for word in sys.argv[4:]):
        for kind in list(KINDS) if count <= LARGEST else list(KINDS)[:2]:
            name = f"bench-{count}-{list(KINDS).index(kind)}-{os.getpid()}"
            first, second = (project(folder / f"{name}-{place}", name, endpoint, kind) for place in "ab")
            kptn(tool, first, count, "state", "create-table", "--wait")
            for what, place in (("all run", first), ("nothing to do", first), ("another checkout", second)):
                Proxy.counts.clear()
                seconds, said = kptn(tool, place, count, "run", "-j", "2", "--json")
                if ran(said) != (count if what == "all run" else 0):
                    sys.exit(f"{what}: {ran(said)} items ran")
                reads = sum(requests for action, requests in Proxy.counts.items() if action in READS)
                print(f"| {count:,} | {kind} | {what} | {Proxy.counts.total() - reads:,} | {reads:,} | {seconds:.1f} |", flush=True)


if __name__ == "__main__":
    main()
