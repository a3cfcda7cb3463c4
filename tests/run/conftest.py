"""A session of Spark for the tests of its jobs."""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from sayso.run.spark.engine import missing, opened
from sayso.run.spark.rows import without_nothing


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if said := missing():
        pytest.skip(said)
    session = opened(
        "local[2]",
        {
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.codegen.wholeStage": "false",  # of a few rows it costs more than it saves
            "spark.sql.adaptive.enabled": "false",
            "spark.driver.memory": "1g",
        },
    )
    yield session
    session.stop()
    gc.collect()


@pytest.fixture
def swept() -> Iterator[None]:
    """Spark's bridge to Java leaves its sockets to the garbage collector."""
    yield
    gc.collect()


@pytest.fixture
def lines() -> Callable[[Path], list[str]]:
    """What reads a table of Parquet as lines of JSON."""

    def read(folder: Path) -> list[str]:
        found = (pq.read_table(file).to_pylist() for file in sorted(folder.glob("*.parquet")))
        return [json.dumps(without_nothing(row)) for rows in found for row in rows]

    return read
