"""Uppföljning: what the school's own figures say, over all modules, from read models of its own."""
