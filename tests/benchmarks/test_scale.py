import pytest

from running import Run, compare
from scale_bases import SEED, Base, name_database
from scale_results import Bar, Results, find_growth

SIZES = (10_000, 100_000, 1_000_000)


@pytest.mark.parametrize(("seconds", "power"), [((1, 10, 100), 1), ((1, 100, 10_000), 2), ((2, 2, 2), 0)])
def test_growth_is_the_power_of_the_size(seconds: tuple[float, ...], power: float) -> None:
    assert find_growth(SIZES, seconds) == pytest.approx(power)


def test_growth_of_next_to_nothing_is_flat() -> None:
    assert find_growth(SIZES, (0.001, -0.003, 0.019), least=0.02) is None


def test_bars_hold_up_to_their_limit() -> None:
    assert Bar("at most", 1.5, 1.5).is_kept
    assert not Bar("at most", 1.51, 1.5).is_kept
    assert not Bar("at least", 0.49, 0.5, is_least=True).is_kept


def test_comparison_takes_the_start_of_the_driver_off_our_side_alone() -> None:
    ours, peers = ([Run(seconds, 0, 0, 0) for seconds in took] for took in ((0.4, 0.5, 0.9), (0.2, 0.2, 0.2)))
    assert compare(ours, peers, less=0.1) == pytest.approx(2)


def test_database_on_a_socket_keeps_the_folder_of_the_socket() -> None:
    address = "postgresql://postgres:@/postgres?host=/run/server"
    assert name_database(address, "kb") == "postgresql://postgres:@/kb?host=/run/server"


@pytest.mark.parametrize(
    ("seconds", "power"),
    [
        ((5, 5, 5, 5), 1),
        # 50, 725 and 14,225 in thousands.
        ((5, 5, 10, 20), 1.227),
        # With as much for each as there are others, the whole grows as the square.
        ((0.001, 10, 100, 1000), 2),
    ],
)
def test_growth_of_loading_is_that_of_the_sum_of_its_steps(seconds: tuple[float, ...], power: float) -> None:
    bases = [Base("SQLite", size, "") for size in (SEED, *SIZES)]
    runs = ([Run(factor * took, 0, 0, 0) for factor in (1, 2, 0.5)] for took in seconds)
    results = Results(["SQLite"], list(SIZES), bases, more=dict(zip(bases, runs, strict=True)))
    assert results.grow_loading("SQLite") == pytest.approx(power, abs=0.01)
