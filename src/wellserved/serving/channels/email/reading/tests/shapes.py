"""Delivery reports in prose, in the shapes that servers give them; the words are ours."""

RETURNED = (
    "Received: from desk by mx\nFrom: hello@linden.example\nTo: Alice <alice@example.org>\n"
    "Message-ID: <ours@linden.example>\nSubject: Re: Two nights\n\nYes.\n"
)

# Each tells that alice@example.org was not reached; %RETURNED% stands for the mail that came back.
SHAPES = {
    "qmail": """
Hi. This is the qmail-send program at mx.
I'm afraid it went wrong.

<alice@example.org>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

%RETURNED%
""",
    "exim": """
This message was created automatically.
The following address(es) failed:

  alice@example.org
    SMTP error from remote server: 550 no such box

------ This is a copy of the message ------

%RETURNED%
""",
    "sendmail": """
   ----- The following addresses had permanent fatal errors -----
<alice@example.org>
    (reason: 550 unknown)

   ----- Transcript of session follows -----
>>> RCPT To:<alice@example.org>
<<< 550 5.1.1 unknown
""",
    "postfix": """
This is the mail system at host mx.

It could not be delivered.

<alice@example.org>: host a[192.0.2.1] said:
    550 5.1.1 no such guest (in reply to RCPT TO command)
""",
    "gmail": """
Address not found

Your message wasn't delivered to alice@example.org because the address couldn't be
found.

The response was:
550 5.1.1 The account does not exist.
""",
    "exchange": """
Delivery has failed to these recipients or groups:

Alice Lindqvist (alice@example.org)<mailto:alice@example.org>
The address was not found.

Diagnostic information for administrators:

Generating server: MX

alice@example.org
#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##
""",
    "exchange, German": """
Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

alice@example.org
Die eingegebene Adresse konnte nicht gefunden werden.
""",
    "exchange, French": """
Échec de la remise pour les destinataires suivants :

alice@example.org
Adresse introuvable.
""",
    "exchange, Spanish": """
No se pudo entregar a estos destinatarios:

alice@example.org
No se encontró la dirección.
""",
    "exchange, Italian": """
Recapito non riuscito per i seguenti destinatari:

alice@example.org
Non esiste.
""",
    "exchange, Dutch": """
Het bericht kan niet worden bezorgd bij:

alice@example.org
Het adres bestaat niet.
""",
    "exchange, Polish": """
Dostarczenie nie powiodło się do:

alice@example.org
Nie można odnaleźć adresu.
""",
    "exchange, Russian": """
Не удалось доставить сообщение следующим получателям:

alice@example.org
""",
    "exchange, Portuguese": """
Falha na entrega para estes destinatários:

alice@example.org
""",
    "exchange 5.5": """
Your message

  To:      Alice
  Subject: Two nights
  Sent:    Tue

did not reach the following recipient(s):

alice@example.org on Tue, 17 Nov 2026 10:00
    The recipient name is not recognized
""",
    "domino": """
Your message

  Subject: Two nights

was not delivered to:

  alice@example.org

because:

  Not listed
""",
    "yahoo": """
Sorry, we were unable to deliver your message to the following address.

<alice@example.org>:
554: delivery error: dd Not a valid box

--- Below this line is a copy of the message.

%RETURNED%
""",
    "groupwise": """
The message that you sent was undeliverable to the following:
    alice (user not found)

Original message follows.

%RETURNED%
""",
    "web.de": """
Diese Nachricht wurde automatisch erstellt.

Empfängeradresse:
alice@example.org

Die Nachricht konnte nicht zugestellt werden: Postfach voll.
""",
    "mail.ru": """
Письмо не было доставлено следующему получателю:

alice@example.org
пользователь не найден
""",
    "qq": """
抱歉,您的邮件被退回来了……
收件人: alice@example.org
退信原因: 550 user not found
无法发送
""",
    "163": """
很抱歉,您发给 alice@example.org 的邮件无法送达。
退信代码: 550
""",
    "docomo": """
Your message could not be delivered.
宛先メールアドレスが見つかりませんでした。
<alice@example.org>
""",
    "courier": """
UNDELIVERABLE MAIL

Your message cannot be delivered to these recipients:

<alice@example.org>:
     mx [192.0.2.1]:
 >>> RCPT TO:<alice@example.org>
 <<< 550 User unknown.
""",
    "mailenable": """
Message could not be delivered to some recipients.
Recipient: [SMTP:alice@example.org]
Reason: none
Message headers follow:

%RETURNED%
""",
    "hmailserver": """
Your message did not reach some or all of the intended recipients.

   Sent: now
   Subject: Hi

The following recipient(s) could not be reached:

alice@example.org
   Error Type: SMTP
""",
    "surgemail": """
Your message cannot be delivered to the following recipients:

  Recipient: alice@example.org
  Reason: user unknown
""",
    "mimecast": """
The message you sent to alice@example.org was rejected by the server.
Reason: 550 Invalid Recipient
""",
    "over quota": """
The mailbox of alice@example.org is over quota; your mail was returned.

%RETURNED%
""",
    "a name without a domain": """
... while talking to local:
550 alice... User unknown

----- Original message -----
%RETURNED%
""",
    "only in what is returned": """
Your mail could not be delivered, as the user is unknown.

- Original message -
%RETURNED%
""",
    "with others' addresses": """
From: hello@linden.example
Your mail failed.
Questions? Write to desk@mx.example.net for help.

<alice@example.org>: 550 unknown
""",
    "failed addresses in a box": """
|--- Failed addresses follow: ---|
 <alice@example.org> ... unknown host
|--- Message text follows: ---|
%RETURNED%
""",
    "fields in plain text": """
It failed.

> Final-Recipient: rfc822; alice@example.org
> Action: failed
> Status: 5.1.1
""",
}

PROSE = {name: shape.lstrip("\n").replace("%RETURNED%\n", RETURNED) for name, shape in SHAPES.items()}
