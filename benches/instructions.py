#!/usr/bin/env python3
"""How many instructions each of five requests takes, as callgrind counts them: see benches/README.md.

Time differs from run to run, this hardly does. Each path is asked once more than it is counted, so that what is made the
first time is not counted. With --compare, the figures of an earlier run are shown beside, and more than 5 % more of one
fails. Of a program that has its symbols, it is also printed how often each request asks for memory.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

ITEMS = [
    {"name": "Posters", "quantity": 2, "unit_price": 50, "taxes": [{"name": "VAT", "value": 19}]},
    {"name": "Design", "quantity": 10, "unit_price": 140, "unit": "hour", "taxes": [{"name": "VAT", "value": 19}]},
    {"name": "Postage", "quantity": 1, "unit_price": 5.9, "taxes": [{"name": "VAT", "value": 7}]},
]
MORE_IS_WORSE = 1.05
# What asks the allocator for memory, and what the allocator itself is made of.
ALLOCATES = re.compile(r"mi_(heap_)?(malloc|zalloc|calloc|realloc|rezalloc|recalloc)(_aligned|n|_small)?$")
ALLOCATOR = re.compile(r"_?mi_")


def allocations(dump):
    """How often something asks for memory, in a file of callgrind's: calls from elsewhere into the allocator."""
    names, within, called, count = {}, "", "", 0
    for line in dump.splitlines():
        told = re.match(r"(c?fn)=(\(\d+\))(?: (.*))?", line)
        if told:
            name = names.setdefault(told[2], told[3])
            if told[1] == "fn":
                within = name
            else:
                called = name
        elif line.startswith("calls=") and ALLOCATES.match(called) and not ALLOCATOR.match(within):
            count += int(line[6:].split()[0])
    return count


class Server:
    """A program under callgrind, on a data folder of its own."""

    def __init__(self, program, folder):
        self.folder = folder
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
        environment |= {"NET30_DATA": str(folder / "data"), "NET30_LOG": "error"}
        command = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={folder}/counts", program]
        command += ["serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        said = json.loads(self.process.stdout.readline())
        url = urllib.parse.urlsplit(said["url"])
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=600)
        key = said.get("api_key") or pathlib.Path(said["api_key_file"]).read_text().strip()
        self.headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        self.dumps = 0

    def ask(self, method, path, body=None):
        self.connection.request(method, f"/api/v1{path}", json.dumps(body) if body else None, self.headers)
        reply = self.connection.getresponse()
        said = reply.read()
        assert reply.status < 300, said
        return json.loads(said) if said[:1] == b"{" else said

    def control(self, option):
        done = subprocess.run(["callgrind_control", option, str(self.process.pid)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def counted(self, requests):
        """Instructions and allocations of some requests, all threads of the program together."""
        self.control("--zero")
        for method, path, body in requests:
            self.ask(method, path, body)
        self.control("--dump")
        self.dumps += 1
        files = [file for file in self.folder.iterdir() if re.fullmatch(rf"counts\.{self.dumps}(-\d+)?", file.name)]
        dumps = [file.read_text() for file in files]
        instructions = sum(int(re.search(r"^(?:summary|totals): (\d+)", dump, re.M)[1]) for dump in dumps)
        return instructions, sum(map(allocations, dumps))

    def stop(self):
        self.process.terminate()
        self.process.wait()


def measured(program, times):
    with tempfile.TemporaryDirectory(dir=".", prefix="net30-bench-") as folder:
        server = Server(program, pathlib.Path(folder).absolute())
        try:
            customer = server.ask("POST", "/customers", {"company": "Globex"})["id"]
            body = {"customer_id": customer, "currency": "EUR", "issue_date": "2026-01-05", "items": ITEMS}
            made = [server.ask("POST", "/invoices?issue=true", body)["id"] for _ in range(60)]
            paths = {
                "create": [("POST", "/invoices", body)] * times,
                "create and issue": [("POST", "/invoices?issue=true", body)] * times,
                "get, told before": [("GET", f"/invoices/{made[0]}", None)] * times,
                "get, with its calculation": [("GET", f"/invoices/{made[0]}?explain=true", None)] * times,
                "list of 50, told before": [("GET", "/invoices?limit=50&sort=created_at", None)] * times,
                "PDF": [("GET", f"/invoices/{id}/pdf", None) for id in made[1:11]],
            }
            server.ask("GET", f"/invoices/{made[0]}/pdf")
            counts = {}
            for name, requests in paths.items():
                if name != "PDF":
                    server.ask(*requests[0])
                instructions, asked = (round(all / len(requests)) for all in server.counted(requests))
                counts[name] = instructions
                print(f"{name}: {instructions:,}{f', memory asked for {asked:,} times' if asked else ''}", flush=True)
            return counts
        finally:
            server.stop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--times", type=int, default=100, help="how often each path is asked (PDFs: ten)")
    arguments.add_argument("--compare", type=pathlib.Path, help="figures of an earlier run")
    arguments.add_argument("--write", type=pathlib.Path, help="where to keep the figures")
    options = arguments.parse_args()
    counts = measured(options.program, options.times)
    if options.write:
        options.write.write_text(json.dumps(counts, indent=2) + "\n")
    if options.compare:
        before = json.loads(options.compare.read_text())
        ratios = {name: count / before[name] for name, count in counts.items() if name in before}
        for name, ratio in ratios.items():
            print(f"{name}: {ratio:.3f} of before")
        if any(ratio > MORE_IS_WORSE for ratio in ratios.values()):
            sys.exit("more instructions than before")


if __name__ == "__main__":
    main()
