#!/bin/sh
# The page's request: gets one invoice. Usage: ./get.sh INVOICE_UUID
set -eu
curl --fail-with-body --silent --show-error --request GET \
  --url "$NET30_URL/api/v1/invoice/$1" \
  --header "Authorization: Bearer $NET30_KEY"
