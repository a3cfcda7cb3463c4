"""A session of Spark, opened for a job.

master, settings of Spark ──▶ SparkSession
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from sayso.errors import WrongUse

# What a job asks of Spark where the user says nothing else: days are those of UTC, and batches stay
# small enough for articles.
_ASKED = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.files.maxPartitionBytes": "16m",
}
# Where all of Spark is this machine: no page of its own, and no more partitions than are of use.
_ON_THIS_MACHINE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "{cores}",
    "spark.sql.files.maxPartitionBytes": "4m",
    "spark.driver.memory": "4g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # a few minutes are too short for the second compiler of Java to be worth its time
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


def missing() -> str | None:
    """What is not there that Spark needs, None where all of it is.

    >>> said = missing()
    >>> said is None or said.partition(" is not installed: ")[0] in ("pyspark", "Java")
    True
    """
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed: pip install 'sayso[spark]'"
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java") and not (home and shutil.which("java", path=f"{home}/bin")):
        return "Java is not installed: Spark needs Java 17 (Debian: openjdk-17-jre-headless)"
    return None


def opened(master: str | None, given: Mapping[str, str]) -> Any:
    """A SparkSession; the one that is there already, where spark-submit has made it. Raises
    WrongUse where pyspark or Java is missing.
    """
    if said := missing():
        raise WrongUse(said)
    from pyspark.sql import SparkSession

    from sayso.run.processes import available

    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    master = master or (None if submitted else "local[*]")
    asked = dict(_ASKED)
    builder = SparkSession.builder.appName("sayso")
    if master:
        builder = builder.master(master)
    if master and master.startswith("local"):
        asked |= {k: v.format(cores=available()) for k, v in _ON_THIS_MACHINE.items()}
        # else Spark takes the first python3 of the path, which may be without sayso
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in (asked | dict(given)).items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark
