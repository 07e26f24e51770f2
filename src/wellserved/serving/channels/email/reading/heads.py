# ruff: noqa: RUF001 - the names are in many alphabets
"""How mail programs repeat another mail's head above its words, in the languages they speak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Apart by commas.
NAMES = {
    "from": (
        "from, von, de, da, van, från, fra, lähettäjä, od, feladó, kimden, gönderen, от, от кого, "
        "від, від кого, από, 差出人, 发件人, 寄件者, 寄件人, 보낸 사람, 보낸사람, מאת, من, expéditeur, remitente, "
        "mittente, de la, afzender, avsändare, afsender, avsender"
    ),
    "to": (
        "to, an, à, a, para, aan, till, til, do, komu, címzett, kime, alıcı, кому, к, προς, 宛先, 收件人, "
        "收件者, 받는 사람, 받는사람, אל, إلى, pour, destinataire, destinatario, către, per, vastaanottaja, "
        "empfänger"
    ),
    "cc": (
        "cc, kopie, kopia, kopi, copie, cci, копия, копія, másolatot kap, bilgi, 抄送, 副本, 참조, dw, ccn, kopio"
    ),
    "subject": (
        "subject, betreff, objet, sujet, asunto, oggetto, assunto, onderwerp, ämne, emne, aihe, "
        "temat, předmět, predmet, tárgy, konu, subiect, тема, θέμα, 件名, 主题, 主題, 제목, נושא, الموضوع, "
        "titel"
    ),
    "date": (
        "sent, date, gesendet, datum, envoyé, enviado, fecha, inviato, data, verzonden, skickat, "
        "sendt, dato, lähetetty, wysłano, odesláno, elküldve, dátum, gönderildi, tarih, отправлено, "
        "дата, відправлено, στάλθηκε, ημερομηνία, enviado el, enviada em, 送信日時, 日時, 日付, "
        "发送时间, 时间, 日期, 寄件日期, 傳送時間, 보낸 날짜, 날짜, נשלח, تاريخ, päivämäärä, trimis"
    ),
}
KNOWN = {name: key for key, names in NAMES.items() for name in names.split(", ")}
MOST_LINES = 14

_field = re.compile(r"^[\s>|*_]*([^\W\d_][^:\uff1a<>@\d]{0,24}?)[\s*_]*[:\uff1a][\s*_]*(.*?)[*_]*\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """A repeated head: its fields (from, to, cc, subject, date), and the lines it takes, `end` excluded."""

    fields: dict[str, str]
    begin: int
    end: int


def head_at(lines: Sequence[str], begin: int) -> Head | None:
    """The head that begins at a line: a sender, and two other fields at least."""
    fields: dict[str, str] = {}
    last = ""
    number = begin
    while number < len(lines) and number < begin + MOST_LINES:
        line = lines[number]
        match = _field.match(line)
        key = KNOWN.get(match[1].strip().casefold(), "") if match else ""
        if match and key and key not in fields:
            fields[key], last = match[2].strip(), key
        elif not line.strip(" >|\t"):
            if len(fields) >= 3 or not fields:
                break
        elif match and fields and not key:
            last = ""  # a field whose name we don't know
        elif last and (line[:1] in " \t>" or not fields[last] or "<" in line or "@" in line or last == "subject"):
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        else:
            break
        number += 1
    is_head = "from" in fields and len(fields) >= 3 and ("subject" in fields or "date" in fields)
    return Head(fields, begin, number) if is_head else None
