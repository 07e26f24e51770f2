"""Packs of standards are checked, shown, adopted, retired and exported."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

from wellserved.serving.standards import packs
from wellserved.serving.standards.pack import Pack
from wellserved.serving.standards.telling import in_words
from wellserved.serving.standards.unpacking import read
from wellserved.serving.standards.written import WrongPack

SUMMARY = "check, show, adopt, retire and export packs of standards"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="say what is wrong with pack files, line by line (exit status 1)")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verbs.add_parser("list", help="the packs that come with Wellserved, and the standards in force")
    show = verbs.add_parser("show", help="a pack's standards, with their rules and sources")
    show.add_argument("pack", metavar="PACK|FILE")
    adopt = verbs.add_parser("adopt", help="put a pack's standards in force; a newer version changes the older one's")
    adopt.add_argument("pack", metavar="PACK|FILE")
    adopt.add_argument(
        "--site", action="append", default=[], help="hold there only (its short name); may be repeated"
    )
    adopt.add_argument("--only", nargs="+", metavar="KEY", help="only these standards")
    adopt.add_argument("--dry-run", action="store_true", help="change nothing; tell what would be")
    retire = verbs.add_parser("retire", help="end all standards that came from a pack; their figures stay")
    retire.add_argument("pack", metavar="PACK")
    verbs.add_parser("schema", help="print the JSON schema of a pack, for editors that check while you type")
    export = verbs.add_parser("export", help="print the standards in force as a pack file")
    export.add_argument("--name", default="house", help="what the pack is called (house)")
    export.add_argument("--pack-version", default="1.0", metavar="VERSION", help="its version (1.0)")


def run(options: argparse.Namespace) -> int:
    try:
        return int(VERBS[options.verb](options))
    except packs.UnknownPack as unknown:
        return _refuse(str(unknown))
    except OSError as wrong:
        return _refuse(f"{wrong.filename}: {wrong.strerror}")


def _check(options: argparse.Namespace) -> int:
    return max([_told(file) is None for file in options.files])


def _list(options: argparse.Namespace) -> int:
    for pack in map(packs.pack, packs.names()):
        print(f"{pack.label:<36} {len(pack.standards):>3} standards  {pack.title}")
    reads, at = _house()
    in_force = reads.standards(at)
    print(f"\nIn force: {len(in_force)}")
    for standard in in_force:
        print(f"  {standard.key:<40} {standard.target:>5.0%}  {in_words(standard.rule)}  {standard.pack}".rstrip())
    return 0


def _show(options: argparse.Namespace) -> int:
    pack = _pack(options.pack)
    if pack is None:
        return 1
    print(f"{pack.title} ({pack.label})\n{pack.about}")
    for one in pack.standards:
        print(f"\n{one['key']}\n  {one['statement']}\n  {in_words(one['rule'])}")
        print(f"  {one['dimension']}, target {one['target']:.0%}, weight {one['weight']:g}, for {one['serves']}")
        print(f"  asked by {one['asked_by']}" + (f": {one['source']}" if one["source"] else ""))
    return 0


def _adopt(options: argparse.Namespace) -> int:
    pack = _pack(options.pack)
    if pack is None:
        return 1
    reads, at = _house()
    from wellserved.ground.accounts.reads import all_sites
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.standards import actions

    sites = {site.slug: site.id for site in all_sites()}
    if unknown := [slug for slug in options.site if slug not in sites]:
        return _refuse(f"No site has the short name {unknown[0]}; there are {', '.join(sites)}.")
    ids = [sites[slug] for slug in options.site]
    try:
        if options.dry_run:
            done = reads.adoption(pack, keys=options.only, sites=ids, at=at)
        else:
            done = actions.adopt(pack, keys=options.only, sites=ids, by=SYSTEM, at=at)
    except actions.WrongStandard as wrong:
        return _refuse(str(wrong))
    for what in ("added", "changed", "unchanged"):
        for key in getattr(done, what):
            print(f"{what:<10} {key}")
    for key, why in done.skipped.items():
        print(f"{'left alone':<10} {key}: {why}")
    if options.dry_run:
        print("Nothing was changed.")
    return 0


def _retire(options: argparse.Namespace) -> int:
    _, at = _house()
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.standards.actions import retire

    ended = retire(options.pack, by=SYSTEM, at=at)
    print(*(f"ended      {key}" for key in ended), sep="\n")
    return 0 if ended else _refuse(f"Nothing in force came from a pack {options.pack!r}.")


def _schema(options: argparse.Namespace) -> int:
    from wellserved.serving.standards.schema import as_text

    print(as_text(), end="")
    return 0


def _export(options: argparse.Namespace) -> int:
    reads, at = _house()
    from wellserved.ground.accounts.reads import house
    from wellserved.serving.standards.packing import packed

    business = house()
    text = packed(reads.house_pack(options.name, options.pack_version, business.name if business else "House", at))
    try:
        read(text.encode())
    except WrongPack as wrong:
        return _refuse(str(wrong))
    print(text, end="")
    return 0


def _told(file: Path) -> Pack | None:
    """The pack in the file, with what is fine; None after its faults were told."""
    try:
        pack = read(file.read_bytes())
    except WrongPack as wrong:
        print(*(f"{file}:{fault}" for fault in wrong.faults), sep="\n")
        return None
    kinds = Counter(str(one["rule"]["kind"]) for one in pack.standards)
    dimensions = Counter(str(one["dimension"]) for one in pack.standards)
    noun = "standard" if len(pack.standards) == 1 else "standards"
    print(f"{file}: {pack.label} is fine: {len(pack.standards)} {noun}; {_counts(kinds)}; {_counts(dimensions)}")
    return pack


def _counts(found: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in found.most_common())


def _pack(name: str) -> Pack | None:
    """One that is shipped, by its name, or one in a file."""
    return _told(Path(name)) if name.endswith(".toml") or Path(name).exists() else packs.pack(name)


def _house() -> tuple[ModuleType, datetime]:
    """The reads of the house's standards, and the time: what needs a database starts here."""
    import django

    django.setup()
    from wellserved.ground import clock
    from wellserved.serving.standards import reads

    return reads, clock.now()


def _refuse(says: str) -> int:
    print(says, file=sys.stderr)
    return 1


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "list": _list,
    "show": _show,
    "adopt": _adopt,
    "retire": _retire,
    "schema": _schema,
    "export": _export,
}
