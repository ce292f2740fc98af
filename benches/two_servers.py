#!/usr/bin/env python3
"""Whether two servers on one PostgreSQL wait for each other: see benches/README.md.

Two programs on one database make and issue invoices at once, each in accounts of its own, then both in one account. Every
20 ms it is looked up what the database's connections wait for. Printed is how many invoices a second there were, and which
part of the connections that were at work waited for a lock of another one. It needs `wrk` and `psql`, and Python 3 alone.
"""

import argparse
import collections
import concurrent.futures
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

HERE = pathlib.Path(__file__).parent
spec = importlib.util.spec_from_file_location("paired", HERE / "paired.py")
paired = importlib.util.module_from_spec(spec)
spec.loader.exec_module(paired)

WAITS = """select coalesce(wait_event_type, 'work'), count(*) from pg_stat_activity
    where datname = '{}' and state <> 'idle' and pid <> pg_backend_pid() group by 1"""


class Second:
    """A second server on the database of a first one, in the place of its address."""

    def __init__(self, program, first):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="net30-bench-", dir="."))
        (self.folder / "data").mkdir()
        shutil.copy(first.folder / "data" / "secret.key", self.folder / "data" / "secret.key")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
        environment |= {"NET30_DATA": str(self.folder / "data"), "NET30_LOG": "error"}
        environment["NET30_DATABASE_URL"] = f"{first.postgres.rsplit('/', 1)[0]}/{first.database}"
        command = [program, "serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.key, self.body = first.key, first.body

    per_second = paired.Server.per_second

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


def waits(server, stop, found):
    """Counts what connections wait for until it is told to stop."""
    psql = subprocess.Popen(["psql", "-qtAX", server.postgres], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    statement = WAITS.format(server.database).replace("\n", " ")
    while not stop.wait(0.02):
        psql.stdin.write(f"{statement};\n\\echo end\n")
        psql.stdin.flush()
        for line in iter(psql.stdout.readline, "end\n"):
            kind, count = line.split("|")
            found[kind] += int(count)
    psql.stdin.close()
    psql.wait()


def measured(servers, seconds, in_turn):
    found, stop = collections.Counter(), threading.Event()
    watching = threading.Thread(target=waits, args=(servers[0], stop, found))
    watching.start()
    path = "/invoices?issue=true"
    with concurrent.futures.ThreadPoolExecutor(len(servers)) as pool:
        connections = 64 // len(servers)
        speeds = list(pool.map(lambda server: server.per_second("POST", path, connections, seconds, in_turn), servers))
    stop.set()
    watching.join()
    whole = sum(found.values())
    return speeds, {kind: count / whole for kind, count in found.most_common()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("postgres", help="URL of a database of a server on which databases may be made")
    arguments.add_argument("--seconds", type=int, default=5)
    options = arguments.parse_args()
    first = paired.Server(options.program, options.postgres)
    second = Second(options.program, first)
    try:
        half = len(first.accounts) // 2
        second.accounts, all_accounts = first.accounts[half:], first.accounts
        print("| create and issue, 64 connections | a second | waiting for a lock | for the disk or its log | at work or for a client |\n|---|---|---|---|---|")
        for name, servers, in_turn in [
            ("one server, 64 accounts", [first], True),
            ("two servers, 32 accounts each", [first, second], True),
            ("one server, one account", [first], False),
            ("two servers, one account", [first, second], False),
        ]:
            first.accounts = all_accounts[:half] if len(servers) == 2 else all_accounts
            speeds, shares = measured(servers, options.seconds, in_turn)
            locks = shares.pop("Lock", 0)
            disk = sum(shares.pop(kind, 0) for kind in ("IO", "LWLock"))
            said = " + ".join(f"{speed:,.0f}" for speed in speeds)
            print(f"| {name} | {said} | {locks:.1%} | {disk:.1%} | {sum(shares.values()):.1%} |", flush=True)
    finally:
        second.stop()
        first.stop()


if __name__ == "__main__":
    main()
