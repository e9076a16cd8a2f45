import pandas as pd
import pytest

from helpers.disclosure.teaching import clear_teaching
from helpers.errors import SecondLookError
from helpers.signing import sign

ROWS = pd.DataFrame({"case": ["a", "b"], "text": ["A made-up note.", "Another made-up note."]})


def test_rows_that_the_generator_signed_pass() -> None:
    signed = sign(ROWS)
    pd.testing.assert_frame_equal(clear_teaching(signed), signed)


def test_rows_without_a_signature_are_refused() -> None:
    with pytest.raises(SecondLookError, match="not made by the generator"):
        clear_teaching(ROWS)


def test_rows_changed_since_they_were_signed_are_refused() -> None:
    changed = sign(ROWS)
    changed.loc[0, "text"] = "Someone's real words."
    with pytest.raises(SecondLookError, match="not made by the generator"):
        clear_teaching(changed)
