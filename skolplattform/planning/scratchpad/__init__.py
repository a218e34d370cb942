"""A teacher's own notes, never part of the public record (OWN-26)."""
