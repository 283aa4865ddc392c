#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""A real WordPress beside the service: a comment written in its form arrives by interface and by feed as one record,
an answer written at the desk stands on the page, edits and the trash are seen, and an answer given there closes the
case.

    comments.py BUILD_FOLDER
"""
import html
import http.cookiejar
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import urllib.request

import site_of_wordpress as wordpress

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "fault"))
from desk import Desk, start, wait_for  # noqa: E402
from service import Service  # noqa: E402

SOURCES = """
[[source]]
slug = "comments"
location = "gdansk"
portal = "wordpress"
name = "Our site"
interval = "1s"
settings = {{ site = "{address}", user = "owner", password = "{password}", allow_private = "yes" }}
[[source]]
slug = "feed"
location = "gdansk"
portal = "feed"
name = "Feed of our site"
interval = "1s"
settings = {{ url = "{address}/comments/feed/", allow_private = "yes" }}
"""
COMPLAINT = "The soup was cold and the waiter was rude. I want my money back."
EDITED = "The soup was cold, the waiter was rude, and nobody has called me. I want my money back."
ANSWER = "We are sorry about the soup & the waiter. Please call \u201cAnna\u201d."


class Browser:
    """Somebody with cookies at the site's own pages."""

    def __init__(self, site):
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)

    def get(self, address):
        with self.browser.open(address, timeout=30) as answer:
            return answer.read().decode()

    def send(self, address, fields):
        with self.browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
            return answer.read().decode()

    @staticmethod
    def hidden(page, form_id):
        form = re.search(rf'<form[^>]*\bid="{form_id}".*?</form>', page, re.DOTALL)[0]
        found = {}
        for tag in re.findall(r"<input[^>]*>", form):
            pairs = dict(re.findall(r"""([\w-]+)=["']([^"']*)["']""", tag))
            if pairs.get("type") == "hidden" and "name" in pairs:
                found[pairs["name"]] = html.unescape(pairs.get("value", ""))
        return found

    def comment(self, author, text, parent=0):
        fields = self.hidden(self.get(self.site.page), "commentform")
        fields |= {"author": author, "email": "guest@morvela.example", "url": "", "comment": text,
                   "comment_parent": parent, "submit": "Post Comment"}
        self.send(self.site.address + "/wp-comments-post.php", fields)

    def sign_in(self):
        self.get(self.site.address + "/wp-login.php")
        self.send(self.site.address + "/wp-login.php", {"log": self.site.user, "pwd": self.site.password,
                                                        "wp-submit": "Log In", "testcookie": 1})

    def edit(self, comment, text):
        page = self.get(f"{self.site.address}/wp-admin/comment.php?action=editcomment&c={comment}")
        fields = self.hidden(page, "post")
        for name in ("newcomment_author", "newcomment_author_email", "comment_status"):
            value = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
            fields[name] = html.unescape(value[1]) if value else ""
        self.send(self.site.address + "/wp-admin/comment.php",
                  fields | {"content": text, "comment_status": "1", "save": "Update"})

    def trash(self, comment):
        page = self.get(f"{self.site.address}/wp-admin/comment.php?action=editcomment&c={comment}")
        link = re.search(r'href=["\']([^"\']*action=trashcomment[^"\']*)', page)[1]
        self.get(urllib.parse.urljoin(self.site.address + "/wp-admin/", html.unescape(link)))


