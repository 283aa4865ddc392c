# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Nothing of the machine the project was written on, and no secret, is in the tree."""
import re
import socket

from lib.source import Offences, files, line_of, read

# Put together from parts, so that this file does not name what it looks for.
MACHINE = re.compile(r"(?<![\w.])/(?:%s)/(?!\*)[\w.]" % "|".join(["wo" + "rk", "ro" + "ot", "Us" + "ers"])
                     + r"|(?<![\w.$}/])/ho" + r"me/(?!reputed\b)\w+")
SECRETS = re.compile("|".join((
    "-----BEGIN [A-Z ]*PRIVATE " + "KEY-----", r"\bghp_\w{30}", r"\bgithub_pat_\w{30}", r"\bAKIA[0-9A-Z]{16}\b",
    r"\bxox[abprs]-[\w-]{20}", r"\bsk-[A-Za-z0-9]{32}", r"\bAIza[\w-]{35}", r"\bglpat-[\w-]{20}",
    r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}")))
MAIL = re.compile(r"(?<![\w.+-/%])[A-Za-z0-9][\w.+-]*@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b")
# RFC 2606 and RFC 6761 reserve these; whatever is written to them reaches nobody. Nor are Google's own service
# accounts people, which its documentation names.
NOBODYS = re.compile(r"^system\.gserviceaccount\.com$|(?:^|\.)(?:example|test|invalid|localhost|local)$|(?:^|\.)example\.(?:com|org|net)$")
NOT_MAIL = re.compile(r"\.(?:service|timer|socket|target|hpp|cpp|py|js|css|json|toml|md)$")
SKIPPED = ("LICENSE", "package-lock.json")


def own_host():
    host = socket.gethostname()
    return re.compile(r"\b%s\b" % re.escape(host)) if len(host) > 8 and host != "localhost" else re.compile(r"(?!)")


def check_file(offences, name, text, host):
    for pattern, words in ((MACHINE, "a path of one machine"), (SECRETS, "something that looks like a secret"),
                           (host, "the name of this machine")):
        for match in pattern.finditer(text):
            offences.add(name, line_of(text, match.start()), words)
    for match in MAIL.finditer(text):
        domain = match[1].lower()
        if not NOBODYS.search(domain) and not NOT_MAIL.search(domain):
            offences.add(name, line_of(text, match.start()), f'an address that may be somebody\'s: "{match.group()}"')


def main():
    offences = Offences()
    host = own_host()
    for name in files():
        text = read(name)
        if name not in SKIPPED and "\0" not in text:
            check_file(offences, name, text, host)
    offences.finish()


if __name__ == "__main__":
    main()
