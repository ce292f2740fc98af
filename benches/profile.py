#!/usr/bin/env python3
"""Where the time of each request goes, as `perf` sees it: see benches/README.md.

The program must have its symbols: cargo build --profile profiling. It needs `perf` and `wrk`, and Python 3 alone.
"""

import argparse
import collections
import importlib.util
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).parent
spec = importlib.util.spec_from_file_location("paired", HERE / "paired.py")
paired = importlib.util.module_from_spec(spec)
spec.loader.exec_module(paired)

# What a symbol belongs to; the first that fits.
KINDS = [
    ("kernel", r"\[k\]"),
    ("memory: allocating, freeing, copying", r"(\bmi_|_mi_|memmove|memcpy|memset|operator (new|delete)|malloc|\bfree\b|__rust_(de)?alloc|RawVec|drop_in_place|memcmp)"),
    ("SQLite", r"(sqlite3|unix[A-Z]|[a-z]+Btree|btree|pager|[wW]al[A-Z]|vdbe|rusqlite|cellSize|getCell|pcache|moveTo|balance|insertCell)"),
    ("PostgreSQL's protocol", r"(postgres|deadpool)"),
    ("JSON and figures", r"(serde|itoa|ryu|utf8|escaped|rust_decimal|core::fmt|Formatter|alloc::fmt|dtoa)"),
    ("typst and PDF", r"(typst|krilla|comemo|rustybuzz|hypher|ttf_parser|skrifa|read_fonts|write_fonts|subsetter|flate|miniz|deflate|image|pdf_writer|ecow|wasmi|siphash|SipHash)"),
    ("hashes and ciphers", r"(sha2|sha256|digest|hmac|chacha|argon|ring::|aws_lc)"),
    ("tokio, hyper, axum", r"(tokio|hyper|axum|tower|mio|http::|matchit|futures|parking_lot|governor)"),
    ("net30 itself", r"net30"),
    ("libraries", r""),
]


def shares(server, method, path, connections):
    """The shares of a second of the program, by kind."""
    recording = server.folder / "perf.data"
    command = ["perf", "record", "-q", "-p", str(server.process.pid), "-e", "cpu-clock", "-F", "999", "-o", str(recording)]
    perf = subprocess.Popen([*command, "sleep", "5"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server.per_second(method, path, connections, 6)
    perf.wait()
    report = ["perf", "report", "-i", str(recording), "--stdio", "-F", "overhead,sym", "--percent-limit", "0"]
    said = subprocess.run(report, check=True, capture_output=True, text=True).stdout
    found = collections.Counter()
    for line in said.splitlines():
        line = re.match(r"\s*([\d.]+)%\s+(.*)", line)
        if line:
            found[next(kind for kind, pattern in KINDS if re.search(pattern, line[2]))] += float(line[1])
    whole = sum(found.values())
    return {kind: share / whole for kind, share in found.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--postgres", help="as for paired.py")
    options = arguments.parse_args()
    paired.ACCOUNTS = 0
    server = paired.Server(options.program, options.postgres)
    try:
        work = {
            "create": ("POST", "/invoices", 64),
            "create and issue": ("POST", "/invoices?issue=true", 64),
            "get, told before": ("GET", f"/invoices/{server.one}", 64),
            "get, anew": ("GET", f"/invoices/{server.one}?explain=true", 64),
            "list of 50, told before": ("GET", "/invoices?limit=50&sort=created_at", 8),
            "lines of 50, told before": ("GET", "/invoices?limit=50&sort=created_at&view=summary", 64),
        }
        found = {name: shares(server, *asked) for name, asked in work.items()}
    finally:
        server.stop()
    print(f"| % of the server's time | {' | '.join(found)} |")
    print("|---" * (len(found) + 1) + "|")
    for kind, _ in KINDS:
        print(f"| {kind} | {' | '.join(f'{each.get(kind, 0):.0%}'[:-1] for each in found.values())} |")


if __name__ == "__main__":
    main()