class Story:
    def __init__(self, build):
        self.site = wordpress.WordPress()
        self.service = Service(build)
        self.guest, self.owner, self.desk = Browser(self.site), Browser(self.site), Desk()
        text = self.service.config.read_text()
        self.service.config.write_text(text[:text.index("[[source]]")] + SOURCES.format(
            address=self.site.address, password=self.site.application_password))
        self.passed = 0

    def close(self):
        self.service.close()
        self.site.close()

    def wait(self, what, condition):
        return wait_for(what, condition, self.service)

    def poll(self):
        """Now: WordPress asks readers of its feed to come back in an hour."""
        page = self.desk.get("/sources")
        for number in sorted(set(re.findall(r'href="/sources/(\d+)"', page))):
            self.desk.post(f"/sources/{number}/poll", page, {})

    def records(self, author):
        return [row for row in self.service.export() if row["author"] == author]

    def done(self, what):
        self.passed += 1
        print(f"ok  {what}", flush=True)

    def arrival(self):
        self.guest.comment("Piotr", COMPLAINT)
        path = self.wait("the complaint", lambda: self.desk.review_with("Piotr"))
        self.poll()
        self.wait("the feed to bring it too", lambda: "Also seen through" in self.desk.get(path))
        self.done("a comment written in the site's form is at the desk")
        found = self.records("Piotr")
        if len(found) != 1 or found[0]["body"] != COMPLAINT:
            raise SystemExit(f"not one record: {found}")
        self.done("by interface and by feed it is one record")
        return path

    def notification(self):
        """The mail that WordPress sends its owner tells the same as its interface."""
        mail = self.wait("the notification", lambda: next(
            (file for file in self.site.mails() if "waiter" in file.read_text()), None))
        told = subprocess.run([self.service.build / "reputed", "parse", "--as", "mail", mail], check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        item = json.loads(told)["items"][0]
        record = self.records("Piotr")[0]
        if (item["author"], item["body"], item["url"]) != ("Piotr", COMPLAINT, record["url"]):
            raise SystemExit(f"the mail was read as {item}")
        self.done("the mail about it is read as the same comment")

    def answer(self, path):
        self.desk.post(path + "/reply", self.desk.get(path), {"answer": ANSWER})
        self.wait("the answer to be read back", lambda: "Your answer is to be seen on" in self.desk.get(path))
        shown = re.sub(r"<[^>]+>", "", html.unescape(self.guest.get(self.site.page)))
        if shown.count("sorry about the soup & the waiter") != 1:
            raise SystemExit("the answer does not stand on the site's page, or not once")
        self.done("an answer written at the desk stands on the site's page")

    def edit_and_trash(self, path):
        comment = re.search(r"#comment-(\d+)", self.desk.get(path))[1]
        self.owner.sign_in()
        self.owner.edit(comment, EDITED)
        self.wait("the edit", lambda: "Edited by the author, seen" in self.desk.get(path))
        if "The review was edited since you answered." not in self.desk.get(path):
            raise SystemExit("nobody is told that the answer is older than the edit")
        self.done("an edit on the site is a version, and the answer is called stale")
        self.owner.trash(comment)
        self.wait("the removal", lambda: "Removed from the portal, seen" in self.desk.get(path))
        self.done("a comment in the site's trash is a removal")

    def answered_there(self):
        self.guest.comment("Ewa", "The cake was stale and far too expensive, never again!")
        path = self.wait("the next complaint", lambda: self.desk.review_with("Ewa"))
        comment = re.search(r"#comment-(\d+)", self.desk.get(path))[1]
        self.owner.comment("", "We are sorry about the cake.", parent=comment)
        self.wait("the answer given there", lambda: "Your answer on the portal" in self.desk.get(path))
        if self.desk.review_with("sorry about the cake"):
            raise SystemExit("the owner's answer became a comment of its own")
        self.done("an answer given on the site closes the case, and is no comment of its own")

    def wrong_password(self):
        self.service.stop()
        text = self.service.config.read_text()
        self.service.config.write_text(text.replace(self.site.application_password, "wrong wrong wrong"))
        start(self.service, self.desk)
        self.wait("an incident", lambda: "application password" in self.desk.get("/sources"))
        self.done("a password that the site does not accept is an incident, not silence")

    def play(self):
        self.guest.comment("Anna", "The fish was wonderful, thank you!")
        self.desk.set_up(start(self.service, self.desk))
        self.wait("what was there before", lambda: self.desk.review_with("Anna"))
        path = self.arrival()
        self.notification()
        self.answer(path)
        self.edit_and_trash(path)
        self.answered_there()
        self.wrong_password()


def main():
    if lacking := wordpress.missing():
        print(f"skipped: these packages are not installed: {' '.join(lacking)}")
        return 0
    story = Story(sys.argv[1] if len(sys.argv) > 1 else "build/quick")
    try:
        story.play()
        print(f"{story.passed} passed, 0 failed")
        return 0
    finally:
        story.close()


if __name__ == "__main__":
    sys.exit(main())
