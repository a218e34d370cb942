"""Consents: what a home has said yes to for a child, or a student of age for oneself, and whether it holds."""
