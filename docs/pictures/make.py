"""Makes the pictures of the README from real pages: an account of `net30 demo` in a headless Chromium, and a page of a PDF.

Usage: docs/pictures/make.py [PROGRAM]      (PROGRAM: target/release/net30)

It needs what ./test needs: Chromium, pdftoppm, and a Python with the packages of crates/server/tests/requirements.txt.
"""

import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DRIVER = ROOT / "crates/server/tests/browser.py"
PASSWORD = "correct horse battery"
BYTES_MAX = 80_000


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def fetch(url, key):
    return urllib.request.urlopen(urllib.request.Request(url, headers={"X-API-KEY": key})).read()


def drive(steps):
    given = {"pictures": str(HERE), "steps": steps, "headers": {"Accept-Language": "en"}}
    said = subprocess.run([sys.executable, DRIVER], input=json.dumps(given), capture_output=True, text=True)
    if said.returncode:
        raise SystemExit(said.stderr)
    return json.loads(said.stdout)


def picture(name, width, height):
    return {"shot": [str(HERE / f"{name}.webp"), width, height]}


def main():
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/net30").resolve()
    with tempfile.TemporaryDirectory(prefix="net30-pictures-") as data:
        base = f"http://127.0.0.1:{free_port()}"
        common = [program, "--data", data, "--public-url", base]
        made = json.loads(subprocess.check_output([*common, "--json", "demo", "anna@nordlicht.example"]))
        server = subprocess.Popen(
            [*common, "serve", "--listen", base.removeprefix("http://")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"{base}/healthz")
                    break
                except OSError:
                    time.sleep(0.1)
            api, key = f"{base}/api/v1", made["api_key"]
            invoices = json.loads(fetch(f"{api}/invoices?status=overdue&limit=20", key))["data"]
            # One of some size, in German.
            shown = max(invoices, key=lambda invoice: (invoice["lang"] == "de", invoice["totals"]["total"]))
            account = f"(location.pathname.match('/app/[^/]+')[0])"
            go = lambda path: {"load": {"run": f"location.assign({account} + '{path}')"}}
            drive([
                {"open": made["link"]}, {"fill": ["#password", PASSWORD]}, {"click": ".button.primary"},
                picture("today", 1280, 1440),
                go("/invoices"), picture("invoices", 1280, 800),
                go(f"/invoices/{shown['id']}"), picture("invoice", 1280, 900),
                go("/settings/company"), picture("settings", 1280, 860),
                go(""), picture("today-narrow", 390, 844),
            ])
            pdf = pathlib.Path(data) / "invoice.pdf"
            pdf.write_bytes(fetch(f"{api}/invoices/{shown['id']}/pdf", key))
            subprocess.check_call(["pdftoppm", "-png", "-r", "72", "-singlefile", pdf, HERE / "pdf"])
        finally:
            server.terminate()
            server.wait()
    for made in sorted(HERE.glob("*.webp")) + sorted(HERE.glob("*.png")):
        size = made.stat().st_size
        print(f"{made.name}  {size} bytes")
        if size > BYTES_MAX:
            raise SystemExit(f"{made.name} is larger than {BYTES_MAX} bytes")


main()
