"""What every page is made of: theme, shell, components, and the gate in front of it all."""
