"""Forms as a browser sends them, with the token of the page that they stand on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from tests.serving import Reply, Site

BOUNDARY = "----boundary-of-the-test"


def token_of(site: Site, path: str = "/import") -> str:
    """Return the token that a form on a page carries."""
    found = re.search(r'name="form-token" value="(\w{64})"', site.get(path).text)
    assert found is not None
    return found[1]


def send_form(site: Site, path: str, given: Sequence[tuple[str, str]], **headers: str) -> Reply:
    """Send texts, as a form without a file does."""
    told = {"Host": site.host, "Cookie": site.cookie, "Content-Type": "application/x-www-form-urlencoded", **headers}
    return site.send("POST", path, told, urlencode(given).encode())


def send_file(site: Site, name: str, content: bytes, token: str | None = None, **headers: str) -> Reply:
    """Send a file to the page of own spreadsheets."""
    given = token_of(site) if token is None else token
    lines = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="form-token"\r\n\r\n{given}\r\n'.encode(),
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode(),
        b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n",
        f"--{BOUNDARY}--\r\n".encode(),
    ]
    told = {
        "Host": site.host,
        "Cookie": site.cookie,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        **headers,
    }
    return site.send("POST", "/import", told, b"".join(lines))
