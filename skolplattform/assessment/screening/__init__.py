"""Screening and bedömningsstöd in reading and mathematics, F to year 3, and the early-support guarantee (BED-13)."""
