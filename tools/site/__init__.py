"""The pages of the documentation site, put together for the program that builds it (`make docs`).

`links` brings the documents of docs/ over · a module for each part of the reference makes its page from what it is of:
`commands` from click, `python` from docstrings, `ontology` and `shapes` from their files, `questions` from the headers
of the queries, `figures` from the tables of measurements.
"""
