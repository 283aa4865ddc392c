# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""A person at the web pages, without a browser: signs in, reads pages, sends forms. Standard library only."""
import html
import http.cookiejar
import re
import urllib.parse
import urllib.request


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

    def review_by(self, author):
        """The path of that author's review; nothing while it is not there."""
        for row in re.findall(r'<li class="row.*?</li>', self.get("/queue?tab=all"), re.DOTALL):
            if f">{author}<" in row:
                return re.search(r'href="(/reviews/\d+)', row)[1]
        return None
