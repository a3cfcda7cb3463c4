"""What each text states, made comparable, and as a finding shows it."""
