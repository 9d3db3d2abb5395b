"""Assessment to released: what may be seen, minted once, sealed."""
