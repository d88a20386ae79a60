REGISTRY = {}


def register(name, value):
    REGISTRY[name] = value


register("bolt", 3)
register("nut", 5)
