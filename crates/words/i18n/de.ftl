## What it is
invoice = Rechnung
credit-note = Rechnungskorrektur
draft = Entwurf
void = Storniert
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Seite { $page } von { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Rechnungsnummer
credit-note-number = Korrekturnummer
invoice-date = Rechnungsdatum
credit-note-date = Datum
due-date = Fällig am
delivery-date = Lieferdatum
service-period = Leistungszeitraum
period = { $start } – { $end }
period-from = ab { $start }
period-until = bis { $end }
payment-terms = Zahlungsbedingungen
terms-on-receipt = Zahlbar sofort
terms-net-days = { $count ->
    [one] { $days } Tag netto
   *[other] { $days } Tage netto
}
buyer-reference = Ihr Zeichen
purchase-order = Bestellnummer
contract = Vertrag
project = Projekt
credits-invoice = Zu Rechnung
credited-invoice = { $number } vom { $date }

## Parties
billed-to = Rechnung an
from = Von
ship-to = Lieferanschrift
attention = z. Hd. { $name }
tax-id = USt-IdNr.
tax-id-other = Steuer-ID
gst-number = GST-Nr.
tax-number = Steuernummer
legal-id = Handelsregister
contact = Ansprechpartner

## Lines
position = Pos.
item = Bezeichnung
item-number = Art.-Nr.
quantity = Menge
measure = Einheit
price = Einzelpreis
discount = Rabatt
tax = Steuer
amount = Betrag ({ $currency })
amount-with-tax = Inkl. Steuer ({ $currency })
price-for = { $price } je { $quantity }
flat-fee = Pauschale: { $amount }
served = Leistungszeitraum: { $period }
carried-forward = Übertrag
brought-forward = Übertrag von der vorigen Seite

## Sums
subtotal = Zwischensumme
subtotal-without-tax = Zwischensumme ohne Steuer
extra-charge = Zuschlag
named-rate = { $name } ({ $rate })
net = Netto
tax-rate = { $name } { $rate }
tax-of = { $name } auf { $base }
includes-tax = enthält { $tax }
total-with-tax = Gesamt inkl. Steuer
total = Gesamtbetrag
rounding = Rundung
paid = Bezahlt
refunded = Erstattet
credited = Gutgeschrieben
due = Zu zahlen
overpaid = Guthaben
total-credit = Gutgeschriebener Betrag
prices-include-tax = Die Preise enthalten die Steuer.

## Why no tax is charged
reverse-charge = Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).
intra-community = Steuerfreie innergemeinschaftliche Lieferung.
export = Steuerfreie Ausfuhrlieferung.
exempt = Steuerbefreit.
out-of-scope = Nicht steuerbar.

## Payment
payment = Zahlung
please-pay = Bitte überweisen Sie { $amount }.
please-pay-by = Bitte überweisen Sie { $amount } bis zum { $date }.
account-holder = Kontoinhaber
iban = IBAN
account-number = Kontonummer
routing-number = Routing-Nummer
sort-code = Bankleitzahl (Sort Code)
bsb = BSB
institution-number = Institutsnummer
transit-number = Transitnummer
ifsc = IFSC
bank-code = Bankleitzahl
branch-code = Filialnummer
bic = BIC
bank = Bank
reference = Verwendungszweck
view-online = Online ansehen
scan-to-pay = Zum Überweisen scannen

