"""The sections of an edition, each from a voice; a section without evidence is None."""
