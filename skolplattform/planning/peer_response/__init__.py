"""Peer response: students answer one another's hand-ins in words, as their teacher has asked (GEN-05)."""
