"""Wrong settings are told all at once, one sentence each."""

from pathlib import Path

import pytest

from wellserved.config.environment import WrongSettings, read


def faults(**environ: str) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        read(environ)
    return wrong.value.faults


def test_every_fault_is_told_at_once() -> None:
    told = faults(WELLSERVED_URL="linden", WELLSERVED_THREADS="many", WELLSERVED_DEBUG="maybe", WELLSERVED_TYPO="1")
    assert [sentence.split()[0] for sentence in told] == [
        "WELLSERVED_URL",
        "WELLSERVED_THREADS",
        "WELLSERVED_DEBUG",
        "WELLSERVED_TYPO",
    ]


def test_a_network_is_one_before_somebody_needs_it() -> None:
    assert read({"WELLSERVED_OUTBOUND_ALLOW": "10.0.5.0/24, 127.0.0.1, ::1/128,"})
    (told,) = faults(WELLSERVED_OUTBOUND_ALLOW="10.0.5.0/24, mail.linden.example")
    assert told.endswith("with commas between them, not 'mail.linden.example'.")


def test_the_data_folder_is_no_file(tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Sir or Madam")
    (told,) = faults(WELLSERVED_DATA=str(letter / "data"))
    assert told == f"WELLSERVED_DATA must be a folder, and {str(letter)!r} is a file."
    assert read({"WELLSERVED_DATA": str(tmp_path / "new" / "data")}).data == tmp_path / "new" / "data"
