"""Policies are read as C2SP's tlog-policy says, and say how many dishonest witnesses they bear."""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.sql.proofs.cosignatures import ED25519, ML_DSA_44, CosignerKey
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused
from journeys.adapters.sql.proofs.policies import Policy
from tests.effort import tries

LOG = NoteKey("journeys/9930d221df17a269", bytes(32))


def key_of(name: str) -> CosignerKey:
    """Return the key of a witness of this name."""
    return CosignerKey(f"{name}.example", ED25519, sha256(name.encode()).digest())


A, B, C, D = map(key_of, "abcd")
WITNESSES = "".join(f"witness {name} {key_of(name).text}\n" for name in "abcd")


def k_of(needed: int, names: Sequence[str]) -> Policy:
    """Return the policy that asks for so many of these witnesses."""
    lines = [f"witness {name} {key_of(name).text}\n" for name in names]
    return Policy.parse(f"{''.join(lines)}group g {needed} {' '.join(names)}\nquorum g\n")


def test_a_policy_as_the_specification_shows_it_is_read() -> None:
    """Two levels of groups, comments, tabs, addresses, and a last line that does not end."""
    policy = Policy.parse(
        f"# of Aarhus\nlog {LOG.text} https://log.example/\n\n"
        f"  witness\tx1 {A.text}  https://a.example/\n"
        f"witness x2 {B.text}\nwitness y1 {C.text}\n\t# more\nwitness y2 {D.text}\n"
        "group x all x1 x2\ngroup y any y1 y2\ngroup both 2 x y\nquorum both"
    )
    assert policy.logs == [LOG]
    assert policy.holds({A, B, C})
    assert policy.holds({A, B, D})
    assert not policy.holds({A, B})
    assert not policy.holds({A, C, D})
    assert policy.reached_by({A, B}) == {"x1", "x2", "x"}


def test_a_quorum_may_be_one_witness_or_nobody() -> None:
    """Nobody is enough only where it says so."""
    assert Policy.parse("quorum none\n").holds(set())
    one = Policy.parse(f"{WITNESSES}quorum c\n")
    assert one.holds({C})
    assert not one.holds({A, B, D})
    modern = CosignerKey("c.example", ML_DSA_44, bytes(1312))
    assert Policy.parse(f"witness c {modern.text}\nquorum c\n").holds({modern})


MODERN = f"witness modern {CosignerKey(A.name, ML_DSA_44, bytes(1312)).text}\n"
TWO_KEYS = f"{WITNESSES}{MODERN}"

FAULTS = {
    "": "A policy has one line 'quorum'",
    f"{WITNESSES}": "A policy has one line 'quorum'",
    "quorum a\n": "Line 1: no line above names a witness or a group a",
    f"{WITNESSES}quorum a\nquorum a\n": "Line 6: there is a quorum already",
    f"{WITNESSES}quorum a b\n": "Line 5: it is none of: `log KEY`",
    "quorum\n": "Line 1: it is none of",
    "witness a\n": "Line 1: it is none of",
    "Witness a b\n": "Line 1: it is none of",
    f"{WITNESSES}group g any\n": "Line 5: it is none of",
    f"{WITNESSES}group g any a e\n": "Line 5: no line above names a witness or a group e",
    f"{WITNESSES}group g any g\n": "Line 5: no line above names a witness or a group g",
    f"{WITNESSES}group g any none\n": "Line 5: no line above names a witness or a group none",
    f"{WITNESSES}group g any a a\n": "Line 5: a is in a group already",
    f"{WITNESSES}group g any a\ngroup h any a b\n": "Line 6: a is in a group already",
    f"{WITNESSES}group a any b\n": "Line 5: the name a is taken",
    f"{WITNESSES}group none any b\n": "Line 5: the name none is taken",
    **{
        f"{WITNESSES}group g {count} a b\n": "Line 5: a group takes `any`, `all`, or a number"
        for count in ("0", "3", "-1", "+1", "01", "1.0", "ANY", "٢", "9" * 5000)
    },
    f"witness none {A.text}\n": "Line 1: the name none is taken",
    f"witness a {A.text}\nwitness a {B.text}\n": "Line 2: the name a is taken",
    # One key under two names, or of two types, is one witness.
    f"witness a {A.text}\nwitness b {A.text}\n": "Line 2: it has the key of a.example again",
    f"witness a {A.text}\nwitness b {A._replace(name='b').text}\n": "Line 2: it has the key of a",
    # Two keys of one name are one witness as well: alone it would be two of three.
    f"{TWO_KEYS}group g 2 a b modern\n": "Line 6: a.example has two keys here, and is one witness",
    f"{TWO_KEYS}group g any a b\n": "Line 6: a.example has two keys here",
    f"{TWO_KEYS}group g any a b modern\n": "Line 6: a.example has two keys here",
    f"{WITNESSES}group g any a b\n{MODERN}": "Line 6: a.example has two keys here",
    f"log {LOG.text}\nlog {LOG._replace(name='x').text}\n": "Line 2: it has the key of journeys/99",
    f"log {NoteKey('x', A.public).text}\nwitness a {A.text}\n": "Line 2: it has the key of x again",
    f"witness a {LOG.text}\n": "Line 1: The key of journeys/9930d221df17a269 is not one",
    f"log {A.text}\n": "Line 1: The key of a.example is not an Ed25519 key",
    f"witness a {A.text[:-4]}\n": "Line 1: The key of a.example",
    f"{WITNESSES}quorum a\r\n": "Line 5: it holds a control character",
    "\x00": "Line 1: it holds a control character",
    # Only spaces and tabs stand between words, and only a line feed between lines.
    f"{WITNESSES}group g any a\u00a0b\n": "Line 5: no line above names",
    f"{WITNESSES}quorum a\u2028quorum b\n": "Line 5: it is none of",
}


