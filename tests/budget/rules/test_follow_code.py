"""Follow codes: long enough, readable, typed in any way."""

import secrets

from budget.rules import follow_code


def test_a_code_has_more_than_sixty_bits_and_no_letter_one_misreads():
    assert follow_code.BITS >= 60
    assert (len(follow_code.ALPHABET), set("0O1ILU") & set(follow_code.ALPHABET)) == (30, set())
    assert len(set(follow_code.ALPHABET)) == 30
    codes = {follow_code.new_code(secrets.choice) for _n in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {follow_code.LENGTH}
    assert set("".join(codes)) == set(follow_code.ALPHABET)  # 8,000 draws: every letter is used


def test_a_code_is_printed_in_groups_and_read_however_it_is_typed():
    printed = follow_code.grouped("7k4q2mxr9tdph3wn")
    assert printed == "7K4Q-2MXR-9TDP-H3WN"
    for typed in (printed, printed.lower(), printed.replace("-", " "), " 7K4Q–2MXR 9TDP_H3WN\n"):
        assert follow_code.plain(typed) == "7K4Q2MXR9TDPH3WN"
    assert len(follow_code.plain("7" * 10_000)) == 32
