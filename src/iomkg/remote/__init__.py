"""The same questions asked of a SPARQL 1.1 service elsewhere.

`prologue` makes a query say by itself what the embedded store knows without being told: prefixes, base, and that it
asks the view. `service` sends it, waits, tries again, and tells what is wrong with
what comes back; `replies` reads that.
"""

from iomkg.remote.service import Service

__all__ = ["Service"]
