"""iomkg: a knowledge graph of who governs migration, with whose money, where, and who says so."""

__version__ = "0.1.0"
