"""Warning of risk not to reach a pass (F-varning, BED-04)."""