## Paying online, and the public page
pay-online = Online bezahlen
scan-to-pay-online = Scannen und online bezahlen
document-from = von { $seller }
preview = Vorschau
preview-explained = Dies ist ein Entwurf in seinem jetzigen Stand. Es ist noch nichts zu zahlen.
open = Offen
overdue = Überfällig
due-on = Fällig am { $date }
was-due-on = War fällig am { $date }
paid-of = { $paid } von { $total } sind bezahlt.
paid-on = Bezahlt am { $date }
nothing-due = Es ist nichts zu zahlen.
credit-over = { $amount } des Gezahlten sind Ihr Guthaben.
void-explained = Dieses Dokument wurde storniert. Es ist nichts darauf zu zahlen.
credit-explained = Dieser Betrag wird Ihnen gutgeschrieben.
download-pdf = PDF herunterladen
download-xml = XML herunterladen
pay-now = Jetzt bezahlen
pay-amount = { $amount } bezahlen
pay-hint = Mit Karte und auf anderen Wegen, auf der sicheren Seite von Stripe.
amount-to-pay = Zu zahlender Betrag ({ $currency })
amount-at-most = Höchstens { $amount }
receipt = Zahlungsbeleg
receipt-of = Zahlungsbeleg zu Rechnung { $number }
receipt-says = Wir haben am { $date } für Rechnung { $number } { $amount } erhalten. Vielen Dank.
payment-date = Zahlungsdatum
this-payment = Diese Zahlung
paid-stamp = Bezahlt am { $date }
download-receipt = Zahlungsbeleg (PDF)
as-issued = Wie ausgestellt (PDF)
payments = Zahlungen
payment-method = Zahlungsart
method-bank-transfer = Überweisung
method-card = Karte
method-cash = Barzahlung
method-cheque = Scheck
method-direct-debit = Lastschrift
method-credit = Guthaben
method-other = Zahlung
refund = Erstattung
notice-confirmed = Vielen Dank. Ihre Zahlung ist eingegangen.
notice-confirming = Ihre Zahlung wird bestätigt. Das kann einen Augenblick dauern.
notice-processing = Ihre Zahlung ist unterwegs. Bis sie eintrifft, ist nichts weiter zu tun.
notice-unavailable = Online kann gerade nicht bezahlt werden; es wurde nichts abgebucht. Bitte versuchen Sie es in einigen Minuten noch einmal, oder überweisen Sie den Betrag.
notice-amount = Dieser Betrag kann nicht bezahlt werden. Bitte geben Sie einen anderen ein.
notice-nothing-due = Es ist nichts mehr zu zahlen. Es wurde nichts abgebucht.
check-again = Erneut prüfen
gone = Dieser Link führt ins Leere
gone-explained = Unter diesem Link gibt es kein Dokument, oder es wird nicht mehr geteilt. Bitte fragen Sie die Person, von der Sie den Link haben, nach einem neuen.

## Statements of account
statement = Kontoauszug
statement-of = { $title } – { $name }
statement-date = Stand
statement-period = Zeitraum
customer = Kunde
balance = Saldo
entry-date = Datum
entry-description = Vorgang
charges = Belastung ({ $currency })
credits = Gutschrift ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Anfangssaldo
closing-balance = Endsaldo
no-movements = In diesem Zeitraum gab es keine Vorgänge.
entry-invoice = Rechnung { $number }
entry-credit-note = Rechnungskorrektur { $number }
entry-of-invoice = zu Rechnung { $number }
entry-payment = Zahlung zu { $number }
entry-refund = Erstattung zu { $number }
entry-credit-used = Guthaben aus { $number } verrechnet
entry-closed = { $number } nach Erstattung geschlossen
entry-due = fällig am { $date }
sum-invoiced = Berechnet
sum-closed = Nach Erstattung geschlossen
ages = Offene Beträge nach Alter
age-not-due = Noch nicht fällig
age-days = { $from } – { $to } Tage
age-over = Über { $days } Tage

## Late fees
late-fee = Verzugsgebühr zu Rechnung { $number }, fällig am { $date }
late-fee-exemption = Schadensersatz wegen Zahlungsverzugs

## Units of quantity
unit-minute = { $count ->
    [one] Minute
   *[other] Minuten
}
unit-hour = { $count ->
    [one] Stunde
   *[other] Stunden
}
unit-day = { $count ->
    [one] Tag
   *[other] Tage
}
unit-night = { $count ->
    [one] Nacht
   *[other] Nächte
}
unit-week = { $count ->
    [one] Woche
   *[other] Wochen
}
unit-month = { $count ->
    [one] Monat
   *[other] Monate
}
unit-quarter = { $count ->
    [one] Quartal
   *[other] Quartale
}
unit-year = { $count ->
    [one] Jahr
   *[other] Jahre
}
unit-piece = { $count ->
    [one] Stück
   *[other] Stück
}
unit-item = { $count ->
    [one] Artikel
   *[other] Artikel
}
unit-unit = { $count ->
    [one] Einheit
   *[other] Einheiten
}
unit-set = { $count ->
    [one] Satz
   *[other] Sätze
}
unit-box = { $count ->
    [one] Karton
   *[other] Kartons
}
unit-pack = { $count ->
    [one] Paket
   *[other] Pakete
}
unit-page = { $count ->
    [one] Seite
   *[other] Seiten
}
unit-word = { $count ->
    [one] Wort
   *[other] Wörter
}
unit-person = { $count ->
    [one] Person
   *[other] Personen
}
unit-user = { $count ->
    [one] Nutzer
   *[other] Nutzer
}
unit-seat = { $count ->
    [one] Platz
   *[other] Plätze
}
unit-licence = { $count ->
    [one] Lizenz
   *[other] Lizenzen
}
unit-session = { $count ->
    [one] Sitzung
   *[other] Sitzungen
}
unit-lesson = { $count ->
    [one] Unterrichtsstunde
   *[other] Unterrichtsstunden
}
unit-trip = { $count ->
    [one] Fahrt
   *[other] Fahrten
}
unit-kilometre = { $count ->
    [one] Kilometer
   *[other] Kilometer
}
unit-metre = { $count ->
    [one] Meter
   *[other] Meter
}
unit-mile = { $count ->
    [one] Meile
   *[other] Meilen
}
unit-litre = { $count ->
    [one] Liter
   *[other] Liter
}

