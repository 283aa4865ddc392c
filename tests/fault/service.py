# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The service and its stand-in portals as processes, for the fault tests. Standard library only."""
import email
import email.policy
import json
import os
import pathlib
import queue
import re
import signal
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request

PLACES = ["page/guests", "feed/forum", "app_store/1630000042/us", "mastodon/morvela"]
RECIPIENT = "anna@morvela.example"
MARK = re.compile(r"\bmark-(\d+)-end\b")

CONFIG = """
[site]
name = "Morvela"
[store]
folder = "{folder}/data"
[web]
port = 0
[alerts]
to = ["{recipient}"]
an_hour = 10000
[polling]
spacing = "1ms"
least = "1s"
allow_private = true
[log]
level = "warning"
[[location]]
slug = "gdansk"
name = "Gdańsk"
zone = "Europe/Warsaw"
answer_within = "4h"
[[source]]
slug = "guests"
location = "gdansk"
portal = "page"
name = "Guest book"
interval = "1s"
settings = {{ url = "{sandbox}/pages/guests", allow_private = "yes" }}
[[source]]
slug = "forum"
location = "gdansk"
portal = "feed"
name = "Forum"
interval = "1s"
settings = {{ url = "{sandbox}/feeds/forum.atom", allow_private = "yes" }}
[[source]]
slug = "app"
location = "gdansk"
portal = "app_store"
name = "App"
interval = "1s"
settings = {{ app_id = "1630000042", countries = "us", base_url = "{sandbox}", allow_private = "yes" }}
[[source]]
slug = "mastodon"
location = "gdansk"
portal = "mastodon"
name = "Mastodon"
interval = "1s"
settings = {{ instance = "{sandbox}", tag = "morvela", allow_private = "yes" }}
"""


def lines_of(stream):
    """Lines of a pipe as a queue, so that waiting for one can have an end."""
    lines = queue.Queue()

    def read():
        for line in stream:
            lines.put(line.rstrip("\n"))
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


