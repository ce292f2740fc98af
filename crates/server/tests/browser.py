"""Drives a headless Chromium through steps read as JSON from standard input, and prints what it saw."""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import websockets

PATIENCE = 60
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
SIZES = [(1280, 900), (390, 844)]

# What a person with a screen reader, a small telephone or weak eyes would stumble over.
AUDIT = r"""
(() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  if (!root.lang) faults.push('no language');
  if (document.querySelectorAll('main').length !== 1) faults.push('not one main landmark');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  for (const input of document.querySelectorAll('input')) {
    if (!input.labels.length) faults.push(`no label: ${input.name}`);
  }
  for (const image of document.querySelectorAll('img')) {
    if (!image.alt) faults.push('a picture without a text');
  }
  if (innerWidth < 640) {
    const rights = [...document.querySelectorAll('table.lines td.figure:not(.none) > span')].map(figure => Math.round(figure.getBoundingClientRect().right));
    if (new Set(rights).size > 1) faults.push(`amounts are not aligned: ${rights}`);
  }
  for (const number of document.querySelectorAll('.whole')) {
    const height = number.getBoundingClientRect().height;
    if (number.textContent.length < 20 && height > 1.9 * parseFloat(getComputedStyle(number).fontSize)) faults.push(`a broken number: ${number.textContent}`);
  }
  for (const target of document.querySelectorAll('.standing button, .standing .download')) {
    if (target.getBoundingClientRect().height < 44) faults.push(`too small to touch: ${target.textContent}`);
  }
  const rgb = text => (text.match(/[\d.]+/g) || []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!walker.currentNode.textContent.trim() || element.closest('.mark') || style.visibility === 'hidden') continue;
    const [a, b] = [luminance(rgb(style.color)), luminance(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) faults.push(`contrast ${contrast.toFixed(2)}: ${walker.currentNode.textContent.trim()}`);
  }
  return faults;
})()
"""


class Page:
    def __init__(self, socket):
        self.socket = socket
        self.count = 0
        self.waiting = {}
        self.errors = []
        self.requests = []
        self.loads = 0
        self.session = None

    async def listen(self):
        async for message in self.socket:
            message = json.loads(message)
            if "id" in message:
                self.waiting.pop(message["id"]).set_result(message)
                continue
            method, params = message["method"], message["params"]
            if method == "Page.loadEventFired":
                self.loads += 1
            elif method == "Runtime.exceptionThrown":
                self.errors.append(params["exceptionDetails"]["text"])
            elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                self.errors.append(params["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])

    async def call(self, method, **params):
        self.count += 1
        answer = self.waiting[self.count] = asyncio.get_running_loop().create_future()
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        await self.socket.send(json.dumps(message))
        answer = await asyncio.wait_for(answer, PATIENCE)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    async def run(self, script):
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    async def loading(self, doing):
        before = self.loads
        await doing
        end = time.monotonic() + PATIENCE
        while self.loads == before:
            if time.monotonic() > end:
                raise RuntimeError(f"no page was loaded; errors: {self.errors}")
            await asyncio.sleep(0.02)

    async def size(self, width, height):
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )


async def step(page, what, pictures, faults):
    if "open" in what:
        await page.loading(page.call("Page.navigate", url=what["open"]))
    elif "click" in what:
        await page.loading(page.run(f"document.querySelector({json.dumps(what['click'])}).click()"))
    elif "fill" in what:
        field, text = what["fill"]
        await page.run(f"document.querySelector({json.dumps(field)}).value = {json.dumps(text)}")
    elif "expect" in what:
        text = await page.run("document.body.innerText")
        for part in what["expect"]:
            if part not in text:
                raise RuntimeError(f"{part!r} is not in {text!r}")
    elif "picture" in what:
        for width, height in SIZES:
            await page.size(width, height)
            faults += [f"{what['picture']} at {width}: {fault}" for fault in await page.run(AUDIT)]
            shot = await page.call("Page.captureScreenshot", captureBeyondViewport=True)
            with open(os.path.join(pictures, f"{what['picture']}-{width}.png"), "wb") as file:
                file.write(base64.b64decode(shot["data"]))
        await page.size(*SIZES[0])


async def drive(given, port):
    path = await address(port)
    async with websockets.connect(path, max_size=None, proxy=None) as socket:
        page = Page(socket)
        listening = asyncio.create_task(page.listen())
        target = await page.call("Target.createTarget", url="about:blank")
        attached = await page.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            await page.call(f"{domain}.enable")
        await page.call("Network.setUserAgentOverride", userAgent=BROWSER)
        await page.size(*SIZES[0])
        faults = []
        for what in given["steps"]:
            await step(page, what, given["pictures"], faults)
        listening.cancel()
    opened = [what["open"] for what in given["steps"] if "open" in what]
    hosts = ("http://127.0.0.1:", "data:", "about:")
    foreign = [url for url in page.requests if not url.startswith(hosts)]
    # A page that is not there is said so on the console, and rightly.
    missing = [error for error in page.errors if "status of 404" in error]
    for error in missing[: given.get("not_found", 0)]:
        page.errors.remove(error)
    return {"errors": page.errors, "foreign": foreign, "faults": faults, "opened": opened}


async def address(port):
    """Where Chromium listens: it writes that into its profile."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with open(port) as file:
                number, path = file.read().split("\n")[:2]
            return f"ws://127.0.0.1:{number}{path}"
        except (OSError, ValueError):
            await asyncio.sleep(0.05)
    raise RuntimeError("Chromium does not start")


def main():
    given = json.load(sys.stdin)
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        raise SystemExit("there is no chromium; ./test installs it")
    with tempfile.TemporaryDirectory(prefix="net30-browser-", ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--no-proxy-server",
                f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            print(json.dumps(asyncio.run(drive(given, os.path.join(profile, "DevToolsActivePort")))))
        finally:
            browser.terminate()
            browser.wait()


main()
