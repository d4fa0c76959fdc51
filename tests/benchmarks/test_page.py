import pytest

from comparing import PAGE

BENCHMARKS = sorted(path.stem for path in (PAGE.parents[1] / "benchmarks").glob("*_speed.py"))


@pytest.mark.parametrize("name", [*BENCHMARKS, "scale"])
def test_every_benchmark_has_its_part_of_the_page(name: str) -> None:
    page = PAGE.read_text("utf-8")
    assert [page.count(f"<!-- {name}: {side} -->") for side in ("begin", "end")] == [1, 1]
