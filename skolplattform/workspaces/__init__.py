"""The start page of each role: what a teacher, student, guardian or school leader meets after signing in."""
