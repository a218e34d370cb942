"""How a school's figures are counted and what may honestly be said of them. Plain Python."""
