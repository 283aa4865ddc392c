# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""A person at the web pages, without a browser: signs in, reads pages, sends forms. Standard library only."""
import html
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request

from service import lines_of


class Desk:
    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.address = ""

    def get(self, path):
        with self.browser.open(self.address + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path, page, fields):
        """Sends a form with the hidden fields of `page`."""
        hidden = dict(re.findall(r'<input type="hidden" name="(form_token|revision|in)" value="([^"]*)"', page))
        form = {name: html.unescape(value) for name, value in hidden.items()} | fields
        request = urllib.request.Request(self.address + path, urllib.parse.urlencode(form).encode(),
                                         {"Origin": self.address})
        with self.browser.open(request, timeout=30) as answer:
            return answer.read().decode()

    def set_up(self, link):
        path = urllib.parse.urlsplit(link)
        path = path.path + ("?" + path.query if path.query else "")
        self.post(path, self.get(path), {"name": "Anna", "mail": "anna@morvela.example", "language": "en",
                                         "password": "four words make one"})

    def connect(self, source):
        """Consents at the portal, as its owner would."""
        page = self.get(f"/sources/{source}/connect")
        consent = html.unescape(re.search(r'id="authorize" href="([^"]*)"', page)[1])
        with self.browser.open(consent, timeout=30) as answer:
            back = html.unescape(re.search(r'id="allow" href="([^"]*)"', answer.read().decode())[1])
        with self.browser.open(back, timeout=30) as answer:
            answer.read()

    def review_with(self, words):
        """The path of the review whose row has these words; nothing while it is not there."""
        for row in re.findall(r'<li class="row.*?</li>', self.get("/queue?tab=all"), re.DOTALL):
            if words in html.unescape(re.sub(r"<[^>]+>", "", row)):
                return re.search(r'href="(/reviews/\d+)', row)[1]
        return None


def start(service, desk, failpoint=None):
    """Starts the service and waits until it listens; the link to set it up with, at its first start."""
    desk.address = ""
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


def wait_for(what, condition, service, at_most=120):
    """Until the condition holds; the service may be down for a while."""
    end = time.monotonic() + at_most
    while time.monotonic() < end:
        try:
            if found := condition():
                return found
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise SystemExit(f"waited in vain for {what}\n{service.complaints()}")