class Sandbox:
    """The stand-in portals. They end with this process."""

    def __init__(self, build):
        self.process = subprocess.Popen(
            [build / "reputed-sandbox", "--tied", "--rate", "100000000", "--window", "2000"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().split()[-1]

    def control(self, what, **body):
        request = urllib.request.Request(f"{self.address}/control/{what}", json.dumps(body).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def ledger(self):
        with urllib.request.urlopen(f"{self.address}/control/ledger", timeout=30) as answer:
            return json.load(answer)

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


class Guests:
    """Writes numbered reviews, so that each can be found again in the store and in the mails."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.count = 0
        self.ids = {place: [] for place in PLACES}

    def publish(self, place, rating=None):
        self.count += 1
        rated = place.startswith(("page", "app_store"))
        made = self.sandbox.control(
            "publish", place=place, author=f"guest{self.count}", language="en",
            title="" if place.startswith("mastodon") else f"Stay {self.count}",
            body=f"What guest mark-{self.count}-end has to say.",
            rating=(rating or (1 if self.count % 3 else 5)) if rated else None)
        self.ids[place].append((made["id"], self.count))

    def act(self):
        """A review, and now and then an edit or a removal of an earlier one."""
        place = PLACES[self.count % len(PLACES)]
        self.publish(place)
        if self.count % 11 == 0 and place != "mastodon/morvela":
            number, mark = self.ids[place][-1]
            self.sandbox.control("edit", id=number, body=f"What guest mark-{mark}-end says on second thoughts.")
        if self.count % 17 == 0 and len(self.ids["feed/forum"]) > 2:
            number, _ = self.ids["feed/forum"].pop(-2)
            self.sandbox.control("remove", id=number)


class Service:
    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.sandbox = Sandbox(self.build)
        self.sandbox.control("shape", place="page/guests", name="ids")
        self.room = tempfile.TemporaryDirectory(prefix="reputed-fault-")
        self.folder = pathlib.Path(self.room.name)
        self.config = self.folder / "reputed.toml"
        self.config.write_text(CONFIG.format(folder=self.folder, sandbox=self.sandbox.address, recipient=RECIPIENT))
        self.log = open(self.folder / "log", "ab")
        self.ready_times = []
        self.process = None

    def failpoints(self):
        listed = subprocess.run([self.build / "reputed", "version", "--failpoints"], check=True, text=True,
                                stdout=subprocess.PIPE).stdout
        return [name for name in listed.split() if "." in name and "-" in name]

    def start(self, failpoint=None, wait=True):
        """True when it listens; False when it ended before."""
        environment = dict(os.environ)
        if failpoint:
            environment["REPUTED_FAILPOINT"] = failpoint
        began = time.monotonic()
        self.process = subprocess.Popen([self.build / "reputed", "serve", "--config", self.config], text=True,
                                        stdout=subprocess.PIPE, stderr=self.log, env=environment)
        if not wait:
            return True
        lines = lines_of(self.process.stdout)
        while True:
            line = lines.get(timeout=60)
            if line is None:
                self.process.wait(60)
                return False
            if line.startswith("listening on "):
                self.ready_times.append(time.monotonic() - began)
                return True

    def kill(self):
        self.process.kill()
        self.process.wait(60)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(60) != 0:
            raise SystemExit(f"it did not end well: {self.process.returncode}\n{self.complaints()}")

    def complaints(self):
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def export(self):
        done = subprocess.run([self.build / "reputed", "export", "--format", "jsonl", "--config", self.config],
                              stdout=subprocess.PIPE, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines() if line]

    def mails(self):
        """Message-IDs by the mark of the review they tell of, one entry a mail."""
        found = {}
        for file in (self.folder / "data" / "mail" / "new").glob("*"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            text = mail.get_body(("plain",)).get_content() + str(mail["subject"])
            for mark in set(MARK.findall(text)):
                found.setdefault(int(mark), []).append(mail["message-id"])
        return found

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        self.sandbox.stop()
        self.log.close()
        self.room.cleanup()


class Comparison:
    """The ledger of the portals beside the store and the mails."""

    def __init__(self, service):
        ledger = [one for one in service.sandbox.ledger()["published"] if MARK.search(one["body"])]
        stored = {}
        for row in service.export():
            if mark := MARK.search(row["body"]):
                stored.setdefault(int(mark[1]), []).append(row)
        mails = service.mails()
        self.published = len(ledger)
        self.stored = len(stored)
        self.mailed = sum(len(ids) for ids in mails.values())
        self.problems = []
        self.repeated_mails = 0
        self.unseen = 0
        marks = set()
        for one in ledger:
            mark = int(MARK.search(one["body"])[1])
            marks.add(mark)
            self.check(one, mark, stored.get(mark, []), mails.get(mark, []))
        for mark in stored.keys() - marks:
            self.problems.append(f"invented: {mark}")

    def check(self, one, mark, rows, mails):
        if not rows:
            # What was taken away before anybody looked was never there.
            self.unseen += bool(one["removed"])
            if not one["removed"]:
                self.problems.append(f"lost: {one['place']} {mark}")
            return
        if len(rows) > 1:
            self.problems.append(f"duplicated: {one['place']} {mark}, {len(rows)} times")
        if rows[0]["body"] != one["body"] and not one["removed"]:
            self.problems.append(f"old version: {one['place']} {mark}: {rows[0]['body']}")
        if bool(rows[0]["removed"]) != bool(one["removed"]):
            self.problems.append(f"removal: {one['place']} {mark} is {one['removed']}, stored {rows[0]['removed']!r}")
        negative = one["rating"] is not None and one["rating"] <= 2
        if negative and not mails:
            self.problems.append(f"no mail: {one['place']} {mark}")
        if len(set(mails)) > 1:
            self.problems.append(f"two Message-IDs: {one['place']} {mark}: {sorted(set(mails))}")
        self.repeated_mails += max(0, len(mails) - 1)

    def describe(self):
        return (f"published {self.published}, of these removed unseen {self.unseen}, stored {self.stored}, "
                f"mails {self.mailed} ({self.repeated_mails} repeated with the same Message-ID)")


def wait_for_match(service, at_most=60):
    """Compares until nothing is amiss or the time is over; a last look after quiet finds late doubles."""
    end = time.monotonic() + at_most
    while True:
        comparison = Comparison(service)
        if not comparison.problems or time.monotonic() > end:
            break
        time.sleep(0.5)
    if not comparison.problems:
        time.sleep(1.5)
        comparison = Comparison(service)
    return comparison


def first_import(service, guests):
    """One review in each place, read as history, so that everything later is news."""
    for place in PLACES:
        guests.publish(place, rating=5)
    if not service.start():
        raise SystemExit(f"it does not start\n{service.complaints()}")
    comparison = wait_for_match(service)
    if comparison.problems:
        raise SystemExit("the first import failed: " + "; ".join(comparison.problems) + "\n" + service.complaints())
    service.stop()


def describe_times(times):
    if not times:
        return "never"
    return f"median {statistics.median(times):.2f} s, longest {max(times):.2f} s"


def count_of(problems, kind):
    return sum(1 for problem in problems if problem.startswith(kind))
