"""The calendar of tests and tasks: what a class has before it, over all subjects, and when it gets too much."""
