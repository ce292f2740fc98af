#!/usr/bin/env python3
"""Two programs side by side: creates, gets and lists, in turns, driven by `wrk`: see benches/README.md.

Each round asks the one and then the other, the next round the other first, so that a machine whose speed changes changes
both. Printed are the medians of all rounds, and the median of the rounds' ratios.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import urllib.request
import uuid

ITEMS = [
    {"name": "Posters", "quantity": 2, "unit_price": 50, "taxes": [{"name": "VAT", "value": 19}]},
    {"name": "Design", "quantity": 10, "unit_price": 140, "unit": "hour", "taxes": [{"name": "VAT", "value": 19}]},
    {"name": "Postage", "quantity": 1, "unit_price": 5.9, "taxes": [{"name": "VAT", "value": 7}]},
]


class Server:
    """A program on a data folder and a database of its own."""

    def __init__(self, program, postgres):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="net30-bench-", dir="."))
        self.postgres, self.database = postgres, f"net30_bench_{uuid.uuid4().hex[:12]}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
        environment |= {"NET30_DATA": str(self.folder / "data"), "NET30_LOG": "error"}
        if postgres:
            self.psql(f"create database {self.database}")
            environment["NET30_DATABASE_URL"] = f"{postgres.rsplit('/', 1)[0]}/{self.database}"
        command = [program, "serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        said = json.loads(self.process.stdout.readline())
        self.url = said["url"]
        # Older programs said the key itself.
        self.key = said.get("api_key") or pathlib.Path(said["api_key_file"]).read_text().strip()
        customer = self.post("/customers", {"company": "Globex"})
        self.body = {"customer_id": customer["id"], "currency": "EUR", "issue_date": "2026-01-05", "items": ITEMS}
        self.one = self.post("/invoices", self.body)["id"]
        for _ in range(60):
            self.post("/invoices?issue=true", self.body)
        self.accounts = [self.account(number) for number in range(ACCOUNTS)]

    def account(self, number):
        """An account more with a customer: its id and the customer's."""
        account = self.post("/accounts", {"company": {"name": f"Seller {number}"}, "currency": "EUR"})["id"]
        return account, self.post("/customers", {"company": "Globex"}, account)["id"]

    def psql(self, statement):
        subprocess.run(["psql", "-qX", self.postgres, "-c", statement], check=True)

    def post(self, path, body, account=None):
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        headers |= {"scope-id": account} if account else {}
        request = urllib.request.Request(f"{self.url}/api/v1{path}", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    def per_second(self, method, path, connections, seconds, in_turn=False):
        """How many requests were answered a second, as `wrk` counts them; `in_turn` for one account after the other."""
        script = self.folder / "request.lua"
        lines = [f'wrk.method = "{method}"', f'wrk.headers["authorization"] = "Bearer {self.key}"']
        if method == "POST":
            lines += ['wrk.headers["content-type"] = "application/json"', f"wrk.body = [=[{json.dumps(self.body)}]=]"]
        if in_turn:
            lines += ["local requests, at = {}, 0", "function init()"]
            for account, customer in self.accounts:
                body = json.dumps(self.body | {"customer_id": customer})
                lines += [f'wrk.headers["scope-id"] = "{account}"', f"requests[#requests + 1] = wrk.format(nil, nil, nil, [=[{body}]=])"]
            lines += ["end", "function request() at = at % #requests + 1; return requests[at] end"]
        script.write_text("\n".join(lines))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"{self.url}/api/v1{path}"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert "Non-2xx" not in said, said
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])

    def stop(self):
        self.process.terminate()
        self.process.wait()
        if self.postgres:
            self.psql(f"drop database {self.database}")
        shutil.rmtree(self.folder)


ACCOUNTS = 64

# What is asked, by how many connections, and whether each request is of another account.
WORK = [
    ("create", "POST", "/invoices", 64, False),
    ("create and issue", "POST", "/invoices?issue=true", 64, False),
    (f"create and issue in {ACCOUNTS} accounts", "POST", "/invoices?issue=true", 64, True),
    ("create and issue", "POST", "/invoices?issue=true", 1, False),
    ("get", "GET", "/invoices/{one}", 64, False),
    ("get", "GET", "/invoices/{one}", 1, False),
    ("list of 50", "GET", "/invoices?limit=50&sort=created_at", 8, False),
    ("lines of 50", "GET", "/invoices?limit=50&sort=created_at&view=summary", 64, False),
]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("old")
    arguments.add_argument("new")
    arguments.add_argument("--postgres", help="URL of a database of a server on which databases may be made; SQLite if left out")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=5)
    options = arguments.parse_args()
    both = [Server(program, options.postgres) for program in (options.old, options.new)]
    try:
        print(f"| {'PostgreSQL' if options.postgres else 'SQLite'}, requests a second | old | new | new ÷ old |\n|---|---|---|---|")
        for what, method, path, connections, in_turn in WORK:
            found = ([], [])
            for turn in range(options.rounds):
                for at in (0, 1) if turn % 2 == 0 else (1, 0):
                    asked = path.replace("{one}", both[at].one)
                    found[at].append(both[at].per_second(method, asked, connections, options.seconds, in_turn))
            old, new = (statistics.median(each) for each in found)
            ratio = statistics.median(b / a for a, b in zip(*found))
            name = f"{what}, {connections} connection{'s' if connections > 1 else ''}"
            print(f"| {name} | {old:,.0f} | {new:,.0f} | {ratio:.2f} |", flush=True)
    finally:
        for server in both:
            server.stop()


if __name__ == "__main__":
    main()
