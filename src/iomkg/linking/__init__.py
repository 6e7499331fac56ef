"""Which release-scoped things are the same entity.

`signatures` says what is known of a thing, `likeness` how alike two of them are, `clusters` which of them are one,
`relink` brings the links graph up to date for the things a load touches.
"""

from iomkg.linking.relink import Relinked, relink

__all__ = ["Relinked", "relink"]
