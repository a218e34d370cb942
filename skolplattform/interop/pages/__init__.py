"""Pages of interop."""
