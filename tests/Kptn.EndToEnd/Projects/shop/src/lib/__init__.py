"""Helpers of the shop."""
from .text import tidy, shout
