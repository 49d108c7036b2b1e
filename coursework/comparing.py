"""Find answers that are alike but for names and spacing: places to look, and no verdict.

How much an agreement says depends on how rare it is. An answer that half of the class
gives surprises by ln 2; one that two of 200 give, by ln 100. Surprises add up.
"""

import ast
import math
import re
from collections import Counter
from itertools import combinations

MIN_WORDS = 8
"""A written answer shorter than this may be alike by chance."""

CLASSES = 20
"""In about one of so many classes two who never met are listed."""


def fingerprint(text: str, is_code: bool) -> str:
    """Give what is left of an answer without names, comments and spacing.

    Parameters
    ----------
    text : str
        The answer.
    is_code : bool
        Whether it is Python or plain words.

    Returns
    -------
    str
        Equal for answers that are alike.

    Examples
    --------
    >>> one = fingerprint("def f(p):  # mine\\n    return p+1", is_code=True)
    >>> one == fingerprint("def g(x):\\n    return x + 1", is_code=True)
    True
    """
    if not is_code:
        return " ".join(re.findall(r"\w+", text.casefold()))
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return re.sub(r"\s+", "", text)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        for field in ("id", "arg", "name", "asname"):
            if isinstance(name := getattr(node, field, None), str):
                setattr(node, field, names.setdefault(name, f"n{len(names)}"))
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
            node.body = body[1:]
    return ast.dump(tree, annotate_fields=False)


def alike(class_answers: dict[str, dict[str, str]], written: set[str]) -> list[tuple]:
    """List groups of students whose answers agree more than chance would have it.

    Parameters
    ----------
    class_answers : dict
        For each student, the fingerprint of each answer.
    written : set of str
        Names of the answers that are words.

    Returns
    -------
    list of tuple
        The surprise of the strongest agreement in a group, in nats, its students, and
        for each question in which some of them agree, how many.

    Notes
    -----
    Listed are pairs whose agreement would surprise among all pairs of 20 classes of
    strangers, and all whose written answers are alike.
    """
    shares: dict[str, Counter] = {}
    for answers in class_answers.values():
        for question, answer in answers.items():
            shares.setdefault(question, Counter())[answer] += 1
    pairs = len(class_answers) * (len(class_answers) - 1) / 2
    limit = math.log(max(CLASSES * pairs, 1))
    links = {}
    for one, other in combinations(sorted(class_answers), 2):
        same = _same(class_answers[one], class_answers[other])
        surprise = sum(
            math.log(shares[question].total() / shares[question][class_answers[one][question]])
            for question in same
        )
        words = any(
            len(class_answers[one][question].split()) >= MIN_WORDS for question in same & written
        )
        if surprise > limit or words:
            links[one, other] = surprise
    return sorted(
        (_described(group, links, class_answers) for group in _groups(links)), reverse=True
    )


def _same(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {question for question, answer in one.items() if other.get(question) == answer}


def _groups(links: dict[tuple[str, str], float]) -> list[set[str]]:
    """Join pairs that share a student."""
    groups: list[set[str]] = []
    for pair in links:
        touching = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(pair).union(*touching))
    return groups


def _described(group: set[str], links: dict, class_answers: dict) -> tuple:
    strongest = max(surprise for pair, surprise in links.items() if pair[0] in group)
    questions: dict[str, int] = {}
    for question in sorted({name for who in group for name in class_answers[who]}):
        times = Counter(class_answers[who].get(question) for who in group)
        times.pop(None, None)
        if times and max(times.values()) > 1:
            questions[question] = max(times.values())
    return strongest, sorted(group), questions
