#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Every recorded feed and page as a source of one service, served by a plain nginx on loopback.

Prints how many yielded items, and how many were refused with which plain words. Fails when the service died,
when a source was never polled, or when nothing was yielded at all. Skips where the documents or nginx are absent.

usage: recorded_documents.py BUILD_FOLDER
"""
import collections
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORDED = ROOT.parent / "shared" / "data" / "recorded"

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; application/xml xml rss; }}
  default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""

SETTINGS = """
[store]
folder = "{folder}/store"
[web]
port = 0
[log]
level = "error"
[polling]
spacing = "1ms"
at_once_per_host = 8
allow_private = true
[[location]]
slug = "recorded"
"""

SOURCE = """
[[source]]
slug = "{slug}"
location = "recorded"
portal = "{portal}"
settings = {{ url = "{url}", allow_private = "yes" }}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def documents():
    for portal, name in (("feed", "feeds"), ("page", "pages")):
        for file in sorted((RECORDED / name).iterdir()):
            yield portal, name, file.name


def write_settings(folder, port, listed):
    text = SETTINGS.format(folder=folder)
    for number, (portal, name, file) in enumerate(listed):
        url = f"http://127.0.0.1:{port}/{name}/{file}"
        text += SOURCE.format(slug=f"{portal}-{number}", portal=portal, url=url)
    settings = folder / "recorded.toml"
    settings.write_text(text, encoding="utf-8")
    return settings


def wait_for_polls(address, wanted, service, deadline=120):
    pattern = re.compile(r"^reputed_polls_total (\d+)", re.M)
    ended = time.monotonic() + deadline
    tick = threading.Event()
    while time.monotonic() < ended and service.poll() is None:
        with urllib.request.urlopen(address + "/metrics", timeout=10) as answer:
            found = pattern.search(answer.read().decode())
        if found and int(found.group(1)) >= wanted:
            return True
        tick.wait(0.2)
    return False


def report(folder, listed):
    store = sqlite3.connect(f"file:{folder}/store/reputed.sqlite?mode=ro", uri=True)
    rows = store.execute(
        "select s.slug, s.portal, p.items_last, p.problem, p.polls, (select count(*) from review r where r.source = s.id),"
        " (select count(*) from aggregate a where a.source = s.id)"
        " from source s left join poll_state p on p.source = s.id").fetchall()
    by_slug = {row[0]: row for row in rows}
    words = collections.Counter()
    yielded = collections.Counter()
    never = []
    for number, (portal, _, file) in enumerate(listed):
        _, _, _, problem, polls, reviews, aggregates = by_slug[f"{portal}-{number}"]
        if not polls:
            never.append(file)
        elif problem:
            words[(portal, problem)] += 1
        elif reviews:
            yielded[portal, "items"] += 1
        elif aggregates:
            yielded[portal, "a summary score only"] += 1
        else:
            yielded[portal, "nothing, being empty of items"] += 1
    for (portal, what), count in sorted(yielded.items()):
        print(f"{portal}: {count} documents yielded {what}")
    for (portal, problem), count in words.most_common():
        print(f"{portal}: {count} refused: {problem}")
    print(f"{sum(row[5] for row in rows)} reviews and mentions stored")
    for file in never:
        print(f"never polled: {file}")
    return sum(yielded.values()) > 0 and not never


def main():
    if not RECORDED.is_dir() or not shutil.which("nginx"):
        print("skipped: the recorded documents or nginx are not here")
        return 0
    build = pathlib.Path(sys.argv[1]).resolve()
    listed = list(documents())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        port = free_port()
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, root=RECORDED))
        nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-e", folder / "error.log"])
        settings = write_settings(folder, port, listed)
        service = subprocess.Popen([build / "reputed", "serve", "--config", settings], stdout=subprocess.PIPE, text=True)
        try:
            address = re.search(r"http://\S+", service.stdout.readline()).group()
            complete = wait_for_polls(address, len(listed), service)
            alive = service.poll() is None
        finally:
            service.send_signal(signal.SIGTERM)
            code = service.wait(timeout=30)
            nginx.terminate()
            nginx.wait()
        print(f"{len(listed)} documents; all polled: {complete}; service alive to the end: {alive}; exit code {code}")
        good = report(folder, listed) and complete and alive and code == 0
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
