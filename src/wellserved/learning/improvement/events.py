"""What becomes of annotations and improvements. Their words stay in the rows."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class AnnotationAdded(Event):
    """Something that happened on `day` is written beside the charts; `of_kind` change begins a new centre line."""

    annotation_id: int
    day: str
    of_kind: str
    replaces: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnnotationRemoved(Event):
    """It is no longer beside the charts."""

    annotation_id: int


@dataclass(frozen=True, kw_only=True)
class AnnotationRestored(Event):
    """It is beside the charts again."""

    annotation_id: int


@dataclass(frozen=True, kw_only=True)
class ImprovementProposed(Event):
    """Somebody says what would be better, and by which measure that is to be judged."""

    improvement_id: int
    measure: str
    better: str
    worth: float
    design: str


@dataclass(frozen=True, kw_only=True)
class ImprovementRevised(Event):
    """It was said otherwise before its trial began."""

    improvement_id: int
    measure: str
    better: str
    worth: float
    design: str


@dataclass(frozen=True, kw_only=True)
class ImprovementBegun(Event):
    """It is tried from now on; its measure is fixed."""

    improvement_id: int


@dataclass(frozen=True, kw_only=True)
class ImprovementConcluded(Event):
    """The verdict: adopted, dropped or undecided."""

    improvement_id: int
    verdict: str


@dataclass(frozen=True, kw_only=True)
class ImprovementStepUndone(Event):
    """The last step is taken back; it is in `state` again."""

    improvement_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class TrialEntered(Event):
    """A customer's conversation began while an improvement was tried by customer: `treated`, or served as usual."""

    improvement_id: int
    treated: bool
