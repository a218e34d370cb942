"""Plans that teachers give each other: editions shared with a school or the city, and copies that know their origin."""
