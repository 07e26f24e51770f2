"""Who may be leaving, and how soon customers come again (`returning`, by itself since it loads NumPy)."""

from wellserved.learning.retention.reads.listing import AtRisk, at_risk, cared_for, caring

__all__ = ["AtRisk", "at_risk", "cared_for", "caring"]
