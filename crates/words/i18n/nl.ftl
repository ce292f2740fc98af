## What it is
invoice = Factuur
credit-note = Creditfactuur
draft = Concept
void = Geannuleerd
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Pagina { $page } van { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Factuurnummer
credit-note-number = Nummer creditfactuur
invoice-date = Factuurdatum
credit-note-date = Datum
due-date = Vervaldatum
delivery-date = Leverdatum
service-period = Prestatieperiode
period = { $start } t/m { $end }
period-from = vanaf { $start }
period-until = t/m { $end }
payment-terms = Betalingsvoorwaarden
terms-on-receipt = Betaling bij ontvangst
terms-net-days = { $count ->
    [one] { $days } dag netto
   *[other] { $days } dagen netto
}
buyer-reference = Uw referentie
purchase-order = Ordernummer
contract = Contractnummer
project = Projectnummer
credits-invoice = Bij factuur
credited-invoice = { $number } van { $date }

## Parties
billed-to = Factuur aan
from = Afzender
ship-to = Afleveradres
attention = t.a.v. { $name }
tax-id = Btw-id
tax-id-other = Fiscaal nummer
gst-number = GST-nr.
tax-number = Belastingnummer
legal-id = KvK-nummer
contact = Contactpersoon

## Lines
position = Nr.
item = Omschrijving
item-number = Artikelnr.
quantity = Aantal
measure = Eenheid
price = Stukprijs
discount = Korting
tax = Belasting
amount = Bedrag ({ $currency })
amount-with-tax = Bedrag incl. btw ({ $currency })
price-for = { $price } per { $quantity }
flat-fee = Vast bedrag: { $amount }
served = Prestatieperiode: { $period }
carried-forward = Transporteren
brought-forward = Transport van vorige pagina

## Sums
subtotal = Subtotaal
subtotal-without-tax = Subtotaal excl. btw
extra-charge = Toeslag
named-rate = { $name } ({ $rate })
net = Netto
tax-rate = { $name } { $rate }
tax-of = { $name } over { $base }
includes-tax = waarvan { $tax }
total-with-tax = Totaal incl. btw
total = Totaal
rounding = Afronding
paid = Betaald
refunded = Terugbetaald
credited = Gecrediteerd
due = Te betalen
overpaid = Tegoed
total-credit = Totaal credit
prices-include-tax = De prijzen zijn inclusief btw.

## Why no tax is charged
reverse-charge = Btw verlegd: de btw is verschuldigd door de afnemer.
intra-community = Intracommunautaire levering, vrijgesteld van btw.
export = Uitvoer buiten de EU, vrijgesteld van btw.
exempt = Vrijgesteld van btw.
out-of-scope = Niet aan btw onderworpen.

## Payment
payment = Betaling
please-pay = Wij verzoeken u { $amount } te betalen.
please-pay-by = Wij verzoeken u { $amount } uiterlijk { $date } te betalen.
account-holder = Rekeninghouder
iban = IBAN
account-number = Rekeningnummer
routing-number = Routingnummer (ABA)
sort-code = Sorteercode (sort code)
bsb = BSB-code
institution-number = Instellingsnummer
transit-number = Transitnummer
ifsc = IFSC-code
bank-code = Bankcode
branch-code = Filiaalcode
bic = BIC
bank = Bank
reference = Betalingskenmerk
view-online = Online bekijken
scan-to-pay = Scan om per overschrijving te betalen

## Paying online, and the public page
pay-online = Online betalen
scan-to-pay-online = Scan om online te betalen
document-from = van { $seller }
preview = Voorbeeld
preview-explained = Dit is een concept zoals het er nu uitziet. U hoeft nog niets te betalen.
open = Openstaand
overdue = Achterstallig
due-on = Te betalen vóór { $date }
was-due-on = Vervallen op { $date }
paid-of = { $paid } van { $total } is betaald.
paid-on = Betaald op { $date }
nothing-due = Er staat niets open.
credit-over = Van wat u hebt betaald, blijft { $amount } over als tegoed.
void-explained = Dit document is geannuleerd. U hoeft er niets voor te betalen.
credit-explained = Dit bedrag wordt u gecrediteerd.
download-pdf = PDF downloaden
download-xml = XML downloaden
pay-now = Nu betalen
pay-amount = { $amount } betalen
pay-hint = Met uw kaart of op een andere manier, via de beveiligde pagina van Stripe.
amount-to-pay = Te betalen bedrag ({ $currency })
amount-at-most = Maximaal { $amount }
receipt = Betalingsbewijs
receipt-of = Betalingsbewijs voor factuur { $number }
receipt-says = Wij hebben op { $date } voor factuur { $number } een bedrag van { $amount } ontvangen. Hartelijk dank.
payment-date = Betaaldatum
this-payment = Deze betaling
paid-stamp = Betaald op { $date }
download-receipt = Betalingsbewijs (PDF)
as-issued = Zoals uitgereikt (PDF)
payments = Betalingen
payment-method = Betaalwijze
method-bank-transfer = Overschrijving
method-card = Kaart
method-cash = Contant
method-cheque = Cheque
method-direct-debit = Automatische incasso
method-credit = Tegoed
method-other = Betaling
refund = Terugbetaling
notice-confirmed = Dank u wel. Uw betaling is ontvangen.
notice-confirming = Uw betaling wordt bevestigd. Dat kan even duren.
notice-processing = Uw betaling is onderweg. Totdat deze is ontvangen, hoeft u niets meer te doen.
notice-unavailable = Online betalen is op dit moment niet mogelijk; er is niets afgeschreven. Probeer het over enkele minuten opnieuw of betaal per overschrijving.
notice-amount = Dit bedrag kan niet worden betaald. Voer een ander bedrag in.
notice-nothing-due = Er staat niets meer open. Er is niets afgeschreven.
check-again = Opnieuw controleren
gone = Deze link leidt nergens heen
gone-explained = Het document bij deze link bestaat niet of wordt niet meer gedeeld. Vraag degene van wie u de link hebt gekregen om een nieuwe.

## Statements of account
statement = Rekeningoverzicht
statement-of = { $title } – { $name }
statement-date = Per
statement-period = Periode
customer = Klant
balance = Saldo
entry-date = Datum
entry-description = Omschrijving
charges = Debet ({ $currency })
credits = Credit ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Beginsaldo
closing-balance = Eindsaldo
no-movements = In deze periode zijn er geen mutaties.
entry-invoice = Factuur { $number }
entry-credit-note = Creditfactuur { $number }
entry-of-invoice = bij factuur { $number }
entry-payment = Betaling van { $number }
entry-refund = Terugbetaling van { $number }
entry-credit-used = Tegoed uit { $number } verrekend
entry-closed = { $number } afgesloten na terugbetaling
entry-due = vervalt op { $date }
sum-invoiced = Gefactureerd
sum-closed = Afgesloten na terugbetaling
ages = Openstaande bedragen naar ouderdom
age-not-due = Nog niet vervallen
age-days = { $from } – { $to } dagen
age-over = Meer dan { $days } dagen

## Late fees
late-fee = Vergoeding wegens te late betaling van factuur { $number }, vervallen op { $date }
late-fee-exemption = Schadevergoeding wegens te late betaling

## Units of quantity
unit-minute = { $count ->
    [one] minuut
   *[other] minuten
}
unit-hour = { $count ->
    [one] uur
   *[other] uur
}
unit-day = { $count ->
    [one] dag
   *[other] dagen
}
unit-night = { $count ->
    [one] nacht
   *[other] nachten
}
unit-week = { $count ->
    [one] week
   *[other] weken
}
unit-month = { $count ->
    [one] maand
   *[other] maanden
}
unit-quarter = { $count ->
    [one] kwartaal
   *[other] kwartalen
}
unit-year = { $count ->
    [one] jaar
   *[other] jaar
}
unit-piece = { $count ->
    [one] stuk
   *[other] stuks
}
unit-item = { $count ->
    [one] artikel
   *[other] artikelen
}
unit-unit = { $count ->
    [one] eenheid
   *[other] eenheden
}
unit-set = { $count ->
    [one] set
   *[other] sets
}
unit-box = { $count ->
    [one] doos
   *[other] dozen
}
unit-pack = { $count ->
    [one] pak
   *[other] pakken
}
unit-page = { $count ->
    [one] pagina
   *[other] pagina’s
}
unit-word = { $count ->
    [one] woord
   *[other] woorden
}
unit-person = { $count ->
    [one] persoon
   *[other] personen
}
unit-user = { $count ->
    [one] gebruiker
   *[other] gebruikers
}
unit-seat = { $count ->
    [one] werkplek
   *[other] werkplekken
}
unit-licence = { $count ->
    [one] licentie
   *[other] licenties
}
unit-session = { $count ->
    [one] sessie
   *[other] sessies
}
unit-lesson = { $count ->
    [one] les
   *[other] lessen
}
unit-trip = { $count ->
    [one] rit
   *[other] ritten
}
unit-kilometre = { $count ->
    [one] kilometer
   *[other] kilometer
}
unit-metre = { $count ->
    [one] meter
   *[other] meter
}
unit-mile = { $count ->
    [one] mijl
   *[other] mijl
}
unit-litre = { $count ->
    [one] liter
   *[other] liter
}

## Names of files
file-draft = concept
file-receipt = betalingsbewijs-{ $number }
file-statement = rekeningoverzicht-{ $date }

## The rest
notes = Opmerkingen
terms = Voorwaarden

## E-mails to customers
mail-greeting = Geachte { $customer },
mail-closing = Met vriendelijke groet,
mail-view-invoice = Factuur bekijken
mail-view-credit-note = Creditfactuur bekijken
mail-attached = Bijlage: { $name }
mail-invoice-subject = Factuur { $number } van { $company }
mail-invoice-message = Bij dit bericht ontvangt u onze factuur { $number } ten bedrage van { $total }. Hartelijk dank voor uw opdracht.
mail-paid-invoice-subject = Betaald: factuur { $number } van { $company }
mail-paid-invoice-message = Bij dit bericht ontvangt u onze factuur { $number } ten bedrage van { $total }. De factuur is betaald; u hoeft niets meer te doen. Hartelijk dank voor uw opdracht.
mail-credit-note-subject = Creditfactuur { $number } van { $company }
mail-credit-note-message = Bij dit bericht ontvangt u onze creditfactuur { $number } ten bedrage van { $total }.
mail-reminder-subject = Herinnering: factuur { $number } van { $company } vervalt op { $due_date }
mail-reminder-message = Graag herinneren wij u eraan dat { $amount_due } van onze factuur { $number } uiterlijk { $due_date } betaald dient te zijn. Hebt u inmiddels betaald, dan kunt u dit bericht als niet verzonden beschouwen.
mail-late-reminder-subject = Betalingsherinnering: factuur { $number } van { $company } is vervallen
mail-late-reminder-message = Onze factuur { $number } is op { $due_date } vervallen en er staat nog { $amount_due } open. Wij verzoeken u voor betaling te zorgen. Hebt u inmiddels betaald, dan kunt u dit bericht als niet verzonden beschouwen.
mail-receipt-subject = Hartelijk dank voor uw betaling van factuur { $number }
mail-receipt-message = Wij hebben uw betaling van onze factuur { $number } ontvangen. Hartelijk dank.
mail-statement-subject = Rekeningoverzicht van { $company }
mail-statement-message = Bij dit bericht ontvangt u uw rekeningoverzicht.
mail-test-subject = Testbericht van { $company }
mail-test-message = Dit bericht laat zien dat de e-mailinstellingen van { $company } werken.

## Notices to the owner
webhook-disabled = Een webhook is uitgeschakeld
webhook-failing = Aan de webhook op { $host } kon vijf dagen lang niets worden bezorgd. De webhook is uitgeschakeld en wordt niet meer op de hoogte gehouden. Schakel hem weer in zodra de ontvanger werkt.
webhook-gone = De ontvanger van de webhook op { $host } heeft gemeld dat hij niet meer bestaat. De webhook is uitgeschakeld en wordt niet meer op de hoogte gehouden. Schakel hem weer in als dat een vergissing was.

## E-mails to people who work here
mail-invitation-subject = { $company } nodigt u uit voor zijn facturen
mail-invitation-message = U bent uitgenodigd om aan de facturen van { $company } te werken. De link werkt één keer, 24 uur lang. Kent u { $company } niet, dan kunt u dit bericht als niet verzonden beschouwen.
mail-come-in = Naar binnen
mail-password-subject = Een nieuw wachtwoord voor { $host }
mail-password-message = Iemand, waarschijnlijk u, heeft om een nieuw wachtwoord voor { $host } gevraagd. De link werkt één keer, 24 uur lang. Was u het niet, dan kunt u dit bericht als niet verzonden beschouwen: er is niets veranderd.
mail-choose-password = Kies een wachtwoord
