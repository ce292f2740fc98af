#!/bin/sh
# The page's request: lists invoices.
set -eu
curl --fail-with-body --silent --show-error --request GET \
  --url "$NET30_URL/api/v1/invoice/" \
  --header "Authorization: Bearer $NET30_KEY"
