"""The view: for every entity, the facts that hold by the view rules.

`statements` reads what accepted claims say of an entity and chooses where sources disagree, `rules` derives what
follows, `viewer` puts the facts of one entity together, `refresh` brings the view graph up to date for the entities
a load touches, `bases` says what each fact rests on.
"""

from iomkg.view.bases import Basis, Fact, facts_of, unfounded
from iomkg.view.refresh import reference_view, refresh
from iomkg.view.statements import Conflict, Statement, conflicts_of

__all__ = [
    "Basis",
    "Conflict",
    "Fact",
    "Statement",
    "conflicts_of",
    "facts_of",
    "reference_view",
    "refresh",
    "unfounded",
]
