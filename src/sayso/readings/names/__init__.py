"""Every mention of a person, body, place or group by name."""
