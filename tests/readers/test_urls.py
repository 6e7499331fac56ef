from __future__ import annotations

import pytest

from iomkg.readers.urls import canonical_url


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://Niger.Example.ORG/fr/news/Projet/", "https://niger.example.org/fr/news/Projet"),
        ("https://example.org:443/a#section", "https://example.org/a"),
        ("http://example.org:80/", "http://example.org"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a?utm_source=x&id=3&utm_medium=y", "https://example.org/a?id=3"),
        ("https://example.org/a?id=3&fbclid=abc", "https://example.org/a?id=3"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("  https://example.org/caf%c3%a9 ", "https://example.org/caf%C3%A9"),
        ("https://[2001:DB8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
    ],
)
def test_one_page_has_one_address(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize("written", ["", "example.org/a", "ftp://example.org/a", "https://", "https://example.org/a b"])
def test_other_addresses_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not an absolute http"):
        canonical_url(written)


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"(?i)port"):
        canonical_url("https://example.org:port/a")
