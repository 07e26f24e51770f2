# ruff: noqa: RUF001 - the sentences are in many alphabets
"""The line by which a mail program introduces what it quotes, and by which it announces what it forwards."""

import re
from collections.abc import Sequence

MOST_LINES = 4  # of one introduction

_wrote = re.compile(
    r"^(?:on .{4,300} wrote|am .{4,300} schrieb(?: .{1,200})?|le .{4,300} a écrit|el .{4,300} escribió"
    r"|em .{4,300} escreveu|il .{4,300} ha scritto|op .{4,300} (?:schreef|het volgende geschreven)(?: .{1,200})?"
    r"|den .{4,300} skrev(?: .{1,200})?|.{4,300} skrev|.{4,300} kirjoitti|.{4,300} (?:napisał\(?a?\)?|pisze)"
    r"|.{4,300} napsal\(?a?\)?|.{4,300} írta|.{4,300} (?:yazdı|şunu yazdı)|.{4,300} написала?\(?а?\)?"
    r"|.{4,300} (?:пише|написав|пишет)|στις .{4,300} έγραψε|pe .{4,300} a scris|.{4,300} a scris"
    r"|.{4,300}(?:写道|寫道)|.{4,300}(?:のメッセージ|が書きました|書きました)|.{4,300}(?:님이 작성|님이 쓴 글)"
    r"|.{4,300} wrote|.{4,300} writes|.{0,300}(?:כתב|كتب).{0,200}|.{0,100}\b\d{4}\b.{1,200}<\S+@\S+>"
    r"|\d{4}年.{4,200}<\S+@\S+>)\s?[:\uff1a]$",
    re.IGNORECASE,
)
_original = re.compile(
    r"^\W{2,}\s*(?:original message|reply message|ursprüngliche nachricht|originalnachricht|message d.origine"
    r"|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|origineel bericht"
    r"|ursprungligt meddelande|original(?:e )?meddelelse|opprinnelig melding|alkuperäinen viesti"
    r"|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|eredeti üzenet|orijinal ileti|özgün ileti"
    r"|исходное сообщение|пересылаемое сообщение|αρχικό μήνυμα|元のメッセージ|原始邮件|原始郵件|원본 메시지"
    r"|original appointment|הודעה מקורית)\s*\W{2,}$",
    re.IGNORECASE,
)
_forwarded = re.compile(
    r"^(?:\W{2,}\s*)?(?:forwarded message|begin forwarded message|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail)|message transféré|message transmis"
    r"|début du message (?:transféré|réexpédié)|mensaje reenviado|inicio del mensaje reenviado"
    r"|mensagem encaminhada|mensagem reencaminhada|início da mensagem (?:encaminhada|reencaminhada)"
    r"|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht"
    r"|vidarebefordrat (?:meddelande|mejl)|vidarebefordrat brev|videresendt (?:meddelelse|besked|melding)"
    r"|välitetty viesti|edelleenlähetetty viesti|przekazana wiadomość|wiadomość przekazana|přeposlaná zpráva"
    r"|továbbított üzenet|yönlendirilmiş (?:mesaj|ileti)|iletilen ileti|пересылаемое сообщение"
    r"|пересланное сообщение|начало переадресованного сообщения|переслане повідомлення|προωθημένο μήνυμα"
    r"|転送メッセージ|転送されたメッセージ|转发的邮件|轉寄的郵件|已转发的邮件"
    r"|전달된 메시지|mesaj redirecționat)"
    r"\s*[:\uff1a]?\s*(?:\W{2,})?$",
    re.IGNORECASE,
)
_marks = re.compile(r"^[\s>|*]+")


def introduction_at(lines: Sequence[str], number: int) -> int:
    """How many lines, from this one on, introduce a quote. A mere sentence has neither date nor address."""
    joined = ""
    for length, line in enumerate(lines[number : number + MOST_LINES], 1):
        bare = _marks.sub("", line).strip()
        if not bare:
            return 0
        joined = f"{joined} {bare}".strip()
        if (
            joined.endswith((":", "\uff1a"))
            and _wrote.match(joined)
            and (any(map(str.isdigit, joined)) or "@" in joined)
        ):
            return length
    return 0


def is_original(line: str) -> bool:
    """-----Original Message-----"""
    return len(line) < 120 and bool(_original.match(line.strip(" >*")))


def is_forwarded(line: str) -> bool:
    """---------- Forwarded message ---------"""
    return len(line) < 120 and bool(_forwarded.match(line.strip(" >*")))


def is_rule(line: str) -> bool:
    """The line of underscores that Outlook draws."""
    return len(line) < 200 and bool(re.fullmatch(r"\s*[_\u2014\u2500-]{10,}\s*", line))
