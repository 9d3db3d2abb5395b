"""Foreign layouts into ours: what the labels and numbers of a sheet mean, before the gate runs."""
