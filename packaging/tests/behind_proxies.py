#!/usr/bin/env python3
"""Drives net30 behind nginx, Caddy and Traefik with the very lines of packaging/proxy, under a name of its own and below a path.

usage: behind_proxies.py NET30 [nginx] [caddy] [traefik]
"""

import html.parser
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import requests

PROXIES = pathlib.Path(__file__).resolve().parent.parent / "proxy"
PATIENCE_SECONDS = 60
PASSWORD = "a password of three words"

_real_getaddrinfo = socket.getaddrinfo


def _on_this_machine(host, *rest, **named):
    """The names of the examples are this machine's here."""
    return _real_getaddrinfo("127.0.0.1" if str(host).endswith("example.com") else host, *rest, **named)


socket.getaddrinfo = _on_this_machine


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(what, is_there, process=None, log=None):
    begun = time.monotonic()
    while not is_there():
        ended = process is not None and process.poll() is not None
        if ended or time.monotonic() - begun > PATIENCE_SECONDS:
            sys.exit(f"{what} does not come{': ' + log.read_text() if log and log.exists() else ''}")
        time.sleep(0.05)


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def is_handed_on(base, cert):
    try:
        return requests.get(base + "/healthz", verify=str(cert), timeout=5).text == "ok\n"
    except requests.RequestException:
        return False


class Addresses(html.parser.HTMLParser):
    """The addresses that a page names."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src", "action", "hx-get", "hx-post", "data-source") and value:
                self.found.add((name, value))


class Receiver:
    """Takes what webhooks are told."""

    def __init__(self):
        self.told = []
        told = self.told

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"


def certificate(folder):
    """One that both names are on, which is its own authority."""
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout key.pem -out cert.pem"
        " -subj /CN=net30 -addext subjectAltName=DNS:invoices.example.com,DNS:www.example.com"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


def nginx(kind, folder, ports):
    """The lines as a site of nginx."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    site = (PROXIES / f"nginx-{kind}.conf").read_text()
    if kind == "subpath":
        site = (
            "server {\n listen 443 ssl;\n server_name www.example.com;\n"
            f" ssl_certificate {cert};\n ssl_certificate_key {key};\n{site}\n}}\n"
        )
    site = re.sub(r"ssl_certificate [^;]*;", f"ssl_certificate {cert};", site)
    site = re.sub(r"ssl_certificate_key [^;]*;", f"ssl_certificate_key {key};", site)
    site = re.sub(r"listen \[::\][^;]*;", "", site)
    site = site.replace("listen 443", f"listen 127.0.0.1:{ports['https']}")
    site = site.replace("listen 80", f"listen 127.0.0.1:{ports['http']}").replace("127.0.0.1:3030", f"127.0.0.1:{ports['net30']}")
    # A port of its own is not what the name of the host says here.
    site = site.replace("Host $host;", "Host $http_host;").replace("https://$host$", f"https://$host:{ports['https']}$")
    site = re.sub(r"return 301 /", "absolute_redirect off; return 301 /", site)
    temporary = "".join(
        f"{what}_temp_path {folder}/{what};\n" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\ndaemon off;\nworker_processes 1;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n"
    )
    (folder / "nginx.conf").write_text(whole)
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(kind, folder, ports):
    """The lines as Caddy's file."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    site = (PROXIES / f"Caddyfile-{kind}").read_text().replace("127.0.0.1:3030", f"127.0.0.1:{ports['net30']}")
    site = re.sub(r"^(\S+\.example\.com) \{", rf"\1:{ports['https']} {{\n\ttls {cert} {key}", site, flags=re.MULTILINE)
    options = f"{{\n\tadmin off\n\thttp_port {ports['http']}\n\thttps_port {ports['https']}\n}}\n"
    (folder / "Caddyfile").write_text(options + site)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def traefik(kind, folder, ports):
    """The lines as a file of Traefik's file provider, below the `traefik.yaml` that they speak of."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    site = (PROXIES / f"traefik-{kind}.yaml").read_text().replace("127.0.0.1:3030", f"127.0.0.1:{ports['net30']}")
    site = re.sub(r"tls:\n\s+certResolver: letsencrypt", "tls: {}", site)
    store = f"tls: {{stores: {{default: {{defaultCertificate: {{certFile: {cert}, keyFile: {key}}}}}}}}}\n"
    (folder / "site.yaml").write_text(site + store)
    whole = {
        "entryPoints": {
            "web": {
                "address": f"127.0.0.1:{ports['http']}",
                "http": {"redirections": {"entryPoint": {"to": "websecure", "scheme": "https"}}},
            },
            "websecure": {
                "address": f"127.0.0.1:{ports['https']}",
                "http": {"encodedCharacters": {"allowEncodedSlash": True}},
            },
        },
        "providers": {"file": {"filename": str(folder / "site.yaml")}},
    }
    # JSON is YAML.
    (folder / "traefik.yaml").write_text(json.dumps(whole))
    program = pathlib.Path(sys.executable).with_name("traefik")
    return [str(program), f"--configfile={folder / 'traefik.yaml'}"]


