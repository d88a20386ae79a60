from lib import tidy

COLUMNS = ["name", "price"]


def extract(source, rows=2, also=()):
    """Reads rows."""
    names = [tidy("  item  %d " % i) for i in range(rows)]
    return [dict(zip(COLUMNS, (name, 10.0 * i))) for i, name in enumerate(names)]


def helper_of_nobody():
    return 1
