"""The legal texts of the letters, first edition: a draft until the legal unit releases it.

Content of the database, not words of the program: a migration enters them, staff write later
editions. The places in braces are those of ``applications.rules.legal_texts.PLACES``.

An empty line ends a paragraph. Of several lines the first is the heading of its paragraph;
lines that begin with a hyphen are the points of a list.
"""

from collections.abc import Mapping
from typing import Final

from applications.rules.documents import LegalTextKind as Kind

EDITION: Final = "2020-1"

_LEGAL_BASIS = """\
Dieser Bescheid beruht auf den §§ 23 und 44 der Hessischen Landeshaushaltsordnung (LHO), den \
Verwaltungsvorschriften zu § 44 LHO und dem Förderaufruf zum Landesprogramm WIR für das Jahr \
{year}. Einen Rechtsanspruch auf die Zuwendung gibt es nicht. Wir haben nach pflichtgemäßem \
Ermessen im Rahmen der verfügbaren Haushaltsmittel entschieden."""

_CONDITIONS = """\
Allgemeine Nebenbestimmungen
Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P) sind \
Bestandteil dieses Bescheids. Sie liegen als Anlage bei. Die folgenden Bestimmungen ergänzen sie.

Zweckbindung
Sie dürfen die Zuwendung nur für den Zweck verwenden, den dieser Bescheid nennt. Sie müssen sie \
wirtschaftlich und sparsam verwenden. Mikroprojekt und Minijob-Stelle gehören zusammen: Sie \
führen beides durch.

Finanzplan
Der Finanzplan in diesem Bescheid ist im Gesamtergebnis verbindlich. Einen einzelnen Ansatz \
dürfen Sie um bis zu 20 Prozent überschreiten, wenn Sie den Betrag bei anderen Ansätzen \
einsparen. Ihre eigenen Mittel und alle anderen Einnahmen, die mit dem Zweck zusammenhängen, \
setzen Sie vor der Zuwendung ein.

Ermäßigung
Die Zuwendung ermäßigt sich, wenn sich die Gesamtausgaben nach der Bewilligung verringern oder \
wenn weitere Einnahmen hinzukommen. Der Umfang richtet sich nach der Finanzierungsart.

Beginn und Verträge
Aufträge und Verträge, die zur Ausführung des Projekts gehören, schließen Sie erst, wenn Sie \
diesen Bescheid haben. Das gilt auch für den Arbeitsvertrag der Minijob-Stelle. Ausgenommen ist, \
was wir vorher schriftlich zugelassen haben.

Neue Minijob-Stelle
Mit der Zuwendung richten Sie eine neue Stelle ein. Eine Stelle, die es schon gab, dürfen Sie \
damit nicht bezahlen. Sie melden die Beschäftigung vor ihrem Beginn bei der Minijob-Zentrale an \
und zahlen mindestens den gesetzlichen Mindestlohn. Sie dürfen die beschäftigte Person nicht \
besser stellen als vergleichbare Beschäftigte des Landes Hessen.

Nachweis der Arbeitszeit
Beginn, Ende und Dauer der täglichen Arbeitszeit werden spätestens bis zum Ablauf des siebten \
Tages danach aufgezeichnet. Die Aufzeichnungen gehören zu den Belegen.

Auszahlung
Wir zahlen die Zuwendung aus, sobald dieser Bescheid bestandskräftig ist und Ihre Bankverbindung \
vorliegt. Fordern Sie Geld nur so weit an, wie Sie es innerhalb von zwei Monaten nach der \
Auszahlung für fällige Zahlungen brauchen.

Mitteilungspflichten
Teilen Sie uns unverzüglich mit,
- wenn Sie für denselben Zweck weitere Zuwendungen beantragen oder erhalten,
- wenn sich der Zweck, der Finanzplan oder andere maßgebliche Umstände ändern oder wegfallen,
- wenn sich das Ziel der Zuwendung nicht oder nicht mit dem bewilligten Betrag erreichen lässt,
- wenn die Minijob-Stelle nicht besetzt wird oder früher endet,
- wenn Sie ausgezahltes Geld nicht innerhalb von zwei Monaten verbrauchen können,
- wenn ein Insolvenzverfahren über das Vermögen des Vereins beantragt oder eröffnet wird.

Öffentlichkeitsarbeit
Weisen Sie in Veröffentlichungen, auf Plakaten und im Internet darauf hin, dass das Land Hessen \
das Projekt aus dem Landesprogramm WIR fördert.

Verwendungsnachweis
Den Verwendungsnachweis legen Sie uns bis zum {proof_due_on} vor. Er besteht aus einem \
Sachbericht, einem zahlenmäßigen Nachweis mit einer Liste aller Belege und dem Nachweis der \
Abgaben an die Minijob-Zentrale."""

