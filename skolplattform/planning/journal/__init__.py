"""The journal of a department of the förskola: what the children did, told to their homes (GEN-08)."""
