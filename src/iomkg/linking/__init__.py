"""Which release-scoped things are the same entity.

`signatures` says what is known of a thing, `likeness` how alike two of them are, `voices` the same of releases,
`components` what touched things connect, `clusters` which of that is one, `ledger` what the links graph holds of it;
`relink` brings that up to date for the things a load touches.
"""

from iomkg.linking.relink import Relinked, relink

__all__ = ["Relinked", "relink"]
