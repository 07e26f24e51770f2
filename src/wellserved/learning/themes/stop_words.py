"""Words that say nothing of what a text is about, and by which its language is told. Folded as `words.py` folds."""

_ENGLISH = """
a about after again all almost also although always am an and another any anything are aren't around as ask asked at
away back be because been before being best better between both but by call can can't cannot come could couldn't day
days dear did didn't do does doesn't doing don't done down each either else email enough even ever every few first
for forward from get give go going good got great had has have haven't having he hello help her here hers hi him his
hope how however i i'd i'll i'm i've if in into is isn't it it's its just keep kind kindly know last late later
least let like little long look looking made mail make many may maybe me might more most much must my myself need
never new next nice no nor not nothing now of off on once one only or other our ours out over own per perhaps please
possible put quite rather re really regarding regards reply said same say see send sent shall she should since
sincerely so some something soon still subject such sure take tell than thank thanks that that's the their them then
there these they thing things think this those though thought through time to today tomorrow too try until up us use
very want was wasn't way we we'd we'll we're we've week well went were what when where whether which while who why
will wish with within without won't would wouldn't write wrote year yes yesterday yet you you'd you'll you're you've
your yours
"""
ENGLISH = frozenset(_ENGLISH.split())
_GERMAN = """
aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bitte bitten da dabei
dafür dagegen damen damit danach danke dann daran das dass dem den denn der deren des deshalb dessen die dies diese
diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einfach einige er es etwas euch euer
freundlich freundliche freundlichen für ganz gar gebe geben geehrte geehrter gegen gehen geht gern gerne gibt grüße
grüßen gut guten hab habe haben hallo hat hatte hatten herr herren herzliche herzlichen heute hier hätte hätten ich
ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden jeder jetzt kann kein keine keinem
keinen keiner können könnte könnten lassen liebe lieber mag mal man mehr mein meine meinem meinen meiner mfg mich
mir mit morgen muss möchte möchten müssen nach nicht nichts noch nun nur ob oder ohne schon schreiben schönen sehr
sein seine seit sich sie sind so sobald soll sollte sollten sondern sonst um und uns unser unsere unserem unseren
unserer unter viel viele vielen vielleicht vom von vor wann war waren warum was wegen weil welche wenn wer werde
werden wie wieder wir wird wo wollen wollte worden wurde wurden würde würden zu zum zur zwischen über
"""
GERMAN = frozenset(_GERMAN.split())
# When, how many, how kind of you, and that one was there: in every letter, and about nothing.
_EVERYWHERE = """
stay stayed staying team
beste besten dank einmal ganze ganzen lag liegt mail nochmal neben schöne schöner stand stehen steht team vorab
afraid ago anybody april august december eight eleven evening february five four friday half heard helps hours january
july june settled march minutes monday months morning nine noon november october o'clock past seven saturday september
seven six somebody sunday ten thursday three tuesday twelve two wednesday weeks weekend
abend acht april august dezember dienstag donnerstag drei eins elf februar freitag fünf halb januar juli juni mai
mittag mittwoch montag neun november oktober samstag sechs september sieben sonntag stunden tage uhr vier wochen zehn
zwei zwölf
"""
STOP_WORDS = ENGLISH | GERMAN | frozenset(_EVERYWHERE.split())
