"""A mail server for tests: takes letters and writes each as a line of JSON, or misbehaves as its folder says.

Usage: smtp.py FOLDER [--tls CERT KEY] [--starttls CERT KEY] [--auth USER PASSWORD] [--ascii]

It prints its port. FOLDER/behaviour has one word, looked at again for each letter:
  ok           takes letters
  refuse       answers RCPT with 550
  later        answers DATA with 451
  hang         never answers RCPT
  drop         hangs up in DATA, and forgets the letter
  take-drop    takes the letter and hangs up before it says so
"""

import asyncio
import base64
import email
import email.policy
import json
import logging
import pathlib
import socket
import ssl
import sys
import warnings

# What goes wrong here on purpose need not be told.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder = pathlib.Path(sys.argv[1])


def behaviour():
    return (folder / "behaviour").read_text().strip()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        word = behaviour()
        if word == "refuse":
            return "550 5.1.1 no such mailbox"
        if word == "hang":
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        word = behaviour()
        if word == "later":
            return "451 4.3.0 try again later"
        if word == "drop":
            server.transport.abort()
            return "421 gone"
        line = json.dumps(told(envelope, session)) + "\n"
        with open(folder / "letters", "a") as letters:
            letters.write(line)
        if word == "take-drop":
            server.transport.abort()
        return "250 OK"


def told(envelope, session):
    raw = envelope.content
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = []
    for part in message.walk():
        if part.is_multipart():
            parts.append({"type": part.get_content_type()})
            continue
        content = part.get_payload(decode=True)
        parts.append({
            "type": part.get_content_type(),
            "name": part.get_filename(),
            "content": base64.b64encode(content).decode(),
        })
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "headers": {name.lower(): str(value) for name, value in message.items()},
        "defects": [str(defect) for defect in message.defects],
        "head": raw.split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace"),
        "parts": parts,
        "encrypted": session.ssl is not None or bool(implicit),
    }


def context(at):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(sys.argv[at + 1], sys.argv[at + 2])
    return made


def option(name):
    return sys.argv.index(name) if name in sys.argv else None


def authenticator(server, session, envelope, mechanism, data):
    at = option("--auth")
    wanted = (sys.argv[at + 1].encode(), sys.argv[at + 2].encode())
    if (data.login, data.password) == wanted:
        return AuthResult(success=True, auth_data=data.login.decode())
    return AuthResult(success=False, handled=False)


implicit = context(option("--tls")) if option("--tls") else None
options = {"enable_SMTPUTF8": not option("--ascii")}
if option("--starttls"):
    options["tls_context"] = context(option("--starttls"))
if option("--auth"):
    options["authenticator"] = authenticator
    options["auth_required"] = True
    options["auth_require_tls"] = option("--starttls") is not None


class OnFreePort(Controller):
    def _trigger_server(self):
        # The port is only known once it listens.
        socket.create_connection(self.server.sockets[0].getsockname(), 1.0).close()


controller = OnFreePort(Handler(), hostname="127.0.0.1", port=0, ssl_context=implicit, **options)
controller.start()
print(controller.server.sockets[0].getsockname()[1], flush=True)
sys.stdin.read()
controller.stop()
