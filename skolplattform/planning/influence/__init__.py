"""Student influence: the class council with its minutes, and votes, open or secret (GEN-07)."""
