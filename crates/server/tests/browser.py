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


# What the application's pages must have besides what axe looks at.
SHELL_AUDIT = r"""
(() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  if (document.querySelectorAll('main').length !== 1) faults.push('not one main landmark');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  for (const element of document.querySelectorAll('[style]')) faults.push(`a style of its own: ${element.outerHTML.slice(0, 80)}`);
  for (const image of document.images) if (!image.complete || !image.naturalWidth) faults.push(`no picture: ${image.src}`);
  return faults;
})()
"""

# Words in the colour of what is behind them axe takes for hidden on purpose: it is not sure, and we are.
AXE = r"""
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(found => {
  const unseen = found.incomplete.map(fault => ({...fault, nodes: fault.nodes.filter(node => node.any[0]?.data?.messageKey === 'equalRatio')}));
  const faults = [...found.violations, ...unseen.filter(fault => fault.nodes.length)];
  return faults.map(fault => `${fault.id}: ${fault.nodes.map(node => node.html.slice(0, 120) + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`);
})
"""

KEYS = {
    "Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Space": (" ", 32, " "),
    "ArrowDown": ("ArrowDown", 40, ""), "ArrowUp": ("ArrowUp", 38, ""), "End": ("End", 35, ""), "Backspace": ("Backspace", 8, ""),
}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}


class Page:
    def __init__(self, socket):
        self.socket = socket
        self.count = 0
        self.waiting = {}
        self.errors = []
        self.requests = []
        self.loads = 0
        self.session = None
        self.target = None
        self.headers = {}

    async def appear(self):
        """A window of its own; the one before it is gone as if it had been killed."""
        before, self.session = self.target, None
        if before:
            await self.call("Target.closeTarget", targetId=before)
        self.target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        attached = await self.call("Target.attachToTarget", targetId=self.target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.call(f"{domain}.enable")
        await self.call("Network.setUserAgentOverride", userAgent=BROWSER)
        await self.size(*SIZES[0])
        for header, value in self.headers.items():
            await self.call("Network.setExtraHTTPHeaders", headers={header: value})

    async def listen(self):
        async for message in self.socket:
            message = json.loads(message)
            if message.get("sessionId", self.session) != self.session:
                continue
            if "id" in message:
                self.waiting.pop(message["id"]).set_result(message)
                continue
            method, params = message["method"], message["params"]
            if method == "Page.loadEventFired":
                self.loads += 1
            elif method == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                self.errors.append(f"{details['text']} {details.get('exception', {}).get('description', '')}".strip())
            elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}".strip())
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

    async def promised(self, script):
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    async def press(self, chord):
        *held, name = chord.split("+") if chord != "+" else ["+"]
        modifiers = sum(MODIFIERS[key] for key in held)
        key, code, text = KEYS.get(name, (name, ord(name.upper()[0]), name))
        if modifiers & 7:
            text = ""
        what = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **what)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **what)

    async def holds(self, script):
        """Whether a condition holds; on a page that is just being left, none does."""
        try:
            return await self.run(script)
        except RuntimeError as error:
            if "context" in str(error).lower() or "navigated" in str(error).lower():
                return False
            raise

    async def until(self, script, what):
        end = time.monotonic() + PATIENCE
        while not await self.holds(script):
            if time.monotonic() > end:
                raise RuntimeError(f"{what} does not come about at {await self.run('location.href')}; errors: {self.errors}")
            await asyncio.sleep(0.02)

    async def looks(self, name, pictures, faults, axe):
        """The page in light and dark, wide and narrow: audited, and drawn."""
        for scheme in ("light", "dark"):
            await self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            for width, height in SIZES:
                await self.size(width, height)
                await self.promised("new Promise(done => setTimeout(done, 200))")
                where = f"{name} in {scheme} at {width}"
                faults += [f"{where}: {fault}" for fault in await self.run(SHELL_AUDIT)]
                if axe:
                    await self.run(axe + ";0")
                    faults += [f"{where}: {fault}" for fault in await self.promised(AXE)]
                shot = await self.call("Page.captureScreenshot", captureBeyondViewport=True)
                with open(os.path.join(pictures, f"{name}-{scheme}-{width}.png"), "wb") as file:
                    file.write(base64.b64decode(shot["data"]))
        await self.call("Emulation.setEmulatedMedia", features=[])
        await self.size(*SIZES[0])

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


