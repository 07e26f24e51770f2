"""What mail servers say of a mail that did not arrive, in the languages they speak. All casefolded."""

import re

FAILED = (
    # English
    r"undeliver|not (?:be |been )?(?:deliver|sent|receive)|n.t (?:be )?deliver|could ?n.t|unable to|\bfail|returned"
    r"|\bbounc|unknown|no such|no valid|not (?:found|exist|listed|known|a valid|recogni|our customer|accept|active)"
    r"|does ?n.t (?:exist|have|like)|\bfull\b|quota|exceed|unavailable|disabled|inactive|suspended|reject|refused"
    r"|invalid|permanent|did not reach|problems?\b|error|unrout|denied|gave up|giving up|too (?:large|many|big)"
    r"|no mailbox|no longer|blocked|expired|timed out|not (?:permitted|allowed|authori)|cannot|can.t be",
    # German
    r"unzustellbar|nicht (?:zu|ü|er|gef|exist|möglich|angen)|konnte|fehlgeschlagen|voll\b|unbekannt|abgelehnt"
    r"|\bfehler|existiert|zurück",
    # French
    r"non (?:remis|distribu|délivr)|n.a pas|n.ont pas|échec|impossible|introuvable|inconnu|pleine?\b"
    r"|refusé|n.existe|erreur|pas pu",
    # Spanish, Portuguese, Italian
    r"no (?:se )?(?:ha|pud|pued|entreg|encontr|exist|válid)|rechaz|desconocid|llen[oa]\b|devuelt"
    r"|não (?:foi|pôde|pode|exist|entreg|encontr)|falh|chei[oa]\b|rejeit|desconhecid|devolvid"
    r"|non è|non (?:può|esiste|valid|raggiung|consegn|recapit)|mancat|impossibil|pien[oa]\b|sconosciut"
    r"|rifiut|errore|erro\b",
    # Dutch, Nordic
    r"niet (?:worden|bez|afg|gev|best|gel)|kan niet|mislukt|onbekend|onbestel|geweigerd|bestaat niet"
    r"|kunde int|kunne ikk|kan ikke|kan inte|inte lev|ikke lev|misslyck|mislykk|okänd|ukendt|ukjent"
    r"|finns inte|findes ikke|finnes ikke|ei voi|toimit",
    # Polish, Czech, Turkish, Hungarian
    r"nie (?:mo|zost|dost|ist|uda)|niedost|przepe|odrzu|błąd|nelze|nebyl|nedoru|neexist|chyba"
    r"|teslim|iletil|bulunam|gönderilem|kézbes|nem ",
    # Russian, Ukrainian, Bulgarian, Greek
    r"не (?:дост|может|уда|най"
    r"|сущ|был)|недост|невоз"
    r"|откло|перепо|ошиб"
    r"|неизвест|δεν ",
    # Japanese, Chinese, Korean
    r"配信|配送|送信でき|届け|見つか|存在"
    r"|宛先|拒否|いっぱい|エラー|失敗|不明"
    r"|无法|無法|退信|退回|失败|未能|拒绝|拒絕"
    r"|已满|被退|실패|반송|없는|없습|전송할",
)  # fmt: skip
DELAYED = (
    r"not yet (?:been )?deliver|ha(?:s|ve) not (?:yet )?been delivered|will (?:keep|continue)(?: to)? try"
    r"|(?:still|continue to be|will be) (?:being )?(?:tr(?:ied|ying)|retri|attempted|made)|delivery .{0,60}delay"
    r"|delayed mail|message delayed|delivery status notification \(?delay|no action is required|only a warning"
    r"|just a warning|has been delayed|verzöger|noch nicht zugestellt|retardé|retrasad|retrasó|ritardat"
    r"|in ritardo|atrasad|vertraagd|задерж|遅延|延迟",
)
FINAL = (
    r"giv(?:ing|en) up|gave up|permanent|fatal|will not (?:be )?(?:retr|tr)|no longer be|failed \d+ times|expired"
    r"|too long|could not be delivered (?:with|for|after)",
)
SUBJECT = (
    r"^(?:\W*(?:\[[^\]]{0,40}\]|\*+\w{0,20}\*+)\W*)?(?:.{0,40}\b)?"
    r"(?:undeliver(?:ed|able)|undelivery|returned mail|return(?:ed)? to sender|failure (?:notice|delivery)"
    r"|(?:mail |message |e-?mail )?delivery (?:status|fail\w*|problem|error|report|notification"
    r"|has failed|unsuccess\w*"
    r"|delay\w*|incomplete|system|subsystem)|delivery of|non.?delivery|nondeliverable|mail (?:failure"
    r"|error|system error"
    r"|could not|not deliver\w*|status report)|message (?:not deliver\w*|could not|status|delayed|failed|undeliv\w*)"
    r"|could(?: ?n.t| not) (?:be )?deliver\w*|unable to deliver|address not found|recipient unknown|user unknown"
    r"|bounce|ndn:|dsn:|ndr:|rejected mail|mail rejected|warning: (?:could not|message|e-?mail)"
    r"|delayed mail|over quota"
    r"|quota exceeded|mailbox (?:is )?full|unzustellbar|nicht zustellbar|zustellung|mail an .{0,80}fehlgeschlagen"
    r"|non remis|non distribu|échec|no entregado|no se puede entregar|não entregue|non recapit"
    r"|mancato recapito|onbestelbaar|kunde inte levereras|olevererbart|ikke leveret|kan ikke leveres|niedostarczon"
    r"|nedoru|nelze doru|недоставл|не доставл|ошибка доставки|teslim edilemedi|iletilemedi|配信不能|配信エラー"
    r"|配送不能|送信エラー|宛先不明|退信|系统退信|退回|无法投递|無法傳遞|未传递|未送达|반송|전송 실패)",
)
# Who answers like this wants something of the sender, or is away: nothing has failed.
NO_FAILURE = (
    r"challenge|verify (?:your|that you)|confirm (?:your|that you|delivery|you are)|click (?:the|on the|this) .{0,40}"
    r"(?:to|and) .{0,30}(?:deliver|release)|whitelist|approve[d]? sender|out of (?:the )?office|on vacation"
    r"|auto(?:matic)?.?(?:reply|respon|antwort)|abwesen|awaits? moderator|held for|réponse automatique"
    r"|respuesta autom|risposta autom|自动回复|自動回覆|不在"
    r"|away from|\bi am away|i will be (?:out|away)",
)  # fmt: skip

# How a machine begins, and how it never would.
FORMULA = (
    r"could not be delivered to|automatically (?:generated|created)|(?:created|generated) automatically"
    r"|delivery (?:to|of) .{0,80}(?:fail|postponed|has been)|following (?:recipient|address|user)"
    r"|did not reach|non-delivery report|advisory-only|failed recipients|do not reply",
)
PERSONAL = (r"\bmy\b|\bi (?:sent|tried|wrote|got|have|am)\b|\bdear\b|\bhello\b",)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


failed = _any(FAILED)
delayed = _any(DELAYED)
final = _any(FINAL)
subject = _any(SUBJECT)
no_failure = _any(NO_FAILURE)
formula = _any(FORMULA)
personal = _any(PERSONAL)
answers = re.compile(r"^\s*(?:re|aw|fwd?|wg|tr|rv|sv|antw|enc)\s*:", re.IGNORECASE)
