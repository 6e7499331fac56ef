"""A part of the graph as a file: what is chosen, with all that is needed to read and to check it.

choosing    which things an excerpt is about
gathering   what belongs to a thing: its facts and parts, the claims and releases behind, words for all it mentions
framing     as JSON-LD, a tree for each thing
networks    as a network (GraphML)
archives    as tables (CSV), in an archive
writing     composes them: a thing at a time, so that a large excerpt takes no more memory than a small one
"""

from iomkg.excerpts.choosing import Choice, chosen
from iomkg.excerpts.writing import FORMS, form_of, write

__all__ = ["FORMS", "Choice", "chosen", "form_of", "write"]