## Names of files
file-draft = Entwurf
file-receipt = Zahlungsbeleg-{ $number }
file-statement = Kontoauszug-{ $date }

## The rest
notes = Anmerkungen
terms = Bedingungen

## E-mails to customers
mail-greeting = Guten Tag { $customer },
mail-closing = Mit freundlichen Grüßen
mail-view-invoice = Rechnung ansehen
mail-view-credit-note = Rechnungskorrektur ansehen
mail-attached = Anlage: { $name }
mail-invoice-subject = Rechnung { $number } von { $company }
mail-invoice-message = mit dieser Nachricht erhalten Sie unsere Rechnung { $number } über { $total }. Vielen Dank für Ihren Auftrag.
mail-paid-invoice-subject = Bezahlt: Rechnung { $number } von { $company }
mail-paid-invoice-message = mit dieser Nachricht erhalten Sie unsere Rechnung { $number } über { $total }. Sie ist bezahlt, und es ist nichts weiter zu tun. Vielen Dank für Ihren Auftrag.
mail-credit-note-subject = Rechnungskorrektur { $number } von { $company }
mail-credit-note-message = mit dieser Nachricht erhalten Sie unsere Rechnungskorrektur { $number } über { $total }.
mail-reminder-subject = Zur Erinnerung: Rechnung { $number } von { $company } ist am { $due_date } fällig
mail-reminder-message = wir möchten Sie freundlich daran erinnern, dass { $amount_due } unserer Rechnung { $number } am { $due_date } fällig sind. Falls Sie inzwischen gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.
mail-late-reminder-subject = Überfällig: Rechnung { $number } von { $company }
mail-late-reminder-message = unsere Rechnung { $number } war am { $due_date } fällig, und es sind noch { $amount_due } offen. Bitte veranlassen Sie die Zahlung. Falls Sie inzwischen gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.
mail-receipt-subject = Vielen Dank für Ihre Zahlung zu Rechnung { $number }
mail-receipt-message = wir haben Ihre Zahlung zu unserer Rechnung { $number } erhalten. Vielen Dank.
mail-statement-subject = Kontoauszug von { $company }
mail-statement-message = mit dieser Nachricht erhalten Sie Ihren Kontoauszug.
mail-test-subject = Testnachricht von { $company }
mail-test-message = Diese Nachricht zeigt, dass die E-Mail-Einstellungen von { $company } stimmen.

## Notices to the owner
webhook-disabled = Ein Webhook wurde abgeschaltet
webhook-failing = Dem Webhook bei { $host } konnte fünf Tage lang nichts zugestellt werden. Er wurde abgeschaltet und erfährt nicht mehr, was geschieht. Schalten Sie ihn wieder ein, wenn sein Empfänger antwortet.
webhook-gone = Der Empfänger des Webhooks bei { $host } hat gemeldet, dass es ihn nicht mehr gibt. Der Webhook wurde abgeschaltet und erfährt nicht mehr, was geschieht. Schalten Sie ihn wieder ein, wenn das ein Irrtum war.

## E-mails to people who work here
mail-invitation-subject = { $company } lädt Sie zu den Rechnungen ein
mail-invitation-message = Sie sind eingeladen, an den Rechnungen von { $company } mitzuarbeiten. Der Link gilt einmal, 24 Stunden lang. Falls Sie { $company } nicht kennen, betrachten Sie diese Nachricht bitte als gegenstandslos.
mail-come-in = Eintreten
mail-password-subject = Ein neues Passwort für { $host }
mail-password-message = Jemand, vermutlich Sie, hat um ein neues Passwort für { $host } gebeten. Der Link gilt einmal, 24 Stunden lang. Falls Sie es nicht waren, betrachten Sie diese Nachricht bitte als gegenstandslos: Es hat sich nichts geändert.
mail-choose-password = Passwort wählen