class Journey:
    """What a company does through the proxy; each address that net30 gives must lead to net30."""

    def __init__(self, base, data, cert):
        self.base, self.data = base, data
        self.browser = requests.Session()
        # The certificate is this one, whatever the environment says of authorities and proxies.
        self.browser.trust_env = False
        self.browser.headers["Accept-Encoding"] = "gzip, br"
        self.browser.verify = str(cert)
        self.key = (data / "first-api-key").read_text().strip()

    def api(self, method, path, status, **more):
        headers = {"Authorization": f"Bearer {self.key}"}
        url = path if path.startswith("https:") else self.base + path
        reply = requests.request(method, url, headers=headers, verify=self.browser.verify, timeout=30, **more)
        assert reply.status_code == status, f"{method} {url}: {reply.status_code} {reply.text[:300]}"
        return reply

    def get(self, url, status=200):
        reply = self.browser.get(urllib.parse.urljoin(self.base + "/", url), timeout=30)
        assert reply.status_code == status, f"{url}: {reply.status_code} {reply.text[:300]}"
        assert reply.url.startswith(self.base), f"{url} leads out of {self.base} to {reply.url}"
        return reply

    def post(self, path, **fields):
        """A form, as a browser sends it from a page of ours."""
        headers = {"Origin": "/".join(self.base.split("/")[:3]), "Sec-Fetch-Site": "same-origin"}
        reply = self.browser.post(self.base + path, data=fields, headers=headers, timeout=30)
        assert reply.status_code == 200, f"POST {path}: {reply.status_code} {reply.text[:300]}"
        assert reply.url.startswith(self.base), f"POST {path} leads out of {self.base} to {reply.url}"
        return reply

    def every_address(self, page):
        """All that a page names is below our base, and what is read is there."""
        addresses = Addresses(page.text).found
        assert addresses, f"{page.url} names nothing"
        for name, value in sorted(addresses):
            url = urllib.parse.urljoin(page.url, value)
            if not url.startswith("https:") or "example.com" not in url or value.startswith("#"):
                continue
            assert url.startswith(self.base), f"{page.url} has {name}={value}, which is not below {self.base}"
            if name in ("href", "src", "hx-get", "data-source") and "/sign-out" not in url:
                self.get(url)

    def api_and_documents(self, receiver):
        path = urllib.parse.urlsplit(self.base).path
        assert self.api("GET", "/healthz", 200).text == "ok\n"
        self.api("GET", "/metrics", 404)
        self.api("POST", "/api/v1/webhooks", 201, json={"url": receiver.url, "events": ["invoice.issued"]})
        made = self.api(
            "POST",
            "/api/v1/invoices?issue=true",
            201,
            json={
                "number": "2026/07",
                "customer": {"company": "Globex", "email": "billing@globex.example"},
                "items": [{"name": "Web development", "quantity": 2, "unit_price": 150}],
            },
        )
        location = made.headers["location"]
        assert location.startswith(f"{path}/api/v1/invoices/"), location
        origin = "/".join(self.base.split("/")[:3])
        assert self.api("GET", origin + location, 200).json()["number"] == "2026/07"
        # The slash of a number is no folder, and no proxy may make one of it.
        assert self.api("GET", "/api/v1/invoices/2026%2F07/pdf", 200).content.startswith(b"%PDF")
        assert self.api("GET", "/api/v1/openapi.json", 200).json()["servers"][0]["url"] == f"{path}/"
        # What is larger than a proxy's usual bound reaches net30, which says what is wrong with it.
        large = self.api("POST", "/api/v1/invoices/import", 422, data=b"%PDF-1.7\n" + b"0" * (5 * 1024 * 1024))
        assert large.headers["content-type"].startswith("application/problem+json"), large.headers
        links = made.json()["links"]
        for name, link in links.items():
            if isinstance(link, str):
                assert link.startswith(self.base + "/"), f"links.{name} is {link}"
        self.every_address(self.get(links["public"]))
        wait_for("the webhook", lambda: receiver.told)
        told = receiver.told[0]["data"]["object"]["links"]["public"]
        assert told.startswith(self.base + "/i/"), told

    def pages(self):
        for page in ("/", "/docs", "/docs/errors", "/sign-in", "/reset"):
            self.every_address(self.get(self.base + page))
        first = (self.data / "first-sign-in").read_text().strip()
        assert first.startswith(self.base + "/welcome/"), first
        self.every_address(self.get(first))
        welcome = first.removeprefix(self.base)
        foreign = self.browser.post(first, data={}, headers={"Origin": "https://evil.example"}, timeout=30)
        assert foreign.status_code == 403, foreign.status_code
        inside = self.post(
            welcome,
            email="ann@acme.example",
            password=PASSWORD,
            company="Acme",
            country="US",
            country_shown="US",
            currency="USD",
            language="en",
            time_zone="America/New_York",
        )
        cookie = next(iter(self.browser.cookies))
        assert cookie.name == "__Host-net30" and cookie.secure, cookie
        assert "/app" in inside.url, inside.url
        self.every_address(inside)
        account = re.match(re.escape(self.base) + r"/app/[^/]+", inside.url).group(0)
        self.every_address(self.get(account + "/invoices"))
        self.every_address(self.get(self.base + "/me/security"))
        self.post("/sign-out")
        asked = self.get(account + "/invoices?view=all")
        assert "/sign-in?next=" in asked.url, asked.url
        next_page = re.search(r'name="next" value="([^"]*)"', asked.text).group(1)
        back = self.post("/sign-in", email="ann@acme.example", password=PASSWORD, next=html.unescape(next_page))
        assert back.url.startswith(account + "/invoices"), back.url


