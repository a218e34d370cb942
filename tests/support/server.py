"""The built platform as its users meet it: its own process, its own port, its own database."""
