"""The weights of the linker, written by `python -m benchmarks.train`; the heaviest first."""

from tracker.core.model import Model

MODEL = Model(
    bias=-5.694,
    weights={
        "notice in sentence, of the best": 1.999,
        "notice in block, of the best": 1.449,
        "same step": 1.039,
        "new words named, of the best": 0.982,
        "notice in sentence": 0.899,
        "few changes in the step": 0.859,
        "fact of the topic": 0.694,
        "in headline": 0.679,
        "notice in old words, of the best": 0.588,
        "notice in block": 0.587,
        "later step": -0.552,
        "other fact": -0.548,
        "whole block": -0.534,
        "old words named, of the best": 0.525,
        "old words named": 0.351,
        "new value named": 0.34,
        "new words named": 0.289,
        "old value named": 0.288,
        "removal said and done": 0.216,
        "notice in new words, of the best": 0.211,
        "notice in old words": 0.207,
        "touches a value": -0.178,
        "replaced": 0.142,
        "spelling said and done": 0.142,
        "addition said and done": 0.139,
        "substantive": 0.133,
        "earlier step": 0.08,
        "notice in new words": 0.015,
    },
    min_confidence=0.25,
    min_share_of_best=0.5,
)
