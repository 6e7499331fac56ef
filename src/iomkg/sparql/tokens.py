"""Where a SPARQL text holds something that only looks like SPARQL."""

from __future__ import annotations

import re
from typing import Final

# What may hold a "?_name" that is none: strings, IRIs, comments. Long strings come before short ones.
TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|#[^\n\r]*"
    r"|\?_(?P<name>[a-z][a-z0-9_]*)",
    re.DOTALL,
)
