"""The reader who subtracts: a range for every count, narrowed by what holds among them each time a count is told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from helpers.disclosure.relations import Change, Range, Relation


class Reader:
    """What a reader can work out.

    Ranges only ever get narrower, so what one more count would tell is found by starting from what is known already,
    and it is taken back by restoring what it changed.
    """

    def __init__(
        self, known: Sequence[Range], relations: Sequence[Relation], *, secret: Iterable[int]
    ) -> None:
        """Begin with ranges known from the start; ``secret`` are the places of counts that must stay in doubt."""
        self._low, self._high = [one[0] for one in known], [one[1] for one in known]
        self._relations = relations
        about: dict[int, list[int]] = defaultdict(list)
        for number, relation in enumerate(relations):
            for place in relation.members:
                about[place].append(number)
        self._about = {place: dict.fromkeys(numbers) for place, numbers in about.items()}
        self._narrow(dict.fromkeys(range(len(relations))), {})
        self._secret = {place for place in secret if self.in_doubt(place)}

    def in_doubt(self, place: int) -> bool:
        """Say whether a count could still be one of several numbers."""
        return self._low[place] < self._high[place]

    def learns(self, place: int, told: Range) -> bool:
        """Tell the reader the range of a count, unless a secret would then be out; say whether it was told."""
        before: dict[int, Range] = {}
        new = (max(self._low[place], told[0]), min(self._high[place], told[1]))
        if new != (self._low[place], self._high[place]):
            self._set((place, *new), before)
            self._narrow(dict(self._about.get(place, {})), before)
        if all(self.in_doubt(changed) for changed in before.keys() & self._secret):
            return True
        for changed, (low, high) in before.items():
            self._low[changed], self._high[changed] = low, high
        return False

    def _set(self, change: Change, before: dict[int, Range]) -> None:
        place, low, high = change
        if low > high:
            raise ValueError("counts contradict what holds among them")
        before.setdefault(place, (self._low[place], self._high[place]))
        self._low[place], self._high[place] = low, high

    def _narrow(self, waiting: dict[int, None], before: dict[int, Range]) -> None:
        """Narrow ranges until nothing changes, writing down what each was before."""
        while waiting:
            number = next(iter(waiting))
            del waiting[number]
            for change in self._relations[number].narrowed(self._low, self._high):
                self._set(change, before)
                waiting |= self._about[change[0]]
