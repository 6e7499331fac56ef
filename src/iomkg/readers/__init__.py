"""Sources to releases: what was received, decoded and identified, but not yet understood."""
