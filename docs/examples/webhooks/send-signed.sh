#!/bin/sh
# Sends a signed test to a receiver, as Redflag would, and prints the status that comes back. Needs openssl and curl.
#
#     sh send-signed.sh kumru.whsec http://127.0.0.1:8787
#
# The first is the file that holds the secret.
set -eu

ID="test-$(date +%s)" AT=$(date +%s)
BODY='{"type":"endpoint.test","timestamp":"2026-01-05T12:00:00Z","data":{"subscription":"5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a"}}'

KEY=$(sed 's/^whsec_//' "$1" | base64 -d | od -An -v -tx1 | tr -d ' \n')
SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)

curl -s -o /dev/null -w '%{http_code}\n' "$2" -H "content-type: application/json" \
  -H "webhook-id: $ID" -H "webhook-timestamp: $AT" -H "webhook-signature: v1,$SIGNATURE" -d "$BODY"
