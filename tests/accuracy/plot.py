# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Small line plots as SVG: some panels side by side, each with lines over 0 to 1 in both directions."""
from html import escape

SIZE, GAP, MARGIN, TOP = 260, 70, 50, 40
COLOURS = ("#1f5fa8", "#c2570c", "#4d7c0f", "#7c3aed")


class Panel:
    """`lines`: name to a list of (x, y, weight); weight is the size of the point, 0 to 1. `ticks`: (x, words)."""

    def __init__(self, title, lines, across, up, ticks=None, diagonal=False):
        self.title, self.lines, self.across, self.up, self.diagonal = title, lines, across, up, diagonal
        self.ticks = ticks or [(i / 5, f"{i * 20} %") for i in range(6)]


def text(x, y, words, anchor="middle", size=12, more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="#222"{more}>'
            f"{escape(words)}</text>")


def frame(panel, left):
    bottom = TOP + SIZE
    out = [text(left + SIZE / 2, TOP - 14, panel.title, size=14)]
    for i in range(6):
        y = bottom - SIZE * i / 5
        out.append(f'<line x1="{left}" x2="{left + SIZE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(text(left - 6, y + 4, f"{i * 20} %", "end", 11))
    out += [text(left + SIZE * x, bottom + 16, words, size=11) for x, words in panel.ticks]
    out.append(text(left + SIZE / 2, bottom + 36, panel.across))
    middle = TOP + SIZE / 2
    out.append(text(left - 42, middle, panel.up, more=f' transform="rotate(-90 {left - 42:.1f} {middle:.1f})"'))
    if panel.diagonal:
        out.append(f'<line x1="{left}" y1="{bottom}" x2="{left + SIZE}" y2="{TOP}" stroke="#999" '
                   'stroke-dasharray="4 4"/>')
    return out


def curve(points, left, colour):
    places = [(left + SIZE * x, TOP + SIZE * (1 - y), weight) for x, y, weight in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    out = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
    out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + 5 * weight ** 0.5:.1f}" fill="{colour}"/>'
            for x, y, weight in places]
    return out


def svg(panels):
    names = list(dict.fromkeys(name for panel in panels for name in panel.lines))
    width, height = MARGIN + len(panels) * (SIZE + GAP), TOP + SIZE + 74
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           f'viewBox="0 0 {width} {height}" font-family="sans-serif" role="img">',
           f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for i, panel in enumerate(panels):
        left = MARGIN + 14 + i * (SIZE + GAP)
        out += frame(panel, left)
        for name, points in panel.lines.items():
            out += curve(points, left, COLOURS[names.index(name) % len(COLOURS)])
    for i, name in enumerate(names):
        x, y = MARGIN + 14 + i * 130, height - 14
        out.append(f'<rect x="{x}" y="{y - 9}" width="12" height="12" fill="{COLOURS[i % len(COLOURS)]}"/>')
        out.append(text(x + 18, y + 1, name, "start"))
    return "\n".join(out + ["</svg>", ""])
