"""One wording of a phrase, and how it may follow another: with a pronoun for its subject, or after a connective.

Only what reads as English in every case is offered. A pronoun stands for the carer, or for the child where the verb is the
same after *she*, *he* and *they*, so that a child's sex moves no word but the pronouns themselves.
"""

import re
from dataclasses import dataclass
from functools import cache

from helpers.synthetic.packaged import package_yaml

_CHILD_FORMS = {"is": "%(they_are)s", "was": "%(they_were)s", "has": "%(they_have)s"}
_SUBJECT = re.compile(r"%\((parent|child)\)s(\'s)? ([a-z]+)( .*)")
_LATER_VERB = re.compile(r"(?:%\(and\)s|,|;) (?:\w+ )?\w+s\b")


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording: templates, to be filled and then given a capital letter (:func:`capital`); empty where unfit.

    Attributes
    ----------
    subject
        ``parent`` or ``child``, where it is about one of them from its first word.
    again
        With a pronoun for its subject.
    also
        The same, as one thing more of the kind just said.
    within
        As it stands after a connective and a comma.
    """

    subject: str
    again: str
    also: str
    within: str


@cache
def thread_words(kind: str) -> tuple[str, ...]:
    """Return one list of ``thread.yml``."""
    return tuple(package_yaml("notes/thread.yml")[kind])


def capital(text: str) -> str:
    """Return a text with a capital letter, within quotation marks too."""
    if text[0] == "'":
        return text[0] + text[1].upper() + text[2:]
    return text if text[0].isupper() else text[0].upper() + text[1:]


def wording(template: str) -> Wording:
    """Return the wording of a template whose slots stand as ``%(name)s``."""
    subject, again, also = _repeated(template)
    return Wording(
        subject=subject,
        again=again,
        also=also,
        within=_within(template),
    )


def _repeated(template: str) -> tuple[str, str, str]:
    """Return whom a template is about, and the template with a pronoun, and with one and *also*."""
    found = _SUBJECT.fullmatch(template)
    if found is None:
        return "", "", ""
    who, possessive, verb, rest = found.groups()
    pronoun = "carer_they" if who == "parent" else "they"
    if possessive:
        return who, f"%({'carer_their' if who == 'parent' else 'their'})s {verb}{rest}", ""
    if who == "child" and _LATER_VERB.search(rest):
        return who, "", ""
    if who == "child" and verb in _CHILD_FORMS:
        pronoun_and_verb = _CHILD_FORMS[verb]
        also = "" if verb == "has" else f"{pronoun_and_verb} also{rest}"
        return who, f"{pronoun_and_verb}{rest}", also
    if who == "child" and not _is_past(verb):
        return who, "", ""
    helps = verb in thread_words("before_also") or (verb == "has" and _is_past(rest.split(" ")[1]))
    order = f"{verb} also" if helps else f"also {verb}"
    return who, f"%({pronoun})s {verb}{rest}", f"%({pronoun})s {order}{rest}"


def _is_past(verb: str) -> bool:
    return verb in thread_words("past") or (
        verb.endswith("ed") and verb not in thread_words("not_past")
    )


def _within(template: str) -> str:
    """Return a template that may follow a connective, or nothing: lists, quotations and notes in brackets may not."""
    if template[0] in "'(" or ":" in template or "?" in template:
        return ""
    if template[0] == "%" or template.split(" ")[0].rstrip(",") in thread_words("keep_capital"):
        return template
    return template[0].lower() + template[1:]
