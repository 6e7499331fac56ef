"""A picture as a web page that loads nothing: the drawing, and its numbers as a table."""

from __future__ import annotations

from html import escape
from typing import Final

from iomkg.plots.pictures import About
from iomkg.plots.telling import Numbers


def page(drawn: str, about: About, numbers: Numbers) -> str:
    """The page as HTML; `drawn` is an SVG document."""
    svg = drawn[drawn.index("<svg") :]
    head = "".join(f"<th scope=col>{escape(name)}" for name in numbers.head)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}' for text in row)}\n" for row in numbers.rows)
    return _PAGE.format(
        title=escape(about.title),
        svg=svg,
        table=f"<table>\n<tr>{head}\n{rows}</table>",
    )


_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 Verdana, "DejaVu Sans", sans-serif; color: #222; max-width: 1000px; margin: 1em auto }}
svg {{ width: 100%; height: auto }}
table {{ border-collapse: collapse; font-size: 13px }}
th, td {{ text-align: left; vertical-align: top; padding: .2em 1em .2em 0; border-bottom: 1px solid #ccc }}
</style>
<h1 hidden>{title}</h1>
{svg}
<details>
<summary>The numbers as a table</summary>
{table}
</details>
</html>
"""
