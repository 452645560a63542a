"""What an edition publishes as data: tables and ballots. No row or column about a person."""

from budget.open_data.queries.ballots import pabulib_text
from budget.open_data.queries.datasets import DATASETS, Dataset, dataset_csv

__all__ = ["DATASETS", "Dataset", "dataset_csv", "pabulib_text"]
