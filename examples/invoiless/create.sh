#!/bin/sh
# The page's two examples: a customer by the id that it has in your application, then by the id that it has here.
set -eu
invoiless() {
  curl --fail-with-body --silent --show-error --header "api-key: $NET30_KEY" --header "Content-Type: application/json" "$@"
}

first=$(invoiless --request POST --url "$NET30_URL/v1/invoices" --data '{
  "customer": {
    "internalId": "INTERNAL_USER_ID",
    "billTo": {
      "company": "Invoiless"
    }
  },
  "items": [
    {
      "name": "Demo product",
      "quantity": 1,
      "price": 42
    }
  ]
}')
echo "$first"

id=$(echo "$first" | sed 's/.*"id":"\([^"]*\)".*/\1/')
customer=$(invoiless --url "$NET30_URL/v1/invoices/$id" | sed 's/.*"customer":{"id":"\([^"]*\)".*/\1/')
invoiless --request POST --url "$NET30_URL/v1/invoices" --data '{
  "customer": "'"$customer"'",
  "items": [
    {
      "name": "Demo product",
      "quantity": 1,
      "price": 42
    }
  ]
}'
