"""Texts that would run, load or hide something if a page took them for mark-up, code or an address, and where they go.

Each that runs calls ``fired.push``, which the browser of the tests listens to.
"""

from __future__ import annotations

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, tables

PAYLOADS = (
    "<img src=x onerror=fired.push(1)>",
    "</script><script>fired.push(2)</script>",
    "<svg/onload=fired.push(3)>",
    "</title></style></textarea><script>fired.push(4)</script>",
    "'\"><b onmouseover=fired.push(5) style=position:fixed;inset:0>over</b>",
    "<a href=javascript:fired.push(6)>href</a>",
    "</option></select><img src=x onerror=fired.push(7)>",
    "<iframe srcdoc='<script>parent.fired.push(8)</script>'></iframe>",
    "<details open ontoggle=fired.push(9)>x</details>",
    "<style>* { display: none !important }</style>",
    "<!-- <script>",
    "--> ]]> <![CDATA[",
    "{{constructor.constructor('fired.push(10)')()}} {% raw %} {# x",
    "${fired.push(11)} `;fired.push(12);//",
    '"+fired.push(13)+" \\");fired.push(14);//',
    "\\u003cimg src=x onerror=fired.push(15)\\u003e &lt;img&gt; %3Cimg%3E",
    "a\u2028fired.push(16)\u2029b",
    "javascript:fired.push(17)",
    "__proto__",
    "constructor",
    "toString",
    "=cmd|' /C calc'!A0",
    "\u202enommargorp\u202c \u200b\ufeff",
    "L" * 400,
    "two\nlines\tand a tab",
    "1em; background: url(http://127.0.0.1:9/x)",
)
"""Beside marks of every kind: the payloads that fired in pyvis' own template, in labels, titles, ids and headings."""
ADDRESSES = (
    "javascript:fired.push(30)",
    " JaVaScRiPt:fired.push(31)",
    "java\nscript:fired.push(32)",
    "data:text/html,<script>parent.fired.push(33)</script>",
    "vbscript:fired",
    "file:///etc/passwd",
    "//127.0.0.1:9/x",
    'https://example.org/" onmouseover="fired.push(34)',
    "https://example.org/'><img src=x onerror=fired.push(35)>",
    "http://127.0.0.1:9/<script>fired.push(36)</script>",
    "https:javascript:fired.push(37)",
)


def poisoned(catalogue: Catalogue, *, ids: bool = False) -> Catalogue:
    """Return a catalogue with payloads instead of every text; with ``ids``, those of agencies and systems too.

    Loading would refuse such ids, but a Catalogue made in Python may have them.
    """
    renamed = {}
    if ids:
        known = [*catalogue.agencies["id"], *catalogue.systems["id"]]
        renamed = {
            id: f"{id} {' '.join(PAYLOADS[n % len(PAYLOADS)].replace(';', ',').split())}" for n, id in enumerate(known)
        }
    frames = {}
    for name, table in tables().items():
        frame = getattr(catalogue, name).copy()
        for at, column in enumerate(table.columns):
            texts = ADDRESSES if column.name == "url" else PAYLOADS
            if column.kind == "text":
                numbered = column.name == "vendor"  # vendors are told apart by their names
                cells = [f"{texts[(n + at) % len(texts)]}{f' {n}' * numbered}" for n in range(len(frame))]
                frame[column.name] = pd.Series(cells, index=frame.index, dtype=frame[column.name].dtype)
            elif renamed and (column.name == "id" or column.refers_to):
                frame[column.name] = frame[column.name].map(
                    lambda cell: ";".join(renamed.get(id, id) for id in cell.split(";")), na_action="ignore"
                )
        frames[name] = frame
    said = tuple(text.strip() for text in PAYLOADS)
    return Catalogue.unchecked(frames, About(said[1], said[0], made_up=False, limits=said, limits_fr=said[::-1]))
