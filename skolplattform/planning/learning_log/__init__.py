"""Learning log: what a student writes about the own learning, and what teachers answer in words (GEN-04)."""
