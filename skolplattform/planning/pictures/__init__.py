"""Pictures in what a group writes: what they show in words, who is seen in them, and who may therefore see them."""
