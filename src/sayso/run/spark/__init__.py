"""The steps of the journey on Apache Spark, for piles that no single machine holds.

In:    Parquet with a record a row, wherever Spark reads
Out:   Parquet with the rows that the commands print
Steps: arrive ─▶ windows ─▶ pairs ─▶ blocks, compared ─▶ components ─▶ families ─▶ stories

Each step calls the functions of the rooms that a run on one machine calls: what Spark does is to
bring together what they are to be given. Tables between the steps are kept until the end, so that a
job that was stopped goes on from there. pyspark is an extra, and loaded by nothing else.
"""

from sayso.run.spark.job import Job

__all__ = ["Job"]
