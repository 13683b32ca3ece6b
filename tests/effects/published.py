"""Published trials that come with the packages of others, as plain arrays."""

from typing import Any, NamedTuple

import causaldata  # type: ignore[import-untyped]
import numpy as np
from lifelines.datasets import load_rossi  # type: ignore[import-untyped]
from numpy.typing import NDArray

Array = NDArray[Any]

PROFILE = ("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75")
THOUSAND = 1000


class Trial(NamedTuple):
    """A row for each person."""

    began: Array
    covariates: Array
    outcome: Array


def arrests() -> Trial:
    """Return released prisoners: with money or without, and the week of their arrest, of 52.

    The outcome is that week; 0 for those who were not arrested.
    """
    rossi = load_rossi()
    week = np.where(rossi["arrest"] == 1, rossi["week"], 0)
    return Trial(_flags(rossi["fin"]), np.empty((len(rossi), 0)), week)


def job_training() -> Trial:
    """Return the National Supported Work demonstration: who was drawn by lot to be trained."""
    return _trial(causaldata.nsw_mixtape.load_pandas().data)


def job_training_beside_others() -> Trial:
    """Return those who were trained beside people of a survey, whom nobody had drawn."""
    trained, others = job_training(), _trial(causaldata.cps_mixtape.load_pandas().data)
    of = trained.began
    return Trial(
        np.concatenate([trained.began[of], others.began]),
        np.concatenate([trained.covariates[of], others.covariates]),
        np.concatenate([trained.outcome[of], others.outcome]),
    )


def flexible(covariates: Array) -> Array:
    """Return the profile with what bends: powers, earnings of none, and some products."""
    age, school, black, hispanic, married, no_degree, before, last = covariates.T
    none_before, none_last = before == 0, last == 0
    columns = (
        age,
        age**2,
        age**3,
        school,
        school**2,
        black,
        hispanic,
        married,
        no_degree,
        before,
        before**2,
        last,
        last**2,
        none_before,
        none_last,
        none_before & none_last,
        school * before,
        none_before * hispanic,
    )
    return np.column_stack(columns).astype(float)


def _trial(data: Any) -> Trial:  # noqa: ANN401 - pandas says nothing of its types
    profile = data[list(PROFILE)].to_numpy(float)
    profile[:, -2:] /= THOUSAND
    return Trial(_flags(data["treat"]), profile, data["re78"].to_numpy(float))


def _flags(column: Any) -> Array:  # noqa: ANN401 - the same
    flags: Array = column.to_numpy() == 1
    return flags
