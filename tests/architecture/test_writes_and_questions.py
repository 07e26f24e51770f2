"""Writes are actions, questions are reads, and nothing happens behind one's back."""

import ast

from tests.architecture.sources import Source, sources

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Of these names only calls on a manager or a QuerySet are meant: dict.update and the like are not.
TOLD_BY_OBJECTS = {"create", "update", "delete"}

SIGNALS = {"post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed", "receiver"}

WRITE_IN = {"actions"}
ASK_IN = {"models", "reads", "actions", "reactions", "jobs"}  # an event or a job names a row, and its doer fetches it
# Where a rule must bend, by name, and why.
MAY_WRITE = {
    "ground/safety/pictures.py": "saves a picture into memory, no row",
    "learning/insight/rebuild.py": "makes the projections anew from the journal",
    "surfaces/office/surveys/places.py": "saves a code into memory, no row",
    "serving/standards/keeping.py": "the state of the fold, kept by actions and by rebuild in the same way",
}
MAY_ASK = {
    **MAY_WRITE,
    "ground/customers/alike.py": "reads: who may be the same customer",
    "ground/customers/finding.py": "reads, apart because search is a subject of its own",
    "ground/stream/reader.py": "tails the journal from a thread of its own",
    "serving/conversations/personal.py": "reads: all that was said with a customer, for them to have",
    "learning/feedback/personal.py": "reads: all that a customer answered, for them to have",
    "learning/suggestions/personal.py": "reads: all that a customer suggested, for them to have",
    "learning/improvement/observing.py": "reads: what was observed of an improvement",
    "learning/feedback/results.py": "reads: what was answered to a survey, question by question",
    "learning/feedback/servqual_results.py": "reads: the gaps of SERVQUAL's items",
    "learning/improvement/series.py": "reads: the figures of a place, week by week",
    "learning/insight/behind.py": "reads: the conversations behind a figure",
    "learning/insight/beliefs.py": "reads: what management believes that customers desire",
    "learning/insight/consistency.py": "reads: how much service differs between places, people and hours",
    "learning/insight/drivers.py": "reads: what moves the overall answer",
    "learning/insight/extent.py": "reads: the sums of a period and a place, cut any way",
    "learning/insight/gaps.py": "reads: the five gaps",
    "learning/insight/parts.py": "reads: the same figures of each site, team, colleague, hour",
    "learning/export/recount.py": "reads: the figures as they are kept, beside those counted from files",
    "learning/inspections/links.py": "reads: the walk behind a guest's link, who is no viewer",
    "learning/insight/standard.py": "reads: one standard, where and when it differs",
    "learning/insight/stars.py": "reads: how many stars each site has",
    "serving/channels/email/belonging.py": "reads: which conversation a mail belongs to",
    "serving/channels/email/circumstances.py": "reads: what is known of a mail before it is let in",
    "serving/channels/email/doubts.py": "reads: whether a sender goes by the name of somebody else",
    "serving/channels/email/companions.py": "reads: which of a mail's recipients are ours",
    "linden/managing.py": "fetches the demo's improvements, as their owners find them on a page",
    "linden/recovering.py": "fetches the demo's recoveries, as their owners find them on a page",
    "linden/told_time.py": "does the jobs that fall due in told time, as the worker does in ours",
    "linden/silence.py": "fetches the message that its event names, as a reaction does",
    "serving/channels/email/deliveries.py": "reads: what became of the mails of a conversation",
    "serving/channels/email/fetch.py": "tells which mailboxes there are to watch, in a loop of its own",
    "serving/channels/email/thread.py": "reads: what a mail of ours answers",
    "serving/conversations/finding.py": "reads, apart because search is a subject of its own",
    "serving/conversations/links.py": "reads: the conversation behind a customer's link, who is no viewer",
    "serving/conversations/people.py": "reads: who takes part in a conversation, and how that changed",
    "serving/conversations/public.py": "reads: what a customer may see of their conversation",
    "serving/standards/excused.py": "reads: which misses are excused, and why",
    "serving/standards/preview.py": "reads: what a standard would have meant",
    "serving/standards/rebuild.py": "makes the projections anew from the journal",
}


def room(source: Source) -> set[str]:
    """The rooms a module belongs to: `actions.py` and all of `actions/` are the room of actions."""
    return set(source.parts)


def is_write(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "insert"  # ground/rows
    if not isinstance(function, ast.Attribute) or function.attr not in WRITES:
        return False
    if function.attr == "save":
        return not (isinstance(function.value, ast.Call) and _is_super(function.value))
    return function.attr not in TOLD_BY_OBJECTS or _is_of_objects(function.value)


def _is_super(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "super"


def _is_of_objects(node: ast.expr) -> bool:
    """Whether `X.objects...` or a QuerySet's filter stands at the beginning of the chain."""
    return any(isinstance(part, ast.Attribute) and part.attr in ("objects", "filter") for part in ast.walk(node))


def test_only_actions_write() -> None:
    found = [
        source.at(call)
        for source in sources()
        if not room(source) & WRITE_IN and source.place not in MAY_WRITE
        for call in source.calls()
        if is_write(call)
    ]
    assert found == []


def test_only_models_reads_and_actions_ask_the_database() -> None:
    found = [
        source.at(attribute)
        for source in sources()
        if not room(source) & ASK_IN and source.place not in MAY_ASK
        for attribute in source.attributes()
        if attribute.attr == "objects"
    ]
    assert found == []


def test_no_signals() -> None:
    found = [
        source.at(node)
        for source in sources()
        for node in source.nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django") and SIGNALS & _names(node)
    ]
    assert found == []


def _names(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def test_saving_has_no_side_effects() -> None:
    overridden = [
        source.at(node)
        for source in sources()
        if "models" in room(source)
        for node in source.nodes
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")
    ]
    assert overridden == []


def test_pure_rules_know_neither_django_nor_the_clock() -> None:
    found = [
        f"{source.place} imports {module}"
        for source in sources()
        if source.path.name == "rules.py" or source.parts[0] == "measures"
        for node in source.nodes
        for module in _imported(node)
        if module.split(".")[0] == "django" or module.endswith((".models", ".clock"))
    ]
    assert found == []


def test_only_the_configuration_reads_the_environment() -> None:
    found = [
        source.at(attribute)
        for source in sources()
        if source.parts[0] not in ("config", "console")
        for attribute in source.attributes()
        if attribute.attr in ("environ", "getenv") and isinstance(attribute.value, ast.Name)
    ]
    assert found == []


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    asked = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now")}
    found = [
        source.at(attribute)
        for source in sources()
        if source.place not in ("ground/clock.py", "ui/times.py")  # ui stands under ground
        for attribute in source.attributes()
        if isinstance(attribute.value, ast.Name) and (attribute.value.id, attribute.attr) in asked
    ]
    assert found == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
