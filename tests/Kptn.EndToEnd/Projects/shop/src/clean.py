from lib.money import Money as Coin
from lib.trace import traced


class Cleaner:
    floor = 5

    def keep(self, row):
        return row["price"] >= self.floor

    def never_called(self):
        return None


@traced(label="clean")
def clean(extract):
    cleaner = Cleaner()
    return [{"name": row["name"], "price": Coin(row["price"]).plus(0.0).amount} for row in extract if cleaner.keep(row)]
