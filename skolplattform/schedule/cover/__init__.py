"""Staff who are away, and who takes their lessons (FRN-18)."""
