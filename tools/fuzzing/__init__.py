"""Fuzzing the readers: samples of every form, edits that know the form, and what must hold of whatever comes out."""
