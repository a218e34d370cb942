"""What `make run` says to whoever started it."""

import pytest

from setup.run import tell_persons
from skolplattform.accounts import demo
from skolplattform.accounts.demo import Choice, told


@pytest.mark.parametrize(("language", "line"), [("sv", "mentor för 7B"), ("en", "mentor of 7B")])
def test_the_persons_to_try_are_told_in_the_language_of_the_terminal(
    database: str, language: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsa = Choice("1", "teacher", "Elsa Eriksson", "EE", told("mentor:7B"))
    monkeypatch.setattr(demo, "choices", lambda _session: (elsa,))
    monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", language)
    tell_persons()
    assert capsys.readouterr().out.split(maxsplit=2) == ["Elsa", "Eriksson", f"{line}\n"]
