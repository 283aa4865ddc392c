#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Answers reviews at every portal of the sandbox that takes answers, while everything goes wrong that can: the service
is killed at every failpoint on the way, the portal fails before and after it took the answer, moderation rejects it,
somebody takes it away later. In the end each portal was given each answer once, and the review's page says how it is.

    reply_faults.py BUILD_FOLDER [PORTAL...]
"""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import urllib.error

from desk import Desk, start, wait_for
from service import Service

ANSWER = "We are sorry about the soup. Please write to us."
LIVE = "Your answer is to be seen on"
AT_ONCE = 4
# Played on the request that writes, before or after it was carried out.
FAULTS = {"fails before": ("status", "503"), "fails after": ("status_after", "500"),
          "silent after": ("silence_after", "2")}
WRITES = {"google_business": "PUT", "allegro": "PUT"}
# What moderation says when it throws an answer out, where it says anything.
REJECTED = {"google_business": "REJECTED", "yandex_market": "BANNED", "wildberries": "rejected"}
# Only the daily sweep shows what became of an answer there; an ordinary poll brings changed reviews alone.
SWEPT_ONCE_A_DAY = {"booking"}


def portals(build):
    told = subprocess.run([build / "test_contract", "[.settings]"], check=True, text=True, stdout=subprocess.PIPE)
    all_of_them = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    return [one for one in all_of_them if one["answers"]]


def source(portal, sandbox):
    base = f"{sandbox}/{portal['portal']}"
    settings = {name: value.replace("BASE", base) for name, value in portal["settings"].items()}
    if portal["consent"]:
        settings["oauth_authorize_url"] = base + "/oauth/authorize"
    pairs = ", ".join(f"{name} = {json.dumps(value)}" for name, value in settings.items())
    return (f'[[source]]\nslug = "it"\nlocation = "gdansk"\nportal = "{portal["portal"]}"\nname = "It"\n'
            f"interval = \"1s\"\nsettings = {{ {pairs} }}\n")


class Case:
    """One review and the answer to it."""

    def __init__(self, story, number):
        self.story, self.words = story, f"soup number {number}x was cold"
        made = story.service.sandbox.control(
            "publish", place=story.portal["place"], author=f"guest{number}", language="en",
            rating=story.portal["rating"], title="", body=f"The {self.words} and the waiter was rude.")
        self.id = made["id"]

    def path(self):
        return self.story.desk.review_with(self.words)

    def answer(self):
        path = self.story.wait("its review", self.path)
        try:
            self.story.desk.post(path + "/reply", self.story.desk.get(path), {"answer": ANSWER})
        except (urllib.error.URLError, ConnectionError):
            pass  # it was killed in the middle of saying so

    def says(self, words):
        path = self.path()
        return path and words in self.story.desk.get(path)

    def problem(self):
        ledger = self.story.service.sandbox.ledger()["published"]
        taken = next(one for one in ledger if one["id"] == self.id)["answers_taken"]
        return None if taken == [ANSWER] else f"the portal was given {taken}"


class Story:
    """Everything that happens to the answers of one portal."""

    def __init__(self, build, portal):
        self.portal, self.service, self.desk = portal, Service(build), Desk()
        self.doing, self.cases, self.found = "setting up", 0, []
        text = self.service.config.read_text()
        self.service.config.write_text(text[:text.index("[[source]]")] + source(portal, self.service.sandbox.address))

    def wait(self, what, condition):
        return wait_for(f"{what} ({self.portal['portal']}, {self.doing})", condition, self.service)

    def case(self, doing):
        self.doing = doing
        self.cases += 1
        return Case(self, self.cases)

    def finish(self, case):
        if problem := case.problem():
            self.found.append(f"{self.portal['portal']}, {self.doing}: {problem}")

    def killed(self, failpoint):
        case = self.case(f"killed at {failpoint}")
        start(self.service, self.desk, failpoint + ":1")
        case.answer()
        self.wait("the end", lambda: self.service.process.poll() is not None)
        start(self.service, self.desk)
        self.wait("the answer", lambda: case.says(LIVE))
        self.finish(case)
        self.service.stop()

    def disturbed(self, name, fault):
        case = self.case(name)
        self.wait("its review", case.path)
        self.service.sandbox.control("fault", path_prefix=f"/{self.portal['portal']}/", kind=fault[0], value=fault[1],
                                     times=1, method=WRITES.get(self.portal["portal"], "POST"))
        case.answer()
        self.wait("the answer", lambda: case.says(LIVE))
        self.finish(case)

    def seen_with_its_review(self, doing):
        case = self.case(doing)
        case.answer()
        self.wait("the answer", lambda: case.says(LIVE))
        self.wait("the answer in the list", lambda: case.says("Your answer on the portal"))
        return case

    def rejected(self, word):
        case = self.seen_with_its_review("rejected by moderation")
        self.service.sandbox.control("answer_state", id=case.id, state=word)
        self.wait("the rejection", lambda: case.says("no longer to be seen") or case.says("does not show your answer"))
        self.finish(case)

    def taken_away(self):
        case = self.seen_with_its_review("taken away later")
        self.service.sandbox.control("answer_state", id=case.id, state="gone")
        self.wait("the loss", lambda: case.says("Your answer is no longer to be seen on"))
        self.finish(case)

    def play(self):
        Case(self, 0)  # a place without reviews is no place yet
        points = [name for name in self.service.failpoints() if name.startswith("reply.")]
        self.desk.set_up(start(self.service, self.desk))
        if self.portal["consent"]:
            self.desk.connect(re.search(r"/sources/(\d+)", self.desk.get("/sources"))[1])
        self.service.stop()
        for name in points:
            self.killed(name)
        start(self.service, self.desk)
        for name, fault in FAULTS.items():
            self.disturbed(name, fault)
        if word := REJECTED.get(self.portal["portal"]):
            self.rejected(word)
        if self.portal["portal"] not in SWEPT_ONCE_A_DAY:
            self.taken_away()
        self.service.stop()


def play(build, portal):
    story = Story(build, portal)
    try:
        story.play()
    except (SystemExit, Exception) as error:  # pylint: disable=broad-except
        story.found.append(f"{portal['portal']}, {story.doing}: {error!r}")
    finally:
        story.service.close()
    print(f"{portal['portal']}: {story.cases} answers, {len(story.found)} problems", flush=True)
    return story


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/quick").resolve()
    wanted = [one for one in portals(build) if not sys.argv[2:] or one["portal"] in sys.argv[2:]]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        stories = list(pool.map(lambda portal: play(build, portal), wanted))
    problems = [problem for story in stories for problem in story.found]
    for problem in problems:
        print(problem)
    answers = sum(story.cases for story in stories)
    print(f"{len(stories)} portals")
    print(f"{answers - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
