"""IATI activities to claims: what a publisher of structured data states, each claim with the element it rests on.

`reading` goes through an activity, with a module each for what belongs together (`parties`, `sums`, `places`, `coded`);
`notebook` writes claims and remarks down, `rendering` gives every element its place in a text people can read; `codes`
and `texts` say what is a code, a date, a sum or a name, and what is not.
"""

from iomkg.activities.reading import Read, read

__all__ = ["Read", "read"]
