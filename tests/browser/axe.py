"""Faults of accessibility, as axe-core finds them: every rule that it has on by default, best practices too."""

from __future__ import annotations

from typing import Any

from tests.browser.chromium import Browser
from tests.npm import Unavailable, packages
from tests.required import missing

_ASK = """
const done = arguments[arguments.length - 1];
axe.run(document, { preload: false, resultTypes: ["violations"] }).then(
  (found) => done(found.violations.map((item) => ({ ...item, nodes: item.nodes.map((node) => ({
    where: node.target.join(" "), html: node.html.slice(0, 200), why: node.failureSummary }) ) }))),
  (error) => done([{ id: "axe itself failed", help: String(error), nodes: [] }]));
"""


class Axe:
    """axe-core, put into whatever page stands open."""

    def __init__(self) -> None:
        try:
            self.source = (packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        except Unavailable as problem:
            raise missing(f"axe-core {problem}", "node") from None

    def findings(self, browser: Browser) -> list[str]:
        """Return what is wrong with the page as it stands, a line for each place."""
        if not browser.run("return typeof axe === 'object'"):
            browser.run(self.source)
        found: list[dict[str, Any]] = browser.driver.execute_async_script(_ASK)
        return [
            f"{item['id']} ({item['help']}): {node.get('where')} {node.get('html')} {node.get('why')}"
            for item in found
            for node in item["nodes"] or [{}]
        ]
