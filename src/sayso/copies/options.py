"""The settings of the copies room; they lie on the ground, where they are read without it."""

from sayso.options import CopyOptions as CopyOptions
