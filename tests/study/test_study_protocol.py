from helpers.modelling.learners import LEARNERS
from helpers.study.protocol import cut_offs, fingerprint, fingerprint_on_file, protocol


def test_the_main_designs_are_the_two_by_two_of_the_study():
    designs = [protocol().designs[name] for name in protocol().of_role("main")]
    assert {(one.text, one.earlier) for one in designs} == {
        ("none", False),
        ("none", True),
        ("study", False),
        ("study", True),
    }


def test_every_algorithm_of_the_protocol_can_learn():
    assert set(protocol().algorithms) == set(LEARNERS)


def test_the_headline_cut_off_comes_first():
    assert list(cut_offs(0.05).items()) == [
        ("top tenth", 0.1),
        ("one half", 0.5),
        ("capacity", 0.05),
        ("all but the lowest tenth", 0.9),
    ]


def test_only_designs_of_the_protocol_are_compared_refitted_and_drawn_as_curves():
    fixed = protocol()
    named = {name for pairs in fixed.comparisons.values() for pair in pairs for name in pair} | {
        fixed.headline,
        *fixed.refits.designs,
        *fixed.curve.designs,
        *fixed.groups.designs,
    }
    assert named <= set(fixed.designs)


def test_mistakes_are_counted_by_group_for_the_main_designs_and_out_of_fold_where_all_cases_are_learnt_from():
    groups = protocol().groups
    assert set(groups.designs) == set(protocol().of_role("main"))
    assert set(groups.folded) == {
        name for name in groups.designs if not protocol().designs[name].earlier
    }


def test_what_was_fixed_has_the_hash_that_was_written_down():
    assert fingerprint() == fingerprint_on_file(), (
        "the protocol or a rule of policy.yml was changed: write down under 'changes' in protocol.yml what, when and "
        "why, then put the new hash into protocol.sha256"
    )
