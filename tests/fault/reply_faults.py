#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Answers a review at each portal of the list below while everything goes wrong that can: the service is killed at
every failpoint on the way, the portal fails before and after it took the answer. In the end the portal was given
the answer once, and the review's page says that it is to be seen.

    reply_faults.py BUILD_FOLDER
"""
import sys
import time
import urllib.error

from desk import Desk
from service import Service, lines_of

ANSWER = "We are sorry about the soup. Please write to us."
# What signs a source in at the stand-in, and where its reviews are.
PORTALS = {
    "trusted_shops": ("trusted_shops/chl-0a1b", {
        "channel": "chl-0a1b", "client_id": "desk", "client_secret": "hunter2-trusted-secret",
        "base_url": "{sandbox}/trusted_shops", "oauth_token_url": "{sandbox}/trusted_shops/oauth/token"}),
    "wildberries": ("wildberries/shop", {"token": "hunter2-of-wildberries", "base_url": "{sandbox}/wildberries"}),
}
# Played on requests that write, before or after they were carried out.
FAULTS = {"fails before": ("status", "503"), "fails after": ("status_after", "500"),
          "silent after": ("silence_after", "2")}


def source(name, settings, sandbox):
    pairs = ", ".join(f'{key} = "{value.format(sandbox=sandbox)}"' for key, value in settings.items())
    return (f'[[source]]\nslug = "{name.replace("_", "-")}"\nlocation = "gdansk"\nportal = "{name}"\nname = "{name}"\n'
            f'interval = "1s"\nsettings = {{ {pairs}, allow_private = "yes" }}\n')


def wait_for(what, condition, at_most=120):
    end = time.monotonic() + at_most
    while time.monotonic() < end:
        try:
            if found := condition():
                return found
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.2)
    raise SystemExit(f"waited in vain for {what}")


class Case:
    """One review and the answer to it."""

    def __init__(self, service, desk, portal, author):
        self.service, self.desk, self.portal, self.author = service, desk, portal, author
        place, _ = PORTALS[portal]
        made = service.sandbox.control("publish", place=place, author=author, language="en", rating=1, title="",
                                       body=f"The soup of {author} was cold and the waiter was rude.")
        self.id = made["id"]

    def answer(self):
        path = wait_for(f"the review of {self.author}", lambda: self.desk.review_by(self.author))
        try:
            self.desk.post(path + "/reply", self.desk.get(path), {"answer": ANSWER})
        except (urllib.error.URLError, ConnectionError):
            pass  # it was killed in the middle of saying so

    def is_seen(self):
        path = self.desk.review_by(self.author)
        return path and "Your answer is to be seen on" in self.desk.get(path)

    def problems(self):
        one = next(one for one in self.service.sandbox.ledger()["published"] if one["id"] == self.id)
        if one["answers_taken"] == [ANSWER]:
            return []
        return [f"{self.portal}, {self.author}: the portal was given {one['answers_taken']}"]


def start(service, desk, failpoint=None):
    service.start(failpoint, wait=False)
    lines = lines_of(service.process.stdout)
    setup = None
    while (line := lines.get(timeout=60)) is not None:
        if line.startswith("listening on "):
            desk.address = line.split()[-1]
        if line.startswith("set up: "):
            setup = line.removeprefix("set up: ")
        if desk.address and (setup or desk.cookies):
            return setup
    raise SystemExit(f"it does not start\n{service.complaints()}")


def killed(service, desk, portal, name):
    case = Case(service, desk, portal, f"{portal} {name}")
    desk.address = ""
    start(service, desk, name)
    case.answer()
    wait_for(f"the end at {name}", lambda: service.process.poll() is not None)
    desk.address = ""
    start(service, desk)
    wait_for(f"the answer after {name}", case.is_seen)
    service.stop()
    return case.problems()


def disturbed(service, desk, portal):
    """All faults at once, each on the answers of its own portal and in its turn."""
    problems = []
    for name, fault in FAULTS.items():
        case = Case(service, desk, portal, f"{portal} {name}")
        wait_for("the review", lambda case=case: desk.review_by(case.author))
        service.sandbox.control("fault", path_prefix=f"/{portal}/", kind=fault[0], value=fault[1], times=1,
                                method="POST")
        case.answer()
        wait_for(f"the answer when it {name}", case.is_seen)
        problems += case.problems()
    return problems


def main():
    service = Service(sys.argv[1] if len(sys.argv) > 1 else "build/quick")
    desk = Desk()
    try:
        points = [name for name in service.failpoints() if name.startswith("reply.")]
        text = service.config.read_text()
        service.config.write_text(text[:text.index("[[source]]")] + "".join(
            source(name, settings, service.sandbox.address) for name, (_, settings) in PORTALS.items()))
        desk.set_up(start(service, desk))
        service.stop()
        problems, passed = [], 0
        for portal in PORTALS:
            for name in points:
                found = killed(service, desk, portal, f"{name}:1")
                problems, passed = problems + found, passed + (not found)
            desk.address = ""
            start(service, desk)
            found = disturbed(service, desk, portal)
            problems, passed = problems + found, passed + (not found)
            service.stop()
        for problem in problems:
            print(problem)
        total = len(PORTALS) * (len(points) + 1)
        print(f"{len(PORTALS)} portals, {len(points)} failpoints, {len(FAULTS)} faults")
        print(f"{passed} passed, {total - passed} failed")
        return 1 if problems else 0
    finally:
        service.close()


if __name__ == "__main__":
    sys.exit(main())
