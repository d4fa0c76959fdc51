"""The wheel holds all that an installed rc-kb needs, and the sdist builds the same wheel."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from importlib.util import find_spec
from pathlib import Path

import pytest

from rc_kb.settings import SCHEMA_VERSION
from tests.conftest import Run
from tests.requirements import need

TOP = Path(__file__).parents[1]


@dataclass(frozen=True)
class Built:
    """The two files that the project is published as."""

    wheel: Path
    sdist: Path

    def list_wheel(self) -> list[str]:
        """Return the names of the files in the wheel."""
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.namelist()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the wheel and the sdist once, with the backend of pyproject.toml."""
    need(find_spec("hatchling"), "hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("dist")
    _build(TOP, folder, "wheel", "sdist")
    return Built(next(folder.glob("*.whl")), next(folder.glob("*.tar.gz")))


def _build(source: Path, folder: Path, *targets: str) -> None:
    wanted = [part for target in targets for part in ("--target", target)]
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder), *wanted]
    subprocess.run(command, cwd=source, check=True, capture_output=True)


@pytest.fixture(scope="session")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what the wheel installs, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.unpack_archive(built.wheel, folder, "zip")
    return folder


@pytest.mark.parametrize(
    ("packaged", "in_checkout"), [("alembic", "alembic"), ("seed", "data/seed")], ids=["migrations", "seed"]
)
def test_the_wheel_holds_each_file_of_the_migrations_and_the_seed(
    unpacked: Path, packaged: str, in_checkout: str
) -> None:
    assert _read_files(unpacked / "rc_kb/_packaged" / packaged) == _read_files(TOP / in_checkout)


def _read_files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the files in a folder by their paths in it, without Python's caches."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }


def test_the_wheel_holds_the_migration_to_the_schema_of_this_version(built: Built) -> None:
    assert any(f"/alembic/versions/{SCHEMA_VERSION}_" in name for name in built.list_wheel())


def test_no_package_is_called_alembic_and_hides_the_library(built: Built) -> None:
    assert not (TOP / "alembic/__init__.py").exists()
    assert {name.partition("/")[0] for name in built.list_wheel()} == {"rc_kb", _name_metadata(built)}


def _name_metadata(built: Built) -> str:
    return "-".join(built.wheel.name.split("-")[:2]) + ".dist-info"


def test_the_wheel_holds_no_database_and_no_cache(built: Built) -> None:
    assert not [name for name in built.list_wheel() if re.search(r"\.(db|pyc|log)$|__pycache__|/\.", name)]


def test_the_metadata_have_the_version_that_rc_kb_prints(built: Built, run: Run) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{_name_metadata(built)}/METADATA"))
    assert run("--version").stdout == f"rc-kb {metadata['Version']}\n"


def test_what_the_wheel_installs_answers_its_first_question_without_the_checkout(
    unpacked: Path, tmp_path: Path, run: Run
) -> None:
    imported = subprocess.run(
        [sys.executable, "-c", "import rc_kb; print(rc_kb.__file__)"],
        env={"PYTHONPATH": str(unpacked)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert imported.stdout == f"{unpacked}/rc_kb/__init__.py\n"
    first = run("countries", "--with-facilities", db=None, PYTHONPATH=str(unpacked))
    assert (first.returncode, first.stdout) == (0, run("countries", "--with-facilities").stdout)


def test_the_sdist_builds_the_same_wheel(built: Built, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "tarfile", "--extract", str(built.sdist), str(tmp_path)], check=True)
    _build(tmp_path / built.sdist.name.removesuffix(".tar.gz"), tmp_path / "again", "wheel")
    assert (tmp_path / "again" / built.wheel.name).read_bytes() == built.wheel.read_bytes()


def _list_requirements() -> list[str]:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    return [one for one in (*project["dependencies"], *extras) if not one.startswith("rc-kb[")]


@pytest.mark.parametrize("requirement", _list_requirements())
def test_a_requirement_names_its_oldest_version(requirement: str) -> None:
    assert re.match(r"[\w.-]+(\[\w+\])?>=\d", requirement)


@pytest.mark.parametrize("requirement", [one for one in _list_requirements() if re.search(r"<|==|~=|!=", one)])
def test_an_upper_bound_has_its_reason_beside_it(requirement: str) -> None:
    lines = (TOP / "pyproject.toml").read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if f'"{requirement}"' in line)
    assert lines[place - 1].strip().startswith("#") or "#" in lines[place]
