import functools

CALLS = []


def traced(label="call"):
    def wrap(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            CALLS.append(label)
            return function(*args, **kwargs)

        return inner

    return wrap