_NOTES = """\
Widerruf und Rücknahme
Wir können diesen Bescheid nach den §§ 48 und 49 des Hessischen Verwaltungsverfahrensgesetzes \
(HVwVfG) ganz oder teilweise zurücknehmen oder widerrufen, auch mit Wirkung für die \
Vergangenheit. Das gilt insbesondere, wenn die Zuwendung durch unrichtige oder unvollständige \
Angaben erwirkt, nicht für den Zweck verwendet oder eine Nebenbestimmung nicht erfüllt worden ist.

Erstattung
Soweit der Bescheid unwirksam wird, müssen Sie die Zuwendung erstatten und den Betrag mit \
jährlich fünf Prozentpunkten über dem Basiszinssatz verzinsen (§ 49a HVwVfG).

Prüfungsrecht
Wir dürfen die Verwendung der Zuwendung durch Einsicht in Bücher, Belege und andere Unterlagen \
sowie durch Besuche prüfen. Der Hessische Rechnungshof hat dasselbe Recht (§ 91 LHO).

Belege
Bewahren Sie alle Belege und Aufzeichnungen fünf Jahre lang auf, nachdem Sie den \
Verwendungsnachweis vorgelegt haben. Steuerrecht oder andere Vorschriften können längere Fristen \
bestimmen.

Veröffentlichung
Wir dürfen den Namen des Vereins, den Titel des Projekts und die Höhe der Zuwendung \
veröffentlichen. Namen von Personen veröffentlichen wir nur mit deren Einwilligung.

Auskunft
Fragen zu diesem Bescheid beantworten wir unter der Telefonnummer {phone} und im Internet: \
{portal}."""

_ANNEXES = """\
Allgemeine Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P)

Muster für den Verwendungsnachweis"""

_REMEDY = """\
Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim \
Verwaltungsgericht {court}, {court_address}, erhoben werden."""

_INFORMATION_REQUEST = """\
So antworten Sie
Am einfachsten antworten Sie im Internet: {portal}. Melden Sie sich dort an und öffnen Sie Ihren \
Antrag. Sie können uns auch einen Brief schreiben.

Wenn Sie mehr Zeit brauchen
Rufen Sie uns bitte vor dem {due_on} an: {phone}. Wir können die Frist verlängern \
(§ 31 Absatz 7 HVwVfG).

Warum wir fragen
Wir müssen den Sachverhalt klären, bevor wir entscheiden (§ 24 HVwVfG). Dabei sollen Sie \
mitwirken (§ 26 Absatz 2 HVwVfG). Haben wir bis zum {due_on} keine Antwort, entscheiden wir nach \
den Angaben, die uns vorliegen. Das kann dazu führen, dass wir Ihren Antrag ablehnen."""

_HEARING = """\
Sie haben das Recht, sich zu den Tatsachen zu äußern, die für unsere Entscheidung erheblich sind \
(§ 28 Absatz 1 HVwVfG). Dafür haben Sie bis zum {due_on} Zeit.

Sie können uns im Internet schreiben ({portal}), mit einem Brief oder am Telefon ({phone}). \
Brauchen Sie mehr Zeit, so sagen Sie es uns bitte vor dem {due_on}.

Sie müssen sich nicht äußern. Hören wir bis zum {due_on} nichts von Ihnen, entscheiden wir nach \
den Tatsachen, die uns bekannt sind."""

