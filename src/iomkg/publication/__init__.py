"""Published versions: immutable folders with all that others need to use, check and cite the graph.

publishing     makes a version: composes the steps below, and puts the folder in place whole
content        which quads are published: nothing doubtful, quotes short, no curator's name
confirmed      the graph as it would be with nothing but what curators confirmed
dumps          the quads in every form of RDF, packed
descriptions   VoID and DCAT, whose counts are counted; licence and source of every graph
alignment      the same facts in the words of other vocabularies
crosswalk      identifiers elsewhere, as SSSOM
differences    what a version adds and takes away
documents      codebook, methodology, CITATION.cff, DataCite JSON
feed           the versions as Atom
keeping        answers kept with the version that gave them, to be cited
shelf          the folder in which versions stand side by side
"""

from iomkg.publication.keeping import Kept, keep
from iomkg.publication.publishing import Order, Progress, publish
from iomkg.publication.shelf import Shelf, Version

__all__ = ["Kept", "Order", "Progress", "Shelf", "Version", "keep", "publish"]
