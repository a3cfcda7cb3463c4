"""Who said what: attributions, their speakers, unnamed sources and relays."""
