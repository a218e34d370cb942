"""What every module stands on: no Reflex, no feature."""
