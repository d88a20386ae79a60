import lib.money as money


def apply(row, discount, rate):
    return {"name": row["name"], "price": money.rounded(row["price"] * (1 - discount) * rate)}


def each(function, rows, *args):
    return [function(row, *args) for row in rows]


def price(clean, discount, currency, rates, steps=(), note=None):
    return each(apply, clean, discount, rates[currency])
