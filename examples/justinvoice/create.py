import json
import os

import requests


def create_invoice(invoice_data):
    url = os.environ['NET30_URL'] + '/api/invoices'
    headers = {
        'Authorization': 'ApiKey ' + os.environ['NET30_KEY'],
        'Content-Type': 'application/json'
    }
    response = requests.post(url, headers=headers, json=invoice_data)
    return response.json()


invoice = create_invoice({
    'customerEmail': 'bob.smith@example.com',
    'customerFirstName': 'Bob',
    'customerLastName': 'Smith',
    'customerCompanyName': 'Smith Consulting',
    'customerAddress': '123 Main Street',
    'customerCity': 'New York',
    'customerProvinceState': 'NY',
    'customerPostalCode': '10001',
    'customerCountry': 'US',
    'invoiceDate': '2025-08-10T14:30:00Z',
    'invoiceStatus': 5,
    'currencyCode': 'USD',
    'noteToCustomer': 'Thank you for your business!',
    'lineItems': [{
        'description': 'Consulting Hours',
        'quantity': 2,
        'unitPrice': 150
    }]
})

print(json.dumps(invoice))