def drive(net30, name, lines, kind):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="net30-proxy-"))
    # The workers of nginx are somebody else's where root starts it.
    folder.chmod(0o755)
    cert, _ = certificate(folder)
    ports = {"net30": free_port(), "https": free_port(), "http": free_port()}
    host = "invoices.example.com" if kind == "subdomain" else "www.example.com"
    base = f"https://{host}:{ports['https']}{'' if kind == 'subdomain' else '/billing'}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NET30_")}
    environment |= {
        "NET30_DATA": str(folder / "data"),
        "NET30_LISTEN": f"127.0.0.1:{ports['net30']}",
        "NET30_PUBLIC_URL": base,
        "NET30_TRUST_PROXY": "true",
        "NET30_ALLOW_PRIVATE_ADDRESSES": "true",
    }
    log = folder / "log"
    receiver = Receiver()
    running = []
    try:
        with open(log, "w") as into:
            running.append(subprocess.Popen([net30, "serve"], env=environment, cwd=folder, stdout=into, stderr=into))
            running.append(subprocess.Popen(lines(kind, folder, ports), cwd=folder, stdout=into, stderr=into))
        for process, port in zip(running, ("net30", "https")):
            wait_for(f"{name} ({kind}, {port})", lambda: answers(ports[port]), process, log)
        # A proxy listens before it has read its certificates and where it leads to.
        wait_for(f"{name} ({kind})", lambda: is_handed_on(base, cert), running[1], log)
        health = subprocess.run([net30, "health"], env=environment, cwd=folder, capture_output=True, text=True)
        assert health.returncode == 0, health.stderr
        journey = Journey(base, folder / "data", cert)
        journey.api_and_documents(receiver)
        journey.pages()
        if kind == "subdomain":
            plain = requests.get(f"http://{host}:{ports['http']}/docs?x=1", allow_redirects=False, timeout=30)
            assert plain.status_code in (301, 308), plain.status_code
            assert plain.headers["location"].startswith("https://invoices.example.com"), plain.headers["location"]
        else:
            assert journey.get(base).url == base + "/", "the path without a slash is no page"
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(PATIENCE_SECONDS)
        receiver.server.shutdown()
        shutil.rmtree(folder)
    print(f"net30 behind {name}, {kind}: every address leads to it.")


def main():
    net30, *wanted = sys.argv[1:]
    for name, lines in (("nginx", nginx), ("caddy", caddy), ("traefik", traefik)):
        if not wanted or name in wanted:
            for kind in ("subdomain", "subpath"):
                drive(os.path.abspath(net30), name, lines, kind)


main()