_EARLY_START = """\
Eigenes Risiko
Sie beginnen auf eigenes Risiko. Bewilligen wir Ihren Antrag nicht oder nur zum Teil, tragen Sie \
die Kosten selbst.

Kein Anspruch
Aus dieser Zustimmung folgt kein Anspruch auf eine Zuwendung, weder dem Grunde noch der Höhe \
nach. Sie ist keine Zusicherung (§ 38 HVwVfG).

Was schon jetzt gilt
Ab dem {begins_on} dürfen Sie Verträge schließen, die zum Projekt gehören, auch den \
Arbeitsvertrag der Minijob-Stelle. Ausgaben für Verträge aus der Zeit davor können wir nicht \
fördern. Verwenden Sie Ihre Mittel wirtschaftlich und sparsam und bewahren Sie alle Belege auf."""

_WAITING_LIST = """\
Was das bedeutet
Dieses Schreiben ist noch keine Entscheidung über Ihren Antrag. Der Antrag ist förderfähig. Die \
Haushaltsmittel des Jahres {year} reichen aber nicht für alle förderfähigen Anträge. Ihr Antrag \
steht deshalb auf der Nachrückliste.

Wie es weitergeht
Werden Mittel frei, entscheiden wir in der Reihenfolge der Liste. Dann bekommen Sie einen \
Bescheid. Die Liste gilt bis zum Ende des Jahres {year}. Ein Platz auf der Liste begründet \
keinen Anspruch auf eine Zuwendung.

Was Sie beachten müssen
Fangen Sie bitte noch nicht mit dem Projekt an. Für ein Projekt, das schon begonnen hat, dürfen \
wir keine Zuwendung bewilligen. Wollen Sie nicht länger warten, können Sie den Antrag jederzeit \
zurückziehen: im Internet unter {portal} oder mit einem Brief."""

_REJECTION = """\
Zuwendungen aus dem Landesprogramm WIR sind freiwillige Leistungen des Landes Hessen. Einen \
Rechtsanspruch darauf gibt es nicht (§§ 23 und 44 LHO, Förderaufruf für das Jahr {year}). Wir \
entscheiden nach pflichtgemäßem Ermessen im Rahmen der verfügbaren Haushaltsmittel und wenden \
auf alle Anträge dieselben Maßstäbe an."""

_AMENDMENT = """\
Im Übrigen bleibt der Bescheid unverändert. Seine Nebenbestimmungen und Hinweise gelten weiter, \
auch für das, was dieser Bescheid ändert."""

_REVOCATION = """\
Erstattung
Soweit der Bescheid aufgehoben ist, müssen bereits ausgezahlte Beträge erstattet werden \
(§ 49a Absatz 1 HVwVfG). Der Betrag ist mit jährlich fünf Prozentpunkten über dem Basiszinssatz \
zu verzinsen (§ 49a Absatz 3 HVwVfG). Über die Zinsen entscheiden wir gesondert.

Belege
Bewahren Sie alle Belege und Aufzeichnungen auf. Fragen beantworten wir unter der \
Telefonnummer {phone}."""

TEXTS: Final[Mapping[Kind, str]] = {
    Kind.LEGAL_BASIS: _LEGAL_BASIS,
    Kind.CONDITIONS: _CONDITIONS,
    Kind.NOTES: _NOTES,
    Kind.ANNEXES: _ANNEXES,
    Kind.REMEDY: _REMEDY,
    Kind.INFORMATION_REQUEST: _INFORMATION_REQUEST,
    Kind.HEARING: _HEARING,
    Kind.EARLY_START: _EARLY_START,
    Kind.WAITING_LIST: _WAITING_LIST,
    Kind.REJECTION: _REJECTION,
    Kind.AMENDMENT: _AMENDMENT,
    Kind.REVOCATION: _REVOCATION,
}
