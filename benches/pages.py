#!/usr/bin/env python3
"""How long the pages of the application take on a large account, how many bytes they are, and how soon a key is seen: see
benches/README.md.

Makes an account with that many invoices through the API, asks for each page as a browser does, and then has a headless
Chromium open the list and type into the editor. It needs `websockets`, and Chromium; without them, only the server is measured.
"""

import argparse
import asyncio
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.parse

COMPANY = {
    "name": "Nordlicht Werkstatt GmbH", "tax_id": "DE811907980", "email": "post@nordlicht.example",
    "address": {"line1": "Fördepromenade 12", "postal_code": "24103", "city": "Kiel", "country": "DE"},
    "bank": {"iban": "DE89370400440532013000"},
}
WORDS = ["Plakat A2, vierfarbig", "Gestaltung", "Montage vor Ort", "Broschüre, 16 Seiten", "Website, Pflege im Monat"]
NAMES = ["Förde", "Deich", "Leuchtturm", "Lindenhof", "Hafen", "Marsch", "Nordwind", "Kontor", "Werft", "Reeder"]
KINDS = ["GmbH", "AG", "e. K.", "KG", "AöR"]
PASSWORD = "correct horse battery"
KEYS = 40


class Server:
    def __init__(self, program, folder):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="net30-bench-", dir="."))
        self.folder.mkdir(exist_ok=True)
        self.is_kept = folder is not None
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
        environment |= {"NET30_DATA": str(self.folder / "data"), "NET30_LOG": "error"}
        command = [program, "serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        said = json.loads(self.process.stdout.readline())
        self.host = said["url"].removeprefix("http://")
        kept = self.folder / "key"
        if not kept.exists():
            kept.write_text(pathlib.Path(said["api_key_file"]).read_text().strip())
        self.key = kept.read_text()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        if not self.is_kept:
            shutil.rmtree(self.folder)


class Api:
    """The native API by one connection."""

    def __init__(self, host, key):
        self.connection, self.key = http.client.HTTPConnection(host), key

    def ask(self, method, path, body=None):
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        self.connection.request(method, f"/api/v1{path}", None if body is None else json.dumps(body), headers)
        reply = self.connection.getresponse()
        read = reply.read()
        assert reply.status < 300, (path, reply.status, read[:400])
        return json.loads(read) if read else None


def made(host, key, seed, count, customers):
    """Invoices of two years: one in twenty stays a draft, three in five are paid, one in ten in part."""
    api, dice = Api(host, key), random.Random(seed)
    today = time.time()
    for _ in range(count):
        day = time.strftime("%Y-%m-%d", time.gmtime(today - dice.randrange(730) * 86400))
        body = {
            "customer_id": dice.choice(customers), "currency": "EUR", "issue_date": day, "payment_terms": "Net 30",
            "taxes": [{"name": "USt", "value": 19}],
            "items": [
                {"name": dice.choice(WORDS), "quantity": dice.randrange(1, 40), "unit_price": dice.randrange(300, 30000) / 100}
                for _ in range(3)
            ],
        }
        kind = dice.random()
        invoice = api.ask("POST", "/invoices" if kind < 0.05 else "/invoices?issue=true", body)
        if kind > 0.3:
            total = float(invoice["totals"]["total"])
            amount = total if kind > 0.4 else round(total / 2, 2)
            api.ask("POST", f"/invoices/{invoice['id']}/payments", {"amount": amount, "date": day, "method": "bank_transfer"})
    return count


def fill(server, count):
    api = Api(server.host, server.key)
    api.ask("PATCH", "/settings", {"company": COMPANY, "lang": "de"})
    customers = []
    for number in range(max(10, count // 50)):
        name = f"{NAMES[number % len(NAMES)]} {number} {KINDS[number % len(KINDS)]}"
        body = {"company": name, "email": f"ap{number}@example.com", "address": {"city": "Kiel", "country": "DE"}}
        customers.append(api.ask("POST", "/customers", body)["id"])
    for number in range(500):
        api.ask("POST", "/products", {"name": f"{WORDS[number % 5]} {number}", "unit_price": 10 + number, "currency": "EUR"})
    begun, shares = time.perf_counter(), 8
    with concurrent.futures.ProcessPoolExecutor(shares) as pool:
        asked = [pool.submit(made, server.host, server.key, seed, count // shares, customers) for seed in range(shares)]
        done = sum(share.result() for share in asked)
    print(f"{done:,} invoices of {len(customers):,} customers were made in {time.perf_counter() - begun:.0f} s\n", flush=True)


class Browser:
    """Asks for pages and sends forms by one connection, as a browser does that is signed in."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(server.host)
        self.cookie = None
        link = server.folder / "link"
        if link.exists():
            self.ask("POST", "/sign-in", {"email": "anna@nordlicht.example", "password": PASSWORD})
        else:
            first = (server.folder / "data" / "first-sign-in").read_text().strip()
            link.write_text(first)
            form = {"email": "anna@nordlicht.example", "password": PASSWORD, "company": COMPANY["name"], "country": "DE"}
            self.ask("POST", "/welcome/" + first.split("/welcome/")[1], form)
        self.root = self.ask("GET", "/app")[1]["location"]

    def ask(self, method, path, form=None, **more):
        headers = {"sec-fetch-site": "same-origin", "accept-encoding": "gzip", "accept-language": "de"}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        if self.cookie:
            headers["cookie"] = self.cookie
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            form = urllib.parse.urlencode(form)
        self.connection.request(method, path, form, headers)
        reply = self.connection.getresponse()
        read = reply.read()
        assert reply.status < 400, (path, reply.status, read[:400])
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return read, {name.lower(): value for name, value in reply.getheaders()}


def share_of(sorted_figures, share):
    return sorted_figures[min(len(sorted_figures) - 1, int(len(sorted_figures) * share))]


def measured(name, work, count, bar=None):
    for _ in range(5):
        size = work()
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        size = work()
        found.append((time.perf_counter() - begun) * 1000)
    found.sort()
    p50, p95, p99 = statistics.median(found), share_of(found, 0.95), share_of(found, 0.99)
    said = ""
    if bar:
        said = f"{bar[0]} / {bar[1]} ms: " + ("kept" if p50 <= bar[0] and p95 <= bar[1] else "missed")
    print(f"| {name} | {p50:.1f} ms | {p95:.1f} ms | {p99:.1f} ms | {size / 1000:.1f} kB | {said} |", flush=True)


def typed(api, lines):
    """What the editor sends of an invoice that is typed."""
    customer = api.ask("GET", "/customers?limit=1")["data"][0]["id"]
    form = [("was", "{}"), ("revision", ""), ("/customer_id", customer), ("/issue_date", time.strftime("%Y-%m-%d"))]
    form += [("/payment_terms", "Net 30"), ("tax", '[{"name":"USt","type":"percentage","value":"19"}]'), ("lines", "1")]
    for number in range(1, lines + 1):
        of = f"/items/n{number}"
        form += [(f"{of}/name", WORDS[number % 5]), (f"{of}/quantity", str(number)), (f"{of}/unit_price", "12,50"), (f"{of}/tax", "")]
    return form


def serve(server, rounds):
    browser, api = Browser(server), Api(server.host, server.key)
    root = browser.root
    open_ones = api.ask("GET", "/invoices?limit=50&status=overdue")["data"]
    issued = open_ones[0]["id"]
    draft = api.ask("GET", "/invoices?limit=1&status=draft")["data"][0]["id"]
    customer = open_ones[0]["customer_id"]
    first = browser.ask("GET", f"{root}/invoices")[0]
    del first

    def get(path):
        return lambda: len(browser.ask("GET", root + path)[0])

    def post(path, form):
        return lambda: len(browser.ask("POST", root + path, form, hx_request="true")[0])

    print("| page | p50 | p95 | p99 | sent (gzip) | bar (p50 / p95) |\n|---|---|---|---|---|---|")
    pages = [
        ("Today", "", None), ("invoices, the first 50", "/invoices", (5, 15)),
        ("invoices, overdue", "/invoices?view=overdue", (5, 15)), ("invoices, drafts", "/invoices?view=drafts", (5, 15)),
        ("invoices by total", "/invoices?sort=-total", (5, 15)), ("invoices that a text finds (a number)", "/invoices?q=INV-2025-0042", (10, 20)),
        ("invoices that a text finds (a name)", "/invoices?q=Leuchtturm", (10, 20)),
        ("invoices of a customer", f"/invoices?customer={customer}", (5, 15)),
        ("an invoice", f"/invoices/{issued}", None), ("picture of its page", f"/invoices/{issued}/pages/1", None),
        ("to issue a draft", f"/invoices/{draft}/issue", None), ("to send", f"/invoices/{issued}/send", None),
        ("to record a payment", f"/invoices/{issued}/pay", None), ("to credit", f"/invoices/{issued}/credit", None),
        ("customers", "/customers", (5, 15)), ("customers that a text finds", "/customers?q=deich", (10, 20)),
        ("a customer", f"/customers/{customer}", None), ("a customer's statement", f"/customers/{customer}/statement", None),
        ("editor, a new invoice", "/invoices/new", None), ("editor, a draft", f"/invoices/{draft}/edit", None),
        ("palette (search)", "/search?q=INV-2025", (10, 20)), ("palette, a name", "/search?q=lindenhof", (10, 20)),
        ("customers of the combobox", "/customers/options?q=werft", (10, 20)), ("products of the combobox", "/products/options?q=plak", (10, 20)),
        ("settings, company", "/settings/company", None), ("settings, documents", "/settings/documents", None),
        ("settings, taxes", "/settings/taxes", None), ("settings, mail", "/settings/mail", None), ("settings, people", "/settings/people", None),
    ]
    for name, path, bar in pages:
        measured(name, get(path), rounds, bar)
    for lines in (8, 200):
        form = typed(api, lines)
        bar = (5, 15) if lines == 8 else None
        measured(f"check of {lines} lines", post("/invoices/check", form), rounds, bar)
        bar = (15, 30) if lines == 8 else None
        measured(f"pictures of {lines} lines (pages 1 and 2)", post("/invoices/pages?from=1&to=2&seq=1", form), max(20, rounds // 3), bar)
    form = typed(api, 8)
    measured("keeping what is typed", lambda: kept(browser, form), rounds)
    return browser


def kept(browser, form):
    seen = kept.seen
    path = f"{browser.root}/scratch/new.{kept.window}?seen={seen}"
    read, _ = browser.ask("PUT", path, [*form, ("/notes", str(time.perf_counter()))], hx_request="true")
    kept.seen = json.loads(read)["seen"]
    return len(read)


kept.seen, kept.window = "", f"{random.getrandbits(64):016x}"


class Chromium:
    """A headless Chromium, driven by its own protocol."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="net30-browser-")
        command = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--no-proxy-server",
            f"--user-data-dir={self.profile}", "--remote-debugging-port=0", "about:blank",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.count, self.waiting, self.session, self.requests, self.loads = 0, {}, None, {}, 0

    async def begin(self, websockets):
        port = pathlib.Path(self.profile, "DevToolsActivePort")
        while not port.exists() or "\n" not in port.read_text():
            await asyncio.sleep(0.05)
        number, path = port.read_text().split("\n")[:2]
        self.socket = await websockets.connect(f"ws://127.0.0.1:{number}{path}", max_size=None, proxy=None)
        self.listening = asyncio.create_task(self.listen())
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        self.session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            await self.call(f"{domain}.enable")
        await self.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)

    async def listen(self):
        async for message in self.socket:
            message = json.loads(message)
            if message.get("id"):
                self.waiting.pop(message["id"]).set_result(message)
            elif "method" not in message:
                continue
            elif message["method"] == "Page.loadEventFired":
                self.loads += 1
            elif message["method"] == "Page.screencastFrame":
                seen = {"id": 0, "sessionId": self.session, "method": "Page.screencastFrameAck"}
                await self.socket.send(json.dumps({**seen, "params": {"sessionId": message["params"]["sessionId"]}}))
            elif message["method"] == "Network.requestWillBeSent":
                self.requests[message["params"]["requestId"]] = [message["params"]["request"]["url"], 0]
            elif message["method"] == "Network.loadingFinished":
                known = self.requests.get(message["params"]["requestId"])
                if known:
                    known[1] = message["params"]["encodedDataLength"]

    async def call(self, method, **params):
        self.count += 1
        answer = self.waiting[self.count] = asyncio.get_running_loop().create_future()
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        await self.socket.send(json.dumps(message))
        answer = await asyncio.wait_for(answer, 60)
        assert "error" not in answer, answer
        return answer["result"]

    async def run(self, script):
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def open(self, url):
        before = self.loads
        self.requests.clear()
        begun = time.perf_counter()
        await self.call("Page.navigate", url=url)
        while self.loads == before:
            await asyncio.sleep(0.002)
        took = (time.perf_counter() - begun) * 1000
        await asyncio.sleep(0.5)
        return took, [known for known in self.requests.values() if known[0].startswith("http")]

    async def press(self, key):
        what = {"key": key, "text": key, "windowsVirtualKeyCode": ord(key)}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **what)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **{**what, "text": ""})

    async def end(self):
        self.listening.cancel()
        await self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


# Notes when a key was pressed, and when the totals and the picture were there that it made.
WATCH = """
(() => {
  const seen = window.seen = { key: 0, totals: 0, page: 0, events: [], frames: [], shifts: 0, counted: 0 };
  addEventListener('input', (event) => {
    if (!event.isTrusted) return;
    Object.assign(seen, { key: event.timeStamp, totals: 0, page: 0 });
    // The task behind the next frame: that frame is made.
    requestAnimationFrame(() => setTimeout(() => seen.frames.push(performance.now() - event.timeStamp)));
  }, true);
  new MutationObserver(() => { seen.totals ||= performance.now(); }).observe(document.querySelector('.sum'), { childList: true, subtree: true });
  new MutationObserver((all) => { if (all.some((one) => one.attributeName === 'src')) requestAnimationFrame(() => { seen.page ||= performance.now(); }); })
    .observe(document.querySelector('.sheets-box'), { attributes: true, subtree: true, attributeFilter: ['src'] });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.events.push(entry.duration); })
    .observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) { seen.shifts += entry.value; if (!entry.hadRecentInput) seen.counted += entry.value; } })
    .observe({ type: 'layout-shift' });
})()
"""


def row(name, figures, bar, unit="ms"):
    figures = sorted(figures)
    said = "kept" if share_of(figures, 0.95) <= bar else "missed"
    print(f"| {name} | {statistics.median(figures):.0f} {unit} | {share_of(figures, 0.95):.0f} {unit} | {figures[-1]:.0f} {unit} | {bar} {unit}: {said} |", flush=True)


def bytes_of(name, requests, bytes_max, requests_max):
    # What the browser had already was not sent.
    requests = [known for known in requests if known[1]]
    total = sum(size for _, size in requests)
    said = "kept" if total <= bytes_max and len(requests) <= requests_max else "missed"
    parts = ", ".join(f"{urllib.parse.urlparse(url).path.rsplit('/', 1)[-1]} {size / 1000:.1f}" for url, size in requests)
    print(f"| {name} | {total / 1000:.1f} kB in {len(requests)} ({parts}) | {bytes_max / 1000:.0f} kB in {requests_max}: {said} |", flush=True)


async def look(browser, server, program, websockets):
    chromium = Chromium(program)
    try:
        await chromium.begin(websockets)
        base = f"http://{server.host}"
        name, value = browser.cookie.split("=", 1)
        await chromium.call("Network.setCookie", name=name, value=value, url=base)
        await chromium.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": "de"})
        print("\n| bytes | what was sent | bar |\n|---|---|---|")
        _, requests = await chromium.open(f"{base}{browser.root}/invoices")
        bytes_of("first load of the list, nothing kept", requests, 60_000, 4)
        _, requests = await chromium.open(f"{base}{browser.root}/customers")
        bytes_of("a further page", requests, 15_000, 1)
        _, requests = await chromium.open(f"{base}{browser.root}/invoices/new")
        bytes_of("the editor", [known for known in requests if "/pages" not in known[0]], 15_000, 1)
        print("\n| in Chromium | p50 | p95 | longest | bar (p95) |\n|---|---|---|---|---|")
        loads = [(await chromium.open(f"{base}{browser.root}/invoices?n={n}"))[0] for n in range(12)]
        row("a page, from the address to its load event", loads, 250)
        for lines in (1, 20):
            await typing(chromium, f"{base}{browser.root}/invoices/new", lines)
    finally:
        await chromium.end()


async def typing(chromium, address, lines):
    await chromium.open(address)
    rows = "\\n".join(f"{WORDS[n % 5]}\\t{n + 1}\\t12,50" for n in range(lines))
    await chromium.run("document.querySelector(\".line [name$='/name']\").focus()")
    await chromium.run(
        f"(() => {{ const data = new DataTransfer(); data.setData('text/plain', '{rows}\\n'); "
        "document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); })()"
    )
    await chromium.run("new Promise((done) => { const wait = () => document.querySelector('.sheets-box img')?.naturalWidth ? done(0) : setTimeout(wait, 20); wait(); })")
    await chromium.run("new Promise((done) => setTimeout(done, 1500))")
    await chromium.run(WATCH)
    # Without a window nobody sees the frames: unless somebody watches, Chromium does not say when one was shown.
    await chromium.call("Page.startScreencast", format="jpeg", quality=10)
    await chromium.run("document.querySelector(\".line [name$='/quantity']\").focus()")
    totals, pages = [], []
    for number in range(KEYS):
        # Another figure each time: it replaces what is marked.
        await chromium.run("document.activeElement.select()")
        await chromium.press(str(1 + number % 9))
        found = await chromium.run(
            "new Promise((done) => { const begun = performance.now(); const wait = () => "
            "(seen.totals && seen.page) || performance.now() - begun > 5000 ? done([seen.totals - seen.key, seen.page - seen.key]) : setTimeout(wait, 5); wait(); })"
        )
        totals.append(found[0])
        pages.append(found[1])
        # People do not type at the very moment at which the picture comes.
        await asyncio.sleep(0.1)
    row(f"key to totals, {lines} lines", totals, 250)
    row(f"key to page, {lines} lines", pages, 500)
    events, frames, shifts, counted = await chromium.run("[seen.events.length ? seen.events : [0], seen.frames, seen.shifts, seen.counted]")
    row(f"key to its frame, {lines} lines", frames, 100)
    row(f"longest answers to a key (Event Timing, those of 16 ms and more), {lines} lines", events, 100)
    await chromium.call("Page.stopScreencast")
    print(f"| layout shift, {lines} lines: by Chromium's count, and all of it | {counted:.4f} | {shifts:.4f} | | 0: {'kept' if counted == 0 else 'missed'} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--invoices", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=200, help="how often each page is asked for")
    arguments.add_argument("--folder", help="a folder to keep the account in, and to find it in the next time")
    options = arguments.parse_args()
    is_there = options.folder and pathlib.Path(options.folder, "filled").exists()
    server = Server(options.program, options.folder)
    try:
        if not is_there:
            fill(server, options.invoices)
            (server.folder / "filled").touch()
        browser = serve(server, options.rounds)
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        with contextlib.suppress(ImportError):
            import websockets

            if program:
                asyncio.run(look(browser, server, program, websockets))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
