"""Press releases made up to be loaded in any number: texts of our own that the reader understands.

Number n is always the same text. They have in common what real releases have: the popular donors, countries and themes
are in most of them, every third speaks of a project that another speaks of too, and now and then one is a repost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from telling import name_of, popular

_COUNTRIES: Final = (
    *("Niger", "Mali", "Chad", "Tunisia", "Libya", "Morocco", "Mauritania", "Senegal", "Nigeria", "Ghana", "Kenya"),
    *("Ethiopia", "Sudan", "Egypt", "Cameroon", "Burkina Faso", "Togo", "Benin", "Guinea", "Somalia", "Djibouti"),
)
_DONORS: Final = (
    *("the European Union", "the Government of Japan", "the German Federal Foreign Office", "the Government of Canada"),
    *("the Swiss State Secretariat for Migration", "the Government of the Netherlands", "the Government of Denmark"),
)
_DOINGS: Final = (
    *("train border police officers", "support returning migrants", "equip a border post", "counter human trafficking"),
    *("protect migrants along the route", "counter the smuggling of migrants", "help displaced families"),
)
_BODIES: Final = ("the Ministry of the Interior", "the National Police", "the Gendarmerie", "the Customs Service")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "October", "November", "December")
_REMARKS: Final = (
    "Those who live near the crossing have waited for such work for years.",
    "Much of what is planned builds on what earlier work has shown.",
    "The first results are to be seen before the rains begin.",
    "How the work goes on is told every quarter in a short note.",
    "All who take part meet again before the year is over.",
)


def write(folder: Path, numbers: range, seed: int = 1) -> Iterator[Path]:
    """Write these releases into a folder, a file each."""
    for number in numbers:
        path = folder / f"{number:07d}.txt"
        path.write_text(text(number, seed), encoding="utf-8")
        yield path


def text(number: int, seed: int = 1) -> str:
    """Release `number`."""
    if number % 25 == 24:
        return (
            text(number - 7, seed) + f"\nThis notice was first read in {name_of(random.Random(f'{seed} {number}'))}.\n"
        )
    chance = random.Random(f"{seed} {number}")
    about = number - 1 - chance.randrange(3) if number > 3 and number % 3 == 0 else number
    project = random.Random(f"{seed} project {about}")
    country = popular(project, _COUNTRIES)
    title = f"{name_of(project)} {name_of(project)} for {country}"
    donor, doing, body = (popular(project, each) for each in (_DONORS, _DOINGS, _BODIES))
    day = f"{chance.randrange(1, 28)} {chance.choice(_MONTHS)} {2012 + chance.randrange(12)}"
    remarks = chance.sample(_REMARKS, 3)
    return (
        f"{country}: {chance.choice(('work begins on', 'a step forward for', 'news of'))} {title}\n{day}\n\n"
        f"IOM launched the project “{title}”, funded by {donor} with EUR {project.randrange(1, 60)} million. "
        f"Over {project.randrange(12, 60)} months it will {doing} in {country}, together with {body}. {remarks[0]}\n\n"
        f"“{remarks[1]}” said {name_of(chance)} {name_of(chance)}, IOM Chief of Mission in {country}. "
        f"In the first year {chance.randrange(20, 900)} officers are trained. {remarks[2]}\n"
    )
