"""SS 12000 in and out: exports of a whole register read, checked, compared, taken in and written."""