@pytest.mark.parametrize(("text", "what"), FAULTS.items(), ids=[*map(str, range(len(FAULTS)))])
def test_a_policy_with_a_fault_is_refused_with_its_line(text: str, what: str) -> None:
    """The first one; nothing is read as something that it does not say."""
    with pytest.raises(NoteRefused) as refused:
        Policy.parse(text)
    assert str(refused.value).startswith(what)


def test_two_keys_of_a_witness_count_as_one_in_a_group_of_their_own() -> None:
    """Either of them is enough, and both are no more."""
    policy = Policy.parse(f"{TWO_KEYS}group one any a modern\ngroup g 2 one b c\nquorum g\n")
    modern = policy.witnesses["modern"]
    assert not policy.holds({A, modern})
    assert policy.holds({modern, B})
    assert Policy.parse(f"{TWO_KEYS}group both all modern a\nquorum both\n").holds({A, modern})


@given(st.text("log witnes grupqm any123\t\n#+", max_size=80) | st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    """It is a policy, or it is refused."""
    with suppress(NoteRefused):
        assert Policy.parse(text).quorum


def test_groups_may_be_as_deep_as_a_file_is_long() -> None:
    """No recursion: each line is looked at once."""
    groups = [f"group g{nr} all {f'g{nr - 1}' if nr else 'a'}" for nr in range(5000)]
    policy = Policy.parse("\n".join([WITNESSES, *groups, "quorum g4999"]))
    assert policy.holds({A})
    assert not policy.holds({B})


def a_split_can_pass(
    policy: Policy, honest: Sequence[CosignerKey], others: set[CosignerKey]
) -> bool:
    """Return whether two histories can both pass.

    The dishonest cosign both, and each honest one that which it is shown first.
    """
    return any(
        policy.holds({*others, *one}) and policy.holds({*others, *honest} - {*one})
        for count in range(len(honest) + 1)
        for one in combinations(honest, count)
    )


def test_how_many_must_cosign_so_that_no_split_can_pass() -> None:
    """More than n less half of the honest: that two histories share an honest witness.

    That every history has an honest one (more than n less the honest) is not enough where there
    are several: each could be shown another history.
    """
    for all_of in range(1, tries(5, 8)):
        names = "abcdefgh"[:all_of]
        for honest in range(all_of + 1):
            keys = [*map(key_of, names)]
            for needed in range(1, all_of + 1):
                passes = a_split_can_pass(k_of(needed, names), keys[:honest], {*keys[honest:]})
                assert passes == (2 * needed <= 2 * all_of - honest), (needed, all_of, honest)
