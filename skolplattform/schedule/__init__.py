"""Schema: school year, syllabuses, activities, lessons, rooms."""
