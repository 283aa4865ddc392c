# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The rules for coroutines: forms that some compilers break, and lifetimes that nobody can see."""
import re

from lib.source import Offences, closing, code_only, files, line_of, read

# Coroutines may take these by reference: the application owns them and ends after every task.
OWNED_BY_THE_APPLICATION = (
    "Clock", "HttpClient", "Engine", "Store", "Site", "Poller", "Deliverer", "Server", "App", "MailTransport",
    "Broadcast", "Signal", "TaskGroup", "Shutdown",
)
OPENS_BLOCK = re.compile(r"(?:[)\]>;{}:]|\b(?:else|try|do|mutable|noexcept|const|override|final)|\w)\s+$")


def is_block(code, position):
    """A brace that opens statements, not an initialiser. Our formatting puts a blank before the former."""
    before = code[max(0, position - 80):position]
    if re.search(r"(?:=|\(|,|\breturn|\bco_return|\{)\s*$", before):
        return bool(re.search(r"\{\s*$", before)) and not re.search(r"\w\{\s*$", before)
    return bool(OPENS_BLOCK.search(before)) or before.strip() == ""


def check_statements(offences, name, code):
    """Walks once over the code and remembers, for each statement, its open brackets and its co_awaits."""
    stack = []       # of (bracket, is block, is call)
    awaits = [0]     # of the statement in each open block
    for match in re.finditer(r"[(){}\[\];]|\bco_await\b", code):
        token, at = match.group(), match.start()
        if token == "(":
            before = code[max(0, at - 60):at]
            word = re.search(r"([\w>\])]+)\s*$", before)
            stack.append(("(", word[1] if word else ""))
        elif token == "[":
            stack.append(("[", ""))
        elif token == "{":
            block = is_block(code, at)
            stack.append(("{", "block" if block else ""))
            if block:
                awaits.append(0)
        elif token in ")]}":
            if stack:
                bracket, kind = stack.pop()
                if bracket == "{" and kind == "block":
                    awaits.pop()
                    awaits[-1] = 0
        elif token == ";":
            # The semicolons of a for head do not end its statement.
            if not stack or stack[-1][0] == "{":
                awaits[-1] = 0
        else:
            awaits[-1] += 1
            line = line_of(code, at)
            if awaits[-1] > 1:
                offences.add(name, line, "more than one co_await in a statement")
            for bracket, kind in reversed(stack):
                if bracket == "{" and kind == "block":
                    break
                if bracket == "(" and kind in ("if", "while", "switch", "for"):
                    offences.add(name, line, f"co_await in the head of {kind}; name its result first")
                elif bracket == "(" and kind not in ("", "co_await", "return", "co_return"):
                    offences.add(name, line, f"co_await among the arguments of {kind}(); name its result first")


def parameters(text):
    """Splits a parameter list at its outer commas."""
    depth, start, found = 0, 0, []
    for at, c in enumerate(text):
        depth += c in "(<[{"
        depth -= c in ")>]}"
        if c == "," and depth == 0:
            found.append(text[start:at])
            start = at + 1
    return found + [text[start:]]


def outer(text):
    """The text without what stands in brackets: function<void(Thing&)> is a value."""
    while (inner := re.sub(r"\([^()]*\)|<[^<>]*>", "", text)) != text:
        text = inner
    return text


def check_parameters(offences, name, code):
    """Functions and lambdas that return a task take their parameters by value."""
    heads = [match.end() - 1 for match in re.finditer(r"\bTask<[^;{}()]*>\s+(?:\w+::)*\w+\(", code)]
    for match in re.finditer(r"\)\s*(?:mutable\s*)?->\s*(?:\w+::)*Task<", code):
        depth = 0
        for at in range(match.start(), -1, -1):
            depth += (code[at] == ")") - (code[at] == "(")
            if depth == 0:
                heads.append(at)
                break
    for head in heads:
        for parameter in parameters(code[head + 1:closing(code, head)]):
            declared = parameter.split("=")[0]
            if "&" not in outer(declared):
                continue
            kind = re.search(r"(\w+)\s*&", outer(declared))
            if kind is None or kind[1] not in OWNED_BY_THE_APPLICATION:
                offences.add(name, line_of(code, head),
                             f"a coroutine takes \"{' '.join(parameter.split())}\" by reference")


LAMBDA = re.compile(r"(?<![\w\])\[])\s*\[(?!\[)")


def lambdas(code):
    """(start, capture, body start, body end) of every lambda."""
    for match in LAMBDA.finditer(code):
        start = match.end() - 1
        end = closing(code, start)
        at = end + 1
        rest = re.compile(r"\s*").match(code, at).end()
        if code[rest:rest + 1] == "(":
            rest = closing(code, rest) + 1
        head = re.compile(r"(?:\s*(?:mutable|noexcept|constexpr|static))*\s*(?:->[^{};()]*)?\s*\{").match(code, rest)
        if head:
            yield start, code[start + 1:end].strip(), head.end(), closing(code, head.end() - 1)


def check_lambdas(offences, name, code):
    found = list(lambdas(code))
    for start, capture, begin, end in found:
        body = code[begin:end]
        for _, _, inner_begin, inner_end in found:
            if begin <= inner_begin and inner_end < end:
                inner = slice(inner_begin - begin, inner_end - begin)
                body = body[:inner.start] + " " * (inner.stop - inner.start) + body[inner.stop:]
        if capture and re.search(r"\bco_(?:await|return|yield)\b", body):
            offences.add(name, line_of(code, start), f"a lambda that captures [{capture}] is a coroutine")


def check_file(offences, name, text):
    if "Task<" not in text and "co_" not in text:
        return
    code = code_only(text)
    check_statements(offences, name, code)
    check_parameters(offences, name, code)
    check_lambdas(offences, name, code)


def main():
    offences = Offences()
    for name in files(".cpp", ".hpp", under=("src", "fetchers", "storage", "templates")):
        check_file(offences, name, read(name))
    offences.finish()


if __name__ == "__main__":
    main()
