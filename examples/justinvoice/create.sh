#!/bin/sh
# Create a new invoice
curl -sS --fail-with-body -X POST "$NET30_URL/api/invoices" \
-H "Authorization: ApiKey $NET30_KEY" \
-H 'Content-Type: application/json' \
-d '
{
"customerEmail": "bob.smith@example.com",
"customerFirstName": "Bob",
"customerLastName": "Smith",
"customerCompanyName": "Smith Consulting",
"customerAddress": "123 Main Street",
"customerCity": "New York",
"customerProvinceState": "NY",
"customerPostalCode": "10001",
"customerCountry": "US",
"invoiceDate": "2025-08-10T14:30:00Z",
"invoiceStatus": 5,
"currencyCode": "USD",
"noteToCustomer": "Thank you for your business!",
"lineItems": [
{
"description": "Consulting Hours",
"quantity": 2,
"unitPrice": 150
}
]
}'
