"""A partner's own list against what the graph knows: candidates with scores and reasons, or "no match".

given      the list: names, identifiers and countries found by what its columns are called
entities   what may be meant: the entities of the view with all their names, identifiers and countries
wording    names made comparable: words that tell, spelling mistakes, the countries they name
likeness   how well an entity fits a row, and why
sheet      candidates to a file a person decides in, and decisions back
"""

from iomkg.matching.entities import TYPES, Entities
from iomkg.matching.given import Given, read
from iomkg.matching.likeness import Candidate, Matched, Matcher

__all__ = ["TYPES", "Candidate", "Entities", "Given", "Matched", "Matcher", "read"]
