"""The library that writes workbooks, with Python's own writer of XML: one result on every machine, and errors that say why.

Where lxml happens to be there, openpyxl would write with that, and a full disk would end in an error without a cause.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

os.environ["OPENPYXL_LXML"] = "False"
openpyxl: Any = import_module("openpyxl")  # which says nothing of its types
