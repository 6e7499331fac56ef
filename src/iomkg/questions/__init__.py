"""Questions in words, in English, French and Spanish: each is read as a question of the library, or refused.

`vocabulary` knows the ways of asking (data/questions/), `names` finds what is named with the reader's own mention
finder, `fitting` tells how well a question of the library fits, `reading` decides.
"""

from iomkg.questions.alternatives import Alternative
from iomkg.questions.reading import Understanding, understand

__all__ = ["Alternative", "Understanding", "understand"]
