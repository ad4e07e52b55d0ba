"""What a sheet cannot say by itself: questions with a default, and the answers to them, typed or in a file.

A file of answers is TOML: for each topic a table of words, ``[type]`` with ``"Rec sys" = "rms"``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.errors import GraphmodelError, SourceError
from graphmodel.loading.shaping.documents import read_toml
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import understood
from graphmodel.words.messages import Message, either, in_language, joined, plain
from graphmodel.words.suggest import did_you_mean
from graphmodel.words.vocabulary import YES_NO, Vocabulary

MOST_OF_A_TOPIC = 15
"""How many questions of one topic are asked in a terminal; the others take their defaults, which are told."""
_FIRST = ("direction", "blank", "same", "which", "whose", "type", "mode", "operator")
"""Topics in the order in which they are asked."""
_TYPED = re.compile(r"(\d+)\s*=\s*((?:(?![\s,;]+\d+\s*=).)*)")
_LETTERS = re.compile(r"(?:[\s,;]*\d+\s*[=:.)]?\s*[A-Za-z](?=[\s,;]|$))+[\s,;]*")
"""A line of numbers and letters alone, with or without a sign between them: 1a, 2 b."""
_LETTER = re.compile(r"(\d+)\s*[=:.)]?\s*([A-Za-z])")
_WORD = re.compile(r"^\s*(\d+)\s*[:.)]?\s+(.+)$")


@dataclass(frozen=True)
class Question:
    """One question: its topic and word name it in a file of answers; ``choices`` says what each answer means.

    ``words`` is a vocabulary of which any word, as people write it, answers too; ``free`` lets any text answer.
    """

    topic: str
    word: str
    text: Message
    choices: Mapping[str, Message]
    default: str
    why: Message
    words: Vocabulary | None = None
    free: bool = False
    minor: bool = False
    """Whether its default needs nobody's word: it stands in a file of answers, and is not asked."""

    @property
    def key(self) -> tuple[str, str]:
        """What answers name it by: its topic, and its word in whatever letters."""
        return self.topic, folded(self.word)

    @property
    def letters(self) -> dict[str, str]:
        """Return the choices by the letters that a terminal shows them with."""
        return {chr(97 + at): choice for at, choice in enumerate(self.choices)}

    def meant(self, text: str) -> str | None:
        """Return the answer that a text gives: a choice, its letter, a word of the vocabulary; None where it gives none."""
        said = text.strip()
        if said in self.choices:
            return said
        if said.casefold() in self.letters:
            return self.letters[said.casefold()]
        if self.words is not None and (word := understood(self.words, said)):
            return word
        return said if self.free else None

    def says(self, answer: str) -> Message:
        """Return an answer in words."""
        if answer in self.choices:
            return self.choices[answer]
        if self.words is not None and answer in self.words:
            return self.words[answer].named
        return plain(answer)


