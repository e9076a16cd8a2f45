"""The measures of one weighting, one by one and as plainly as can be: what the compiled code is held to."""

import numpy as np
from scipy import stats
from sklearn import metrics as peers

RANKING = ("average_precision", "roc_auc", "brier")


def plain(followed, score, flagged, weight):
    """Return every measure of one model and one cut-off; NaN where it cannot be computed."""
    kept = weight > 0
    followed, score, flagged, weight = (each[kept] for each in (followed, score, flagged, weight))
    found = dict.fromkeys(RANKING, np.nan)
    if followed.any():
        found["average_precision"] = peers.average_precision_score(
            followed, score, sample_weight=weight
        )
    if followed.any() and not followed.all():
        found["roc_auc"] = peers.roc_auc_score(followed, score, sample_weight=weight)
    if len(followed):
        found["brier"] = np.average((score - followed) ** 2, weights=weight)
    precision = among(flagged, followed, weight)
    recall = among(followed, flagged, weight)
    specificity = among(~followed, ~flagged, weight)
    negative_predictive_value = among(~flagged, ~followed, weight)
    return found | {
        "flagged_share": among(np.ones_like(flagged), flagged, weight),
        "precision": precision,
        "recall": recall,
        "specificity": specificity,
        "negative_predictive_value": negative_predictive_value,
        "false_discovery_rate": 1 - precision,
        "false_negative_rate": 1 - recall,
        "false_positive_rate": 1 - specificity,
        "false_omission_rate": 1 - negative_predictive_value,
        "false_alarms_per_child_found": (1 - precision) / precision if precision > 0 else np.nan,
    }


def among(base, what, weight):
    """Return the share of the weight of ``base`` that ``what`` has."""
    whole = weight[base].sum()
    return weight[base & what].sum() / whole if whole else np.nan


def ends(values, followed, family):
    """Return the ends of the expanded percentile interval of a measure's resamples."""
    many = min(len(set(family[followed])), len(set(family[~followed])))
    reach = stats.t(many - 1).ppf(0.975) * np.sqrt(many / (many - 1))
    return np.quantile(values, [stats.norm.cdf(-reach), stats.norm.cdf(reach)])
