import re

SPACES = re.compile(r"\s+")


def tidy(text):
    """Makes text tidy."""
    return SPACES.sub(" ", strip(text))


def strip(text):
    # both ends
    return text.strip()


def shout(text):
    return text.upper() + "!"


def unrelated(text):
    return text.lower()
