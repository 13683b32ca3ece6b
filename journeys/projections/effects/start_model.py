"""Startmodel: the odds of beginning, by logistic regression on what was known at time zero.

Newton's method with step halving and a small ridge: plain Newton diverged on real data. Odds as
weights make the comparison persons like those who began (Hirano, Imbens and Ridder, Econometrica 71
(2003) 1161).
"""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Floats, Numbers

RIDGE = 0.1
"""On scaled columns; none on the constant."""
CAP = 30.0
"""The largest linear score that is turned into odds."""
CLOSE = 1e-6
STEPS = 50
HALVINGS = 30
THIN = 8
"""Of many rows, every eighth gives the coefficients to begin from."""
MANY = 50_000
CHUNK = 8192
"""Rows at a time, so that what is multiplied stays in the processor's cache."""


class Design(NamedTuple):
    """The constant and the covariates of every row, centred and scaled, and how."""

    columns: Floats
    """Rows x (1 + covariates)."""
    centre: Floats
    scale: Floats


class StartModel(NamedTuple):
    """A fitted model."""

    coefficients: Floats
    score: Floats
    """The linear score of each row: the logarithm of its odds of beginning."""
    information: Floats
    """Minus the second slopes of the penalised log likelihood."""
    inverse: Floats
    """The inverse of the information, ridge included; zero for covariates that are left out."""
    converged: bool

    @property
    def odds(self) -> Floats:
        """The odds of each row: how many begin for each one who does not."""
        return np.exp(np.minimum(self.score, CAP))


def design_of(covariates: Numbers) -> Design:
    """Return covariates (rows x covariates) centred and scaled, with a constant before them."""
    rows, count = covariates.shape
    centre, scale = np.zeros(count), np.ones(count)
    for at in range(count if rows else 0):
        column = covariates[:, at].astype(np.float64)
        centre[at] = column.mean()
        spread = float(np.sqrt(np.mean((column - centre[at]) ** 2)))
        scale[at] = spread if spread > CLOSE * max(1.0, abs(centre[at])) else 1.0
    columns = np.empty((rows, count + 1))
    for at in range(0, rows, CHUNK):
        part = columns[at : at + CHUNK]
        part[:, 0] = 1
        part[:, 1:] = (covariates[at : at + CHUNK] - centre) / scale
    return Design(columns, centre, scale)


def fit(
    design: Design,
    began: Flags,
    *,
    ridge: float = RIDGE,
    keep: Flags | None = None,
    first: Floats | None = None,
) -> StartModel:
    """Return the model; not converged where an arm is empty, or after 50 steps.

    `keep` says which columns of the design enter (all if None); the coefficients of the others are
    zero. `first` are the coefficients to begin from.
    """
    columns = design.columns
    used = np.flatnonzero(np.ones(columns.shape[1], bool) if keep is None else keep)
    penalty = np.full(columns.shape[1], ridge)
    penalty[0] = 0.0
    starters = int(began.sum())
    if starters in (0, len(began)):
        return _unfitted(columns)
    if first is None and len(began) > MANY:
        few = Design(columns[::THIN], design.centre, design.scale)
        first = fit(few, began[::THIN], ridge=ridge, keep=keep).coefficients
    beta = np.zeros(columns.shape[1])
    if first is None:
        beta[0] = np.log(starters / (len(began) - starters))
    else:
        beta[used] = first[used]
    value, slope, information = _likelihood(columns, began, beta, penalty)
    for _ in range(STEPS):
        try:
            change = np.linalg.solve(information[np.ix_(used, used)], slope[used])
        except np.linalg.LinAlgError:
            return _unfitted(columns)
        for _half in range(HALVINGS):
            moved = beta.copy()
            moved[used] += change
            tried = _likelihood(columns, began, moved, penalty)
            if tried[0] >= value - 1e-9 * abs(value):
                break
            change = change / 2
        beta, (value, slope, information) = moved, tried
        if np.abs(change).max() < CLOSE:
            return _fitted(columns, beta, information, used)
    return _unfitted(columns)


def without(design: Design, began: Flags, model: StartModel, left_out: Flags) -> StartModel:
    """Return the model without some columns, beginning from where the full one points."""
    kept, gone = np.flatnonzero(~left_out), np.flatnonzero(left_out)
    first = model.coefficients.copy()
    across = model.information[np.ix_(kept, gone)] @ model.coefficients[gone]
    first[kept] += np.linalg.solve(model.information[np.ix_(kept, kept)], across)
    return fit(design, began, keep=~left_out, first=first)


def _likelihood(
    columns: Floats, began: Flags, beta: Floats, penalty: Floats
) -> tuple[float, Floats, Floats]:
    """Return the penalised log likelihood, its slope by column, and the information matrix."""
    value = -0.5 * float(penalty @ (beta * beta))
    slope, information = -penalty * beta, np.diag(penalty)
    for at in range(0, len(began), CHUNK):
        part, starts = columns[at : at + CHUNK], began[at : at + CHUNK]
        score = part @ beta
        share = 1 / (1 + np.exp(-np.clip(score, -500, 500)))
        value += float(score[starts].sum() - np.logaddexp(0, score).sum())
        slope += part.T @ (starts - share)
        root = part * np.sqrt(share * (1 - share))[:, None]
        information += root.T @ root
    return value, slope, information


def _fitted(columns: Floats, beta: Floats, information: Floats, used: Numbers) -> StartModel:
    inverse = np.zeros_like(information)
    inverse[np.ix_(used, used)] = np.linalg.inv(information[np.ix_(used, used)])
    return StartModel(beta, columns @ beta, information, inverse, converged=True)


def _unfitted(columns: Floats) -> StartModel:
    count = columns.shape[1]
    nothing = np.zeros((count, count))
    return StartModel(np.zeros(count), np.zeros(len(columns)), nothing, nothing, converged=False)
