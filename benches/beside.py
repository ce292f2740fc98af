#!/usr/bin/env python3
"""What the heaviest requests of one account cost, and what they cost others: see benches/README.md.

Silent and slow clients on every route that reads a body, the longest lists of each API, the heaviest PDFs; peak memory of
the server, and how long another account waits beside them, as a ratio to how long it waits alone.
"""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import select
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import uuid

LINES = 1000
# A body may take 300 s as a whole.
CLIENTS_SECONDS = 330


class Server:
    """A server on a data folder and a database of its own."""

    def __init__(self, program, postgres):
        self.program = program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="net30-bench-", dir="."))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
        self.environment |= {"NET30_DATA": str(self.folder / "data"), "NET30_LOG": "warn"}
        self.postgres, self.database = postgres, f"net30_bench_{uuid.uuid4().hex[:12]}"
        if postgres:
            self.psql(f"create database {self.database}")
            self.environment["NET30_DATABASE_URL"] = f"{postgres.rsplit('/', 1)[0]}/{self.database}"
        self.process = None
        self.start()
        self.key = pathlib.Path(self.said["api_key_file"]).read_text().strip()

    def psql(self, statement):
        subprocess.run(["psql", "-qX", self.postgres, "-c", statement], check=True)

    def start(self):
        command = [self.program, "serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0"]
        log = open(self.folder / "log", "a")
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=log)
        self.said = json.loads(self.process.stdout.readline())
        self.address = self.said["url"].removeprefix("http://")

    def restart(self):
        """Starts again, so that the peak of memory is that of what follows."""
        self.process.terminate()
        self.process.wait()
        self.start()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        if self.postgres:
            self.psql(f"drop database {self.database}")
        shutil.rmtree(self.folder)

    def command(self, *arguments):
        command = [self.program, "--json", *arguments]
        return json.loads(subprocess.run(command, env=self.environment, check=True, capture_output=True).stdout)

    def memory_mb(self, name):
        """VmRSS is the memory now, VmHWM the most there was."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024

    def ask(self, method, path, body=None, key=None, connection=None):
        """The status and the body of a reply; a connection of its own if none is given."""
        connection = connection or http.client.HTTPConnection(self.address, timeout=600)
        headers = {"authorization": f"Bearer {key or self.key}"}
        if body is not None:
            headers["content-type"] = "application/json"
        connection.request(method, path, body and json.dumps(body), headers)
        reply = connection.getresponse()
        return reply.status, reply.read()

    def made(self, path, body, key=None):
        status, reply = self.ask("POST", path, body, key)
        assert status == 201, reply
        return json.loads(reply)


class Waiting:
    """Another account that asks for the same again and again, one after the other."""

    def __init__(self, server, path, key):
        self.server, self.path, self.key = server, path, key
        self.times, self.is_over = [], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        connection = http.client.HTTPConnection(self.server.address, timeout=600)
        while not self.is_over.is_set():
            begun = time.monotonic()
            status, reply = self.server.ask("GET", self.path, None, self.key, connection)
            assert status == 200, reply
            self.times.append(time.monotonic() - begun)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()
        self.times.sort()

    def at(self, share):
        return self.times[min(int(len(self.times) * share), len(self.times) - 1)] * 1000


def beside(server, path, key, work):
    """How long another account waits alone, and beside some work; what the work returned."""
    with Waiting(server, path, key) as alone:
        time.sleep(3)
    with Waiting(server, path, key) as busy:
        done = work()
    ratio = busy.at(0.99) / alone.at(0.99)
    waits = f"alone {alone.at(0.5):.1f} / {alone.at(0.99):.1f} ms, beside {busy.at(0.5):.1f} / {busy.at(0.99):.1f} ms, longest {busy.at(1):.0f} ms"
    return done, f"{waits}; p99 {ratio:.1f} times"


def row(what, result):
    print(f"| {what} | {result} |", flush=True)


def routes_with_bodies(server):
    """Every route that reads a body, from the OpenAPI document, and those that it does not have."""
    document = json.loads(server.ask("GET", "/api/v1/openapi.json")[1])
    nobody = "01980000-0000-7000-8000-000000000000"
    routes = [("POST", f"/i/{nobody}/pay"), ("POST", f"/stripe/{nobody}/x")]
    for path, operations in document["paths"].items():
        for method in operations:
            if method in ("post", "put", "patch", "delete"):
                while "{" in path:
                    start, rest = path.split("{", 1)
                    path = start + nobody + rest.split("}", 1)[1]
                routes.append((method.upper(), path))
    return routes


def silent_and_slow(server, each):
    """Opens connections that never, or slowly, send the body that they promise; says when the server closed them."""
    host, port = server.address.split(":")
    opened = []
    for method, path in routes_with_bodies(server):
        kind = "application/x-www-form-urlencoded" if path.endswith("/pay") else "application/json"
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {server.key}\r\n"
            f"content-type: {kind}\r\ncontent-length: 900\r\n\r\n"
        )
        for number in range(each):
            stream = socket.create_connection((host, int(port)))
            stream.sendall(head.encode())
            opened.append({"stream": stream, "slow": number % 2 == 1, "path": path, "closed": None})
    for sent in (b"", b"GET / HTTP/1.1\r\nhos"):
        for _ in range(each):
            stream = socket.create_connection((host, int(port)))
            stream.sendall(sent)
            opened.append({"stream": stream, "slow": False, "path": "before the head", "closed": None})
    begun, last = time.monotonic(), 0.0
    by_stream = {one["stream"]: one for one in opened}
    left = set(by_stream)
    while left and time.monotonic() - begun < CLIENTS_SECONDS:
        readable, _, _ = select.select(left, [], [], 0.2)
        for stream in readable:
            with contextlib.suppress(OSError):
                if stream.recv(65536):
                    continue
            by_stream[stream]["closed"] = time.monotonic() - begun
            left.discard(stream)
        if time.monotonic() - last > 1:
            last = time.monotonic()
            for stream in left:
                if by_stream[stream]["slow"]:
                    with contextlib.suppress(OSError):
                        stream.send(b" ")
    return opened


def clients(server, key, light):
    opened = []
    _, waits = beside(server, light, key, lambda: opened.extend(silent_and_slow(server, 8)))
    for slow in (False, True):
        some = [one for one in opened if one["slow"] == slow and one["path"] != "before the head"]
        closed = [one["closed"] for one in some if one["closed"] is not None]
        what = "slow clients (a byte a second)" if slow else "silent clients"
        row(f"{what}, 4 on every route that reads a body", f"{len(closed)} of {len(some)} closed, the last after {max(closed, default=0):.0f} s")
    some = [one for one in opened if one["path"] == "before the head"]
    closed = [one["closed"] for one in some if one["closed"] is not None]
    row("clients silent before or within the head", f"{len(closed)} of {len(some)} closed, the last after {max(closed, default=0):.0f} s")
    row("another account's read beside them (p50 / p99)", waits)


def lists(server, key, light, invoices):
    items = [{"name": f"Article {n}", "description": "One of many things", "unit_price": n} for n in range(LINES)]
    first = server.made("/api/v1/invoices", {"customer": {"company": "A"}, "items": items})
    for _ in range(invoices - 1):
        server.ask("POST", f"/api/v1/invoices/{first['id']}/duplicate")
    for path in ("/api/v1/invoices?limit=100", "/api/v1/invoice/?limit=1000", "/v1/invoices?limit=100", "/api/invoices?days=365", "/api/v1/invoices/export/csv"):
        for at_once in (1, 8):
            server.restart()
            server.ask("GET", light, None, key)
            before = server.memory_mb("VmRSS")
            sizes = []

            def work():
                threads = [threading.Thread(target=lambda: sizes.append(len(server.ask("GET", path)[1]))) for _ in range(at_once)]
                begun = time.monotonic()
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                return time.monotonic() - begun

            took, waits = beside(server, light, key, work)
            row(
                f"{path}, {invoices} × {LINES} lines, {at_once} at once",
                f"{max(sizes) / 1e6:.1f} MB in {took:.1f} s; peak {server.memory_mb('VmHWM'):.0f} MB, {before:.0f} MB before; {waits}",
            )


def pdfs(server, key, light):
    """The most markup that a document may have, and the most lines."""
    marked = "<b>x</b>" * 1250
    worst = [{"description": marked, "unit_price": 1}] * 4
    many = [{"name": f"Article {n}", "description": "<b>x</b> " * 5, "unit_price": n} for n in range(LINES)]
    for name, items in (("400,000 of 500,000 in tags", worst), (f"{LINES} lines with five bold words each", many)):
        for at_once in (1, 30):
            server.restart()
            drafts = [server.made("/api/v1/invoices", {"customer": {"company": "A"}, "items": items, "notes": f"{n}"})["id"] for n in range(at_once)]
            server.restart()
            server.ask("GET", light, None, key)
            before = server.memory_mb("VmRSS")
            calls = [lambda path=f"/api/v1/invoices/{draft}/pdf": server.ask("GET", path) for draft in drafts]
            (took, statuses), waits = beside(server, light, key, lambda: together(calls))
            row(
                f"PDF, {name}, {at_once} at once",
                f"{took:.1f} s, {statuses.count(200)} of {at_once} set; peak {server.memory_mb('VmHWM'):.0f} MB, {before:.0f} MB before; a small PDF of another account: {waits}",
            )


def together(calls):
    """Makes calls at once; how long all took, and their statuses."""
    statuses = []
    threads = [threading.Thread(target=lambda call=call: statuses.append(call()[0])) for call in calls]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun, statuses


def electronic(megabytes):
    """An invoice in UBL that is mostly lines."""
    line = "<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode='C62'>1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID='EUR'>1.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Article</cbc:Name></cac:Item><cac:Price><cbc:PriceAmount currencyID='EUR'>1.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>"
    names = "xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2' xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'"
    head = f"<Invoice {names}><cbc:ID>1</cbc:ID><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    return (head + line * (megabytes * 1_000_000 // len(line)) + "</Invoice>").encode()


def others(server, key, light):
    """Templates that do not end, previews of the longest invoice, files to import, searches that everything fits."""
    items = [{"name": f"Article {n}", "unit_price": n} for n in range(LINES)]
    draft = {"customer": {"company": "A"}, "items": items}
    endless = {"name": "Endless", "source": "#for a in range(1000000) { for b in range(1000000) { let c = a * b } }"}
    greedy = {"name": "Greedy", "source": "#let a = range(1000)\n#for n in range(60) { a = a + a }"}
    file = electronic(19)

    def imported():
        connection = http.client.HTTPConnection(server.address, timeout=600)
        headers = {"authorization": f"Bearer {server.key}", "content-type": "application/xml"}
        connection.request("POST", "/api/v1/invoices/import", file, headers)
        reply = connection.getresponse()
        return reply.status, reply.read()

    worst = [
        ("a template without end", lambda: server.ask("POST", "/api/v1/templates", endless)),
        ("a template without bounds", lambda: server.ask("POST", "/api/v1/templates", greedy)),
        (f"a preview of {LINES} lines", lambda: server.ask("POST", "/api/v1/invoices/preview", draft)),
        ("a file of 19 MB to import", imported),
        ("a search that everything fits", lambda: server.ask("GET", "/api/v1/search?q=a")),
    ]
    for number in range(2000):
        server.made("/api/v1/customers", {"company": f"Company A {number}"})
    for name, call in worst:
        for at_once in (1, 8):
            server.restart()
            server.ask("GET", light, None, key)
            before = server.memory_mb("VmRSS")
            (took, statuses), waits = beside(server, light, key, lambda: together([call] * at_once))
            said = ", ".join(f"{statuses.count(status)} × {status}" for status in sorted(set(statuses)))
            row(
                f"{name}, {at_once} at once",
                f"{took:.1f} s, {said}; peak {server.memory_mb('VmHWM'):.0f} MB, {before:.0f} MB before; {waits}",
            )


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default="target/release/net30")
    arguments.add_argument("--postgres", help="URL of a database of a server on which databases may be made; SQLite if left out")
    arguments.add_argument("--invoices", type=int, default=100)
    arguments.add_argument("--only", choices=("clients", "lists", "pdfs", "others"))
    options = arguments.parse_args()
    server = Server(options.program, options.postgres)
    try:
        print(f"| {'PostgreSQL' if options.postgres else 'SQLite'} | result |\n|---|---|")
        key = server.command("account", "create", "Other")["api_key"]
        short = server.made("/api/v1/invoices", {"customer": {"company": "B"}, "items": [{"name": "x", "unit_price": 1}]}, key)
        light = f"/api/v1/invoices/{short['id']}"
        if options.only in (None, "clients"):
            clients(server, key, light)
        if options.only in (None, "lists"):
            lists(server, key, light, options.invoices)
        if options.only in (None, "pdfs"):
            pdfs(server, key, f"{light}/pdf")
        if options.only in (None, "others"):
            others(server, key, light)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
