"""A house moves in one file."""

import tarfile
from pathlib import Path

from tests.processes.conftest import House


def test_a_backup_taken_while_the_house_runs_restores_to_the_same_house(house: House) -> None:
    process, said = house.run("--empty")
    file, new = house.folder / "house.tar.gz", house.folder / "new"
    taken = house.wellserved("backup", str(file))
    assert taken.returncode == 0, taken.stderr
    assert file.stat().st_mode & 0o077 == 0
    house.stop(process)
    house.empty_database()
    made = house.wellserved("restore", str(file), "--data", str(new))
    assert made.returncode == 0, made.stderr
    house.data = new
    house.environ["WELLSERVED_DATA"] = str(new)
    _, again = house.run("--empty")
    link = next(word for word in said.split() if "/setup/" in word)
    assert link in again, "the same keys"


def test_a_backup_is_never_restored_over_something(bare_house: House) -> None:
    bare_house.data.mkdir()
    (bare_house.data / "letters").write_text("dear")
    refused = bare_house.wellserved("restore", "any.tar")
    assert refused.returncode != 0
    assert "is not empty" in refused.stderr
    assert (bare_house.data / "letters").read_text() == "dear"


def test_a_strange_tar_is_refused_and_leaves_nothing(bare_house: House) -> None:
    for name in ("../escape", "/etc/escape", "letters", "files/../../escape"):
        tar = _tar(bare_house.folder / "strange.tar", name)
        refused = bare_house.wellserved("restore", str(tar))
        assert refused.returncode != 0
        assert "not a backup of Wellserved" in refused.stderr
        assert not list(bare_house.data.iterdir())
    assert not list(bare_house.folder.rglob("escape"))


def test_an_existing_file_is_never_overwritten(bare_house: House) -> None:
    file = bare_house.folder / "old.tar"
    file.write_text("older")
    assert "name another file" in bare_house.wellserved("backup", str(file)).stderr
    assert file.read_text() == "older"


def _tar(path: Path, name: str) -> Path:
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    return path
