"""Plurals of the words for a country's people and things, where the table gives the singular forms."""

from __future__ import annotations

_UNSTRESSED = str.maketrans("áéíóú", "aeiou")


def plural_en(word: str) -> str | None:
    """`Italians`; None where English uses no plural (`Chinese`, `Danish`, `Swiss`) or the form is one already."""
    if word.endswith(("s", "sh", "ch", "ese", "z", ".", "y")) or word.isupper():
        return None
    return f"{word}s"


def plural_fr(word: str) -> str | None:
    """`italiens`; each word of a compound with a space takes its own mark. None where the form is one already."""
    if word.endswith(("s", "x", "z")):
        return None
    return " ".join(part if part == "et" else f"{part}s" for part in word.split(" "))


def plural_es(word: str) -> list[str]:
    """`italianos`, `alemanes`, `japoneses`; both usual forms after a stressed i or u."""
    if word.endswith(("í", "ú")):
        return [f"{word}es", f"{word}s"]
    if word.endswith(("a", "e", "o", "á", "é", "i")):
        return [f"{word}s"]
    if word.endswith("z"):
        return [f"{word[:-1]}ces"]
    if len(word) > 2 and word[-2] in "áéíóú":
        return [f"{word[:-2]}{word[-2:].translate(_UNSTRESSED)}es"]
    return [f"{word}es"]


def inflected(word: str, language: str) -> list[str]:
    """The word and its plurals."""
    if language == "es":
        return [word, *plural_es(word)]
    plural = plural_en(word) if language == "en" else plural_fr(word)
    return [word, plural] if plural else [word]
