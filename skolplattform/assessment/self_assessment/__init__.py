"""What students hold of their own work against a unit's criteria, in their own words (GEN-05)."""
