"""How SS 12000 lists are read and written, row by row. No database, no screen."""
