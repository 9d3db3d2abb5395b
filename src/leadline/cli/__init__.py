"""Arguments in, flow called, text out."""
