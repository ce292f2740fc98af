#!/usr/bin/env python3
"""How long a PDF with its Factur-X file takes, how many a second, and what they leave in memory: see benches/README.md.

Each PDF is the first of its invoice, so that it is set, and not read: what was set once is kept. Printed are medians and
99th percentiles of what a client waits, with the connection kept open.
"""

import argparse
import concurrent.futures
import http.client
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time
import os

SELLER = {
    "company": {
        "name": "Nordlicht Studio GmbH",
        "tax_id": "DE123456788",
        "email": "post@nordlicht.example",
        "address": {"line1": "Hafenstr. 12", "postal_code": "20457", "city": "Hamburg", "country": "DE"},
        "bank": {"iban": "DE89370400440532013000"},
    },
}
CUSTOMER = {
    "company": "Globex AG",
    "email": "rechnung@globex.example",
    "address": {"line1": "Ring 1", "postal_code": "1010", "city": "Wien", "country": "AT"},
}


def item(number):
    return {
        "name": f"Position {number}",
        "description": "What was done, in a sentence that fills most of a line.",
        "quantity": 1 + number % 7,
        "unit": "hour",
        "unit_price": 40 + number % 90,
        "taxes": [{"name": "VAT", "value": 19}],
    }


class Server:
    def __init__(self, program):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="net30-bench-", dir="."))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
        environment |= {"NET30_DATA": str(self.folder / "data"), "NET30_LOG": "error"}
        command = [program, "serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        said = json.loads(self.process.stdout.readline())
        self.host = said["url"].removeprefix("http://")
        self.key = pathlib.Path(said["api_key_file"]).read_text().strip()

    def connection(self):
        return http.client.HTTPConnection(self.host)

    def ask(self, connection, method, path, body=None):
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        connection.request(method, f"/api/v1{path}", None if body is None else json.dumps(body), headers)
        reply = connection.getresponse()
        read = reply.read()
        assert reply.status < 300, (path, reply.status, read[:400])
        return read

    def memory(self):
        """What of the process is in memory, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


def timed(work, count):
    found = []
    for number in range(count):
        begun = time.perf_counter()
        work(number)
        found.append((time.perf_counter() - begun) * 1000)
    found.sort()
    return f"{statistics.median(found):.1f} ms | {found[int(len(found) * 0.99)]:.1f} ms"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--many", type=int, default=10_000, help="how many PDFs memory is watched over")
    options = arguments.parse_args()
    server = Server(options.program)
    try:
        connection = server.connection()
        server.ask(connection, "PATCH", "/settings", SELLER)
        customer = json.loads(server.ask(connection, "POST", "/customers", CUSTOMER))["id"]

        def issued(lines):
            body = {"customer_id": customer, "currency": "EUR", "items": [item(n) for n in range(lines)]}
            return json.loads(server.ask(connection, "POST", "/invoices?issue=true", body))["id"]

        def pdf(on, invoice):
            read = server.ask(on, "GET", f"/invoices/{invoice}/pdf")
            assert read.startswith(b"%PDF"), read[:60]
            return read

        print("| what | p50 | p99 |\n|---|---|---|")
        for name, lines, count in [("a page (8 lines)", 8, 200), ("ten pages (200 lines)", 200, 40)]:
            invoices = [issued(lines) for _ in range(count + 20)]
            for invoice in invoices[count:]:
                pdf(connection, invoice)
            print(f"| PDF/A-3 with Factur-X, {name} | {timed(lambda n: pdf(connection, invoices[n]), count)} |", flush=True)
            xml = f"/invoices/{invoices[0]}/xml?profile=en16931-cii"
            print(f"| EN 16931 in XML (CII), {lines} lines | {timed(lambda n: server.ask(connection, 'GET', xml), 300)} |", flush=True)
        print(f"\nmemory after these: {server.memory()} MB")
        done, begun, after = 0, 0.0, 0.0
        while done < options.many:
            invoices = [issued(8) for _ in range(500)]
            begun = time.perf_counter()

            def share(at):
                own = server.connection()
                for invoice in invoices[at::2]:
                    pdf(own, invoice)

            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                list(pool.map(share, range(2)))
            after += time.perf_counter() - begun
            done += len(invoices)
            if done % 2000 == 0:
                print(f"after {done:,} PDFs: {done / after:.0f} a second by 2 connections, {server.memory()} MB", flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
