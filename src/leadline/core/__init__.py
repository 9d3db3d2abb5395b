"""The nouns: frozen values and their laws.

Nothing of ours is imported here, and no dataframe, file or clock.
"""
