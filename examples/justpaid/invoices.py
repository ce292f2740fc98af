"""Makes a customer and an invoice, records a payment, and lists what is paid. Needs `requests`.

NET30_URL and NET30_KEY say where the server is and which key to use.
"""

import json
import os
from decimal import Decimal

import requests

URL = os.environ["NET30_URL"] + "/api/v1"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["NET30_KEY"]


def reply_of(response):
    response.raise_for_status()
    return response.json(parse_float=Decimal)


customer = reply_of(session.post(f"{URL}/customer/create", json={"name": "Initech", "external_id": "CUST-001"}))
invoice = reply_of(
    session.post(
        f"{URL}/invoice/create",
        json={
            "customer": customer["uuid"],
            "invoice_status": "ready-to-send",
            "currency": "USD",
            "service_start_date": "2024-03-01",
            "service_end_date": "2024-03-31",
            "description": "Monthly services for March 2024",
            "line_items": [{"name": "Product A", "unit_price": "99.99", "quantity": 10, "tax_name": "VAT", "tax_rate": 20}],
        },
    )
)
payment = reply_of(session.post(f"{URL}/payment/invoice_payment/create", json={"invoice": invoice["uuid"]}))
paid = reply_of(session.get(f"{URL}/invoice/", params={"invoice_status": "paid", "customer": customer["uuid"]}))
print(json.dumps({"amount": str(invoice["amount"]), "paid": str(payment["amount"]), "count": paid["count"]}))