async def step(page, what, pictures, faults, axe=""):
    if "load" in what:
        await page.loading(step(page, what["load"], pictures, faults))
    elif "press" in what:
        for chord in what["press"].split(" "):
            await page.press(chord)
    elif "type" in what:
        await page.call("Input.insertText", text=what["type"])
    elif "tab_to" in what:
        selector = json.dumps(what["tab_to"])
        for _ in range(60):
            if await page.run(f"document.activeElement.matches({selector})"):
                break
            await page.press(what.get("by", "Tab"))
        else:
            raise RuntimeError(f"{selector} is not reached by the keyboard")
        visible = "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
        hidden = "document.activeElement.matches('.palette input')"
        if not await page.run(f"{hidden} || {visible}"):
            faults.append(f"the focus is not seen: {what['tab_to']}")
    elif "wait" in what:
        await page.until(f"!!document.querySelector({json.dumps(what['wait'])})", what["wait"])
    elif "at" in what:
        await page.until(f"location.pathname + location.search === {json.dumps(what['at'])}", what["at"])
    elif "true" in what:
        await page.until(what["true"], what["true"])
    elif "tap" in what:
        await page.run(f"document.querySelector({json.dumps(what['tap'])}).click()")
    elif "looks" in what:
        await page.looks(what["looks"], pictures, faults, axe)
    elif "killed" in what:
        await page.appear()
    elif "paste" in what:
        data = json.dumps(what["paste"])
        event = f"const data = new DataTransfer(); data.setData('text/plain', {data}); document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{clipboardData: data, bubbles: true, cancelable: true}}))"
        await page.run(f"(() => {{ {event} }})()")
    elif "done" in what:
        await page.promised(what["done"])
    elif "scripts" in what:
        await page.call("Emulation.setScriptExecutionDisabled", value=not what["scripts"])
    elif "open" in what:
        await page.loading(page.call("Page.navigate", url=what["open"]))
    elif "click" in what:
        await page.loading(page.run(f"document.querySelector({json.dumps(what['click'])}).click()"))
    elif "fill" in what:
        field, text = what["fill"]
        await page.run(f"document.querySelector({json.dumps(field)}).value = {json.dumps(text)}")
    elif "run" in what:
        await page.run(what["run"])
    elif "shot" in what:
        file, width, height = what["shot"]
        await page.size(width, height)
        await page.promised("new Promise(done => setTimeout(done, 300))")
        shot = await page.call("Page.captureScreenshot", format="webp", quality=80)
        with open(file, "wb") as picture:
            picture.write(base64.b64decode(shot["data"]))
    elif "file" in what:
        field, path = what["file"]
        document = await page.call("DOM.getDocument")
        node = await page.call("DOM.querySelector", nodeId=document["root"]["nodeId"], selector=field)
        await page.call("DOM.setFileInputFiles", nodeId=node["nodeId"], files=[path])
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
        page.headers = given.get("headers", {})
        await page.appear()
        faults = []
        axe = open(given["axe"]).read() if "axe" in given else ""
        for what in given["steps"]:
            try:
                await step(page, what, given["pictures"], faults, axe)
            except (RuntimeError, asyncio.TimeoutError) as error:
                raise RuntimeError(f"step {what}: {error}") from error
        listening.cancel()
    opened = [what["open"] for what in given["steps"] if "open" in what]
    hosts = ("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:", "about:")
    foreign = [url for url in page.requests if not url.startswith(hosts)]
    # A page that is not there is said so on the console, and rightly.
    missing = [error for error in page.errors if "status of 404" in error]
    for error in missing[: given.get("not_found", 0)]:
        page.errors.remove(error)
    # Likewise a form that was refused, and one of somebody who is signed out.
    refused = [error for error in page.errors if "status of 422" in error or "status of 401" in error or "status of 409" in error or "status of 412" in error]
    for error in refused[: given.get("refused", 0)]:
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
