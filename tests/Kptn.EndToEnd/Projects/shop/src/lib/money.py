from dataclasses import dataclass

PLACES = 2


def rounded(value, places=PLACES):
    return round(value, places)


@dataclass
class Money:
    amount: float

    def plus(self, rate):
        return self.scaled(1 + rate)

    def scaled(self, factor):
        return Money(rounded(self.amount * factor))

    @property
    def text(self):
        return "%.2f" % self.amount


class Fee(Money):
    def text_of(self):
        return self.text
