"""Builds data/reference/*.ttl from the public tables of a folder and the tables compiled by hand in data/tables.

The same tables give the same bytes, whatever the machine and the order in which things are read.
"""
