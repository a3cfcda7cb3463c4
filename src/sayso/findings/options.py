"""The settings of the findings room; they lie on the ground, where they are read without it."""

from sayso.options import FindingOptions as FindingOptions
