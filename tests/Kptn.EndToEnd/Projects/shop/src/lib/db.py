def engine(region, limits):
    return Engine(region, limits["max"])


class Engine:
    def __init__(self, region, size):
        self.name = "%s/%d" % (region, size)


def other_engine():
    return None
