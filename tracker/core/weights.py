"""x"""

BIAS = -5.0
WEIGHTS = {"notice in sentence": 3.0, "new words named": 2.0, "old words named": 2.0, "same step": 1.5}
MIN_CONFIDENCE = 0.4
MIN_SHARE_OF_BEST = 0.5
