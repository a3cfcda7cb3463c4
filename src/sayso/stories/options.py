"""The settings of the stories room; they lie on the ground, where they are read without it."""

from sayso.options import StoryOptions as StoryOptions
