"""Sign-in, sessions, and which roles a person holds today."""
