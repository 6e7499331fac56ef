"""Partners' own lists against the graph: the Reconciliation Service API, 0.2 and what is settled of 1.0.

asked      what a client sends, in the JSON of either version
catalogue  the types and properties there are
service    candidates, suggestions, values
told       what a client gets, in the JSON of either version
"""
