"""Exercise: a fictional world as the files that its members would send, and its truth."""
