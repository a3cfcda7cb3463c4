"""On whose say-so? News articles in; copies, events, attributions, disagreements and independent origins out."""

__version__ = "0.1.0"
