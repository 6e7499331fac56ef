"""What curators do: find what a word on the command line means, and make the judgement they want of it."""
