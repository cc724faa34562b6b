"""Receives Redflag's webhooks: verifies them, keeps each once, answers at once, and does the work afterwards.

    WEBHOOK_SECRETS="whsec_…" python3 receiver.py

Python 3.9 or later, and nothing else. While a secret is changed, WEBHOOK_SECRETS holds both, with a space between them. PORT is
8787 unless set, and INBOX the file that what came is kept in: a table of yours with a unique id does the same.
"""

import base64
import hashlib
import hmac
import json
import os
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY_BYTES_MAX = 64 * 1024  # Redflag sends less than 20 kB.
TOLERANCE_S = 5 * 60

INBOX = os.environ.get("INBOX", "inbox.jsonl")
KEYS = [
    base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    for secret in os.environ.get("WEBHOOK_SECRETS", "").split()
]

known = set()
waiting = queue.Queue()
inbox_lock = threading.Lock()


def verified_id(headers, body):
    """The event's id, if one of the secrets has signed it within five minutes; else None."""

    def header(name):
        return headers.get("webhook-" + name) or headers.get("svix-" + name) or ""

    event_id, timestamp = header("id"), header("timestamp")
    if not event_id or not timestamp.isascii() or not timestamp.isdigit():
        return None
    if abs(time.time() - int(timestamp)) > TOLERANCE_S:
        return None
    # The bytes as they came: what is parsed and written again has another signature.
    signed = f"{event_id}.{timestamp}.".encode("latin-1") + body
    wanted = [base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()) for key in KEYS]
    for given in header("signature").split(" "):
        version, _, signature = given.partition(",")
        if version != "v1":
            continue
        for each in wanted:
            # In constant time.
            if hmac.compare_digest(signature.encode("latin-1"), each):
                return event_id
    return None


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit():
            self.answer(411, close=True)
            return
        if int(length) > BODY_BYTES_MAX:
            # It is not read to its end.
            self.answer(413, close=True)
            return
        body = self.rfile.read(int(length))
        event_id = verified_id(self.headers, body)
        if event_id is None:
            self.answer(401)
            return
        with inbox_lock:
            # At least once: what came before is answered as it was then.
            is_new = event_id not in known
            if is_new:
                # On disk before the answer: from then on Redflag takes it for delivered.
                append({"id": event_id, "body": body.decode()})
                known.add(event_id)
                # Before the answer: once it is given, the next event may be put here by another thread.
                waiting.put((event_id, body.decode()))
        self.answer(204)

    def do_GET(self):
        self.answer(405, close=True)

    def answer(self, status, close=False):
        self.send_response(status)
        self.send_header("content-length", "0")
        if close:
            self.send_header("connection", "close")
        self.end_headers()

    def log_message(self, *_):
        pass


def work():
    """One after the other, in the order in which they came; what a crash left is done at the next start."""
    while True:
        event_id, body = waiting.get()
        event = json.loads(body)
        handle(event_id, event["type"], event["data"])
        with inbox_lock:
            append({"done": event_id})


def handle(event_id, event_type, data):
    """Yours. It may be called again after a crash, with the same id."""
    if event_type == "alert.created":
        say(f"hold what {data['subject']} moves: {data['severity']} alert {data['alert']}")
    elif event_type == "alert.updated":
        say(f"look again at alert {data['alert']}")
    elif event_type == "alert.final":
        say(f"block and report: alert {data['alert']} is final")
    elif event_type == "alert.withdrawn":
        say(f"release what was held for alert {data['alert']}: {data.get('cause', 'it no longer stands')}")
    elif event_type in ("watchlist.entry_added", "watchlist.entry_removed"):
        say(f"screen your addresses again: list {data['list']} is at version {data['version']}")
    elif event_type == "subscription.disabled":
        say(f"call whoever runs this: nothing more is sent to {data['subscription']}, {data['cause']}")
    else:
        # More types may come. What is not known is kept, and no failure.
        say(f"nothing to do for {event_type} {event_id}")


def append(line):
    with open(os.open(INBOX, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_inbox():
    if not os.path.exists(INBOX):
        return
    left = {}
    with open(INBOX, "r+b") as file:
        content = file.read()
        # What stands behind the last end of a line was cut off by a crash, and never answered for.
        end = content.rfind(b"\n") + 1
        file.truncate(end)
    for text in content[:end].splitlines():
        line = json.loads(text)
        if "done" in line:
            left.pop(line["done"], None)
        else:
            known.add(line["id"])
            left[line["id"]] = line["body"]
    for entry in left.items():
        waiting.put(entry)


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    if not KEYS:
        raise SystemExit("WEBHOOK_SECRETS is not set")
    read_inbox()
    # Its own bound is five connections that wait: more at once would be reset.
    ThreadingHTTPServer.request_queue_size = 128
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8787"))), Receiver)
    say(f"listening on http://127.0.0.1:{server.server_port}")
    threading.Thread(target=work, daemon=True).start()
    server.serve_forever()