class AnswersNeeded(GraphmodelError):
    """Nobody is there to answer; carries the questions."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        super().__init__(
            Message(
                "what the sheet cannot say has to be answered: fill in what stands on standard output and give it by "
                "--answers FILE, or take the defaults with --yes",
            )
        )


@dataclass
class GivenAnswers:
    """The answers that were given, by topic and word; ``asked`` gathers the questions, each once.

    ``unfit`` are the questions to which the answer that was given is none of theirs: they take their defaults.
    """

    answers: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    asked: dict[tuple[str, str], Question] = field(default_factory=dict[tuple[str, str], Question])
    unfit: dict[tuple[str, str], Question] = field(default_factory=dict[tuple[str, str], Question])

    def ask(self, question: Question) -> str:
        """Return what was answered, or the default."""
        key = question.key
        self.asked.setdefault(key, question)
        text = self.answers.get(key)
        if text is None:
            return question.default
        meant = question.meant(text)
        if meant is None:
            self.unfit[key] = question
            return question.default
        return meant

    def is_given(self, topic: str, word: str) -> bool:
        """Return whether somebody answered a question, rather than its default."""
        key = topic, folded(word)
        return key in self.answers and key not in self.unfit

    @property
    def open(self) -> list[Question]:
        """Return the questions without an answer that somebody has to give, what decides most first."""
        left = [one for key, one in self.asked.items() if not self.is_given(*key) and not one.minor]
        return sorted(left, key=lambda one: (*_FIRST, one.topic).index(one.topic))

    @property
    def odd(self) -> list[tuple[str, str]]:
        """Return the answers that answer nothing of what was asked."""
        return [key for key in self.answers if key not in self.asked or key in self.unfit]

    def ensure_offered(self, earlier: Sequence[Question]) -> None:
        """Refuse answers that neither these questions offer nor earlier ones did: SourceError.

        One answer may make another question void, or change its choices: what was offered before is never refused.
        """
        for key in self.odd:
            if any(one.key == key and one.meant(self.answers[key]) is not None for one in earlier):
                continue
            topic, word = key
            if question := self.unfit.get(key):
                text = self.answers[key]
                raise SourceError(
                    Message(
                        "{topic} of {word}: {text!r} is no answer{near}: give {choices}",
                        topic=question.topic,
                        word=_quoted(question.word),
                        text=text,
                        near=did_you_mean(text, known := _words_of(question)),
                        choices=either(known),
                    )
                )
            known = [asked for of, asked in self.asked if of == topic] or sorted({of for of, _ in self.asked})
            raise SourceError(
                Message(
                    "the answers say {topic} of {word}, which nothing in the sheet asks{near}",
                    topic=topic,
                    word=_quoted(word),
                    near=did_you_mean(word, known),
                )
            )


def read_answers(path: Path) -> dict[tuple[str, str], str]:
    """Return the answers of a file by topic and word; SourceError where it cannot be read or holds anything else."""
    return answers_of(read_toml(path))


def answers_of(read: Mapping[str, object]) -> dict[tuple[str, str], str]:
    """Return answers by topic and word; SourceError where they are no tables of texts.

    >>> answers_of({"type": {"Rec sys": "rms"}})
    {('type', 'rec sys'): 'rms'}
    """
    found: dict[tuple[str, str], str] = {}
    for topic, words in read.items():
        if not isinstance(words, Mapping):
            raise SourceError(Message("answers are tables of words: {topic} is none", topic=topic))
        for word, answer in words.items():  # pyright: ignore[reportUnknownVariableType]
            if not isinstance(answer, str):
                raise SourceError(
                    Message("the answer to {topic} of {word} must be a text", topic=topic, word=_quoted(str(word)))  # pyright: ignore[reportUnknownArgumentType]
                )
            found[topic, folded(str(word))] = answer  # pyright: ignore[reportUnknownArgumentType]
    return found


def answers_file(questions: Sequence[Question]) -> str:
    """Return a file of answers to fill in: each question as a comment, with its default."""
    lines: list[str] = []
    topics = dict.fromkeys(question.topic for question in questions)
    for topic in topics:
        lines += ["", f"[{topic}]"] if lines else [f"[{topic}]"]
        for question in questions:
            if question.topic == topic:
                lines += [f"# {line}" for line in in_language(question.text).splitlines()]
                lines += [
                    f"#   {_quoted(choice)}: {in_language(meaning)}" for choice, meaning in question.choices.items()
                ]
                lines += [f"# {in_language(Message('The default: {why}', why=question.why))}"]
                lines += [f"{_quoted(question.word)} = {_quoted(question.default)}"]
    return "\n".join(lines) + "\n"


def typed_answers(line: str, questions: Sequence[Question]) -> dict[tuple[str, str], str]:
    """Return what one line answers: ``1=b 3=rms``, ``1b, 3 a``, or ``yes`` for nothing but defaults.

    GraphmodelError where it names no question, or says nothing to one; nothing of it is taken then.
    """
    found: dict[tuple[str, str], str] = {}
    if understood(YES_NO, line) == "true":
        return found
    if _LETTERS.fullmatch(line):
        said = _LETTER.findall(line)
    else:
        said = _TYPED.findall(line) or _WORD.findall(line)
        rest = (_TYPED if _TYPED.search(line) else _WORD).sub("", line).strip(" ,;")
        if rest:
            raise GraphmodelError(
                Message("{rest!r} is no answer: write {example}", rest=rest, example=example(questions))
            )
    for number, text in said:
        if not 1 <= int(number) <= len(questions):
            raise GraphmodelError(
                Message("there is no question {number}: there are {count}", number=number, count=len(questions))
                if len(questions) > 1
                else Message("there is no question {number}: there is one", number=number)
            )
        question = questions[int(number) - 1]
        meant = question.meant(text.strip(" ,;"))
        if meant is None:
            letters: list[Message | str] = [plain(letter) for letter in question.letters]
            if question.words is not None:
                letters.append(Message("a word for it"))
            raise GraphmodelError(
                Message(
                    "question {number} has no answer {text!r}: give {choices}",
                    number=number,
                    text=text.strip(" ,;"),
                    choices=either(letters),
                )
            )
        found[question.key] = meant
    return found


def example(questions: Sequence[Question]) -> str:
    """Return a line that answers the first and the last of some questions, otherwise than their defaults do."""
    said: dict[int, str] = {}
    for number, question in ((1, questions[0]), (len(questions), questions[-1])):
        letters = question.letters
        said[number] = next((letter for letter, choice in letters.items() if choice != question.default), "a")
    return " ".join(f"{number}={letter}" for number, letter in said.items())


def screen(questions: Sequence[Question]) -> list[Question]:
    """Return the questions that are asked in a terminal: of one topic no more than fit."""
    counts: dict[str, int] = {}
    found: list[Question] = []
    for question in questions:
        counts[question.topic] = counts.get(question.topic, 0) + 1
        if counts[question.topic] <= MOST_OF_A_TOPIC:
            found.append(question)
    return found


def told(question: Question, number: int) -> Message:
    """Return a question as a terminal shows it: numbered, its choices lettered, its default marked."""
    letters = [
        plain(f"{letter}) ") + question.choices[choice] + (" *" if choice == question.default else "")
        for letter, choice in question.letters.items()
    ]
    if question.default not in question.choices:
        letters.append(plain("[") + question.says(question.default) + "] *")
    return plain(f"{number}. ") + question.text + "\n   " + joined("   ", letters)


def _words_of(question: Question) -> list[str]:
    return [*(choice for choice in question.choices if choice), *(question.words.ids if question.words else ())]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
