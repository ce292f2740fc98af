"""Makes an item of the catalogue and two invoices of it, replaces one, and deletes the other.

NET30_URL and NET30_KEY say where the server is and which key to use. Needs the package requests.
"""

import json
import os

import requests

session = requests.Session()
session.headers["api-key"] = os.environ["NET30_KEY"]


def invoiless(method, path, body=None):
    reply = session.request(method, f"{os.environ['NET30_URL']}/v1{path}", json=body, timeout=30)
    reply.raise_for_status()
    return reply.json() if reply.content else None


item = invoiless("POST", "/items", {"name": "Demo product", "price": 42})
invoice = {
    "customer": {"internalId": "INTERNAL_USER_ID", "billTo": {"company": "Invoiless"}},
    "items": [{"item": item["id"], "quantity": 1}],
}
kept = invoiless("POST", "/invoices", invoice)
deleted = invoiless("POST", "/invoices", invoice)

whole = invoiless("GET", f"/invoices/{kept['id']}")
whole["header"] = "Bill"
assert invoiless("PUT", f"/invoices/{kept['id']}", whole)["header"] == "Bill"

invoiless("DELETE", f"/invoices/{deleted['id']}")
assert invoiless("GET", "/invoices?limit=100")["total"] >= 1
print(json.dumps(kept))
