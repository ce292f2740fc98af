## What it is
invoice = Faktura
credit-note = Kreditnota
draft = Kladde
void = Annulleret
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Side { $page } af { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Fakturanummer
credit-note-number = Kreditnotanummer
invoice-date = Fakturadato
credit-note-date = Dato
due-date = Forfaldsdato
delivery-date = Leveringsdato
service-period = Ydelsesperiode
period = { $start } – { $end }
period-from = fra { $start }
period-until = til { $end }
payment-terms = Betalingsbetingelser
terms-on-receipt = Netto kontant
terms-net-days = { $count ->
    [one] Netto { $days } dag
   *[other] Netto { $days } dage
}
buyer-reference = Deres reference
purchase-order = Rekvisitionsnummer
contract = Kontrakt
project = Projekt
credits-invoice = Vedrører faktura
credited-invoice = { $number } af { $date }

## Parties
billed-to = Faktureres til
from = Fra
ship-to = Leveringsadresse
attention = Att. { $name }
tax-id = Momsnr.
tax-id-other = Skatteregistreringsnr.
gst-number = GST-nr.
tax-number = SE-nr.
legal-id = CVR-nr.
contact = Kontaktperson

## Lines
position = Nr.
item = Beskrivelse
item-number = Varenr.
quantity = Antal
measure = Enhed
price = Stykpris
discount = Rabat
tax = Afgift
amount = Beløb ({ $currency })
amount-with-tax = Beløb inkl. moms ({ $currency })
price-for = { $price } pr. { $quantity }
flat-fee = Fast beløb: { $amount }
served = Ydelsesperiode: { $period }
carried-forward = Overføres
brought-forward = Overført

## Sums
subtotal = Subtotal
subtotal-without-tax = Subtotal ekskl. moms
extra-charge = Gebyr
named-rate = { $name } ({ $rate })
net = Netto
tax-rate = { $name } { $rate }
tax-of = { $name } af { $base }
includes-tax = heraf { $tax }
total-with-tax = I alt inkl. moms
total = I alt
rounding = Afrunding
paid = Betalt
refunded = Refunderet
credited = Krediteret
due = At betale
overpaid = Tilgodehavende
total-credit = Krediteret i alt
prices-include-tax = Priserne er inkl. moms.

## Why no tax is charged
reverse-charge = Omvendt betalingspligt: Momsen betales af køber.
intra-community = Momsfri EU-leverance.
export = Momsfri eksport.
exempt = Fritaget for moms.
out-of-scope = Ikke momspligtigt.

## Payment
payment = Betaling
please-pay = Betal venligst { $amount }.
please-pay-by = Betal venligst { $amount } senest den { $date }.
account-holder = Kontohaver
iban = IBAN
account-number = Kontonummer
routing-number = Routing-nummer (ABA)
sort-code = Sorteringskode (sort code)
bsb = BSB-kode
institution-number = Institutionsnummer
transit-number = Transitnummer
ifsc = IFSC-kode
bank-code = Bankkode
branch-code = Filialkode
bic = BIC
bank = Bank
reference = Betalingsreference
view-online = Se online
scan-to-pay = Scan for at betale med bankoverførsel

## Paying online, and the public page
pay-online = Betal online
scan-to-pay-online = Scan for at betale online
document-from = fra { $seller }
preview = Forhåndsvisning
preview-explained = Dette er en kladde, som den ser ud nu. Der skal ikke betales noget endnu.
open = Ubetalt
overdue = Forfalden
due-on = Forfalder den { $date }
was-due-on = Forfaldt den { $date }
paid-of = { $paid } af { $total } er betalt.
paid-on = Betalt den { $date }
nothing-due = Der er intet at betale.
credit-over = Af det betalte har De { $amount } til gode.
void-explained = Dette dokument er annulleret. Der er intet at betale.
credit-explained = Dette beløb krediteres Dem.
download-pdf = Hent PDF
download-xml = Hent XML
pay-now = Betal nu
pay-amount = Betal { $amount }
pay-hint = Med kort eller på anden måde på Stripes sikre side.
amount-to-pay = Beløb til betaling ({ $currency })
amount-at-most = Højst { $amount }
receipt = Kvittering
receipt-of = Kvittering for faktura { $number }
receipt-says = Vi har den { $date } modtaget { $amount } for faktura { $number }. Mange tak.
payment-date = Betalingsdato
this-payment = Denne betaling
paid-stamp = Betalt den { $date }
download-receipt = Kvittering (PDF)
as-issued = Som udstedt (PDF)
payments = Betalinger
payment-method = Betalingsmåde
method-bank-transfer = Bankoverførsel
method-card = Kort
method-cash = Kontant
method-cheque = Check
method-direct-debit = Direkte debitering
method-credit = Tilgodehavende
method-other = Betaling
refund = Refusion
notice-confirmed = Tak. Deres betaling er modtaget.
notice-confirming = Deres betaling bliver bekræftet. Det kan tage et øjeblik.
notice-processing = Deres betaling er undervejs. De behøver ikke at gøre mere, før den er modtaget.
notice-unavailable = Der kan ikke betales online lige nu, og intet er trukket. Prøv igen om nogle minutter, eller betal med bankoverførsel.
notice-amount = Dette beløb kan ikke betales. Angiv et andet.
notice-nothing-due = Der er ikke mere at betale. Intet er trukket.
check-again = Kontrollér igen
gone = Dette link fører ikke til noget
gone-explained = Dokumentet bag linket findes ikke eller deles ikke længere. Bed den, der sendte linket, om et nyt.

## Statements of account
statement = Kontoudtog
statement-of = { $title } – { $name }
statement-date = Pr.
statement-period = Periode
customer = Kunde
balance = Saldo
entry-date = Dato
entry-description = Tekst
charges = Debet ({ $currency })
credits = Kredit ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Primosaldo
closing-balance = Ultimosaldo
no-movements = Ingen bevægelser i denne periode.
entry-invoice = Faktura { $number }
entry-credit-note = Kreditnota { $number }
entry-of-invoice = til faktura { $number }
entry-payment = Betaling af { $number }
entry-refund = Refusion af { $number }
entry-credit-used = Tilgodehavende fra { $number } anvendt
entry-closed = { $number } lukket efter refusion
entry-due = forfalder den { $date }
sum-invoiced = Faktureret
sum-closed = Lukket efter refusion
ages = Skyldige beløb efter alder
age-not-due = Ikke forfaldent
age-days = { $from } – { $to } dage
age-over = Over { $days } dage

## Late fees
late-fee = Rykkergebyr for faktura { $number }, forfalden den { $date }
late-fee-exemption = Kompensation for sen betaling

## Units of quantity
unit-minute = { $count ->
    [one] minut
   *[other] minutter
}
unit-hour = { $count ->
    [one] time
   *[other] timer
}
unit-day = { $count ->
    [one] dag
   *[other] dage
}
unit-night = { $count ->
    [one] nat
   *[other] nætter
}
unit-week = { $count ->
    [one] uge
   *[other] uger
}
unit-month = { $count ->
    [one] måned
   *[other] måneder
}
unit-quarter = { $count ->
    [one] kvartal
   *[other] kvartaler
}
unit-year = { $count ->
    [one] år
   *[other] år
}
unit-piece = { $count ->
    [one] styk
   *[other] stk.
}
unit-item = { $count ->
    [one] vare
   *[other] varer
}
unit-unit = { $count ->
    [one] enhed
   *[other] enheder
}
unit-set = { $count ->
    [one] sæt
   *[other] sæt
}
unit-box = { $count ->
    [one] kasse
   *[other] kasser
}
unit-pack = { $count ->
    [one] pakke
   *[other] pakker
}
unit-page = { $count ->
    [one] side
   *[other] sider
}
unit-word = { $count ->
    [one] ord
   *[other] ord
}
unit-person = { $count ->
    [one] person
   *[other] personer
}
unit-user = { $count ->
    [one] bruger
   *[other] brugere
}
unit-seat = { $count ->
    [one] plads
   *[other] pladser
}
unit-licence = { $count ->
    [one] licens
   *[other] licenser
}
unit-session = { $count ->
    [one] session
   *[other] sessioner
}
unit-lesson = { $count ->
    [one] lektion
   *[other] lektioner
}
unit-trip = { $count ->
    [one] tur
   *[other] ture
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
    [one] mil
   *[other] mil
}
unit-litre = { $count ->
    [one] liter
   *[other] liter
}

## Names of files
file-draft = kladde
file-receipt = kvittering-{ $number }
file-statement = kontoudtog-{ $date }

## The rest
notes = Bemærkninger
terms = Betingelser

## E-mails to customers
mail-greeting = Kære { $customer }
mail-closing = Med venlig hilsen
mail-view-invoice = Se fakturaen
mail-view-credit-note = Se kreditnotaen
mail-attached = Vedhæftet: { $name }
mail-invoice-subject = Faktura { $number } fra { $company }
mail-invoice-message = Hermed fremsendes vores faktura { $number } på { $total }. Tak for ordren.
mail-paid-invoice-subject = Betalt: faktura { $number } fra { $company }
mail-paid-invoice-message = Hermed fremsendes vores faktura { $number } på { $total }. Den er betalt, og De behøver ikke at gøre mere. Tak for ordren.
mail-credit-note-subject = Kreditnota { $number } fra { $company }
mail-credit-note-message = Hermed fremsendes vores kreditnota { $number } på { $total }.
mail-reminder-subject = Påmindelse: faktura { $number } fra { $company } forfalder den { $due_date }
mail-reminder-message = Vi tillader os venligt at minde om, at { $amount_due } af vores faktura { $number } forfalder til betaling den { $due_date }. Er beløbet betalt i mellemtiden, bedes De se bort fra denne meddelelse.
mail-late-reminder-subject = Betalingspåmindelse: faktura { $number } fra { $company } er forfalden
mail-late-reminder-message = Vores faktura { $number } forfaldt den { $due_date }, og { $amount_due } er endnu ikke betalt. Vi beder Dem venligst sørge for betaling. Er beløbet betalt i mellemtiden, bedes De se bort fra denne meddelelse.
mail-receipt-subject = Tak for betalingen af faktura { $number }
mail-receipt-message = Vi har modtaget betalingen af vores faktura { $number }. Mange tak.
mail-statement-subject = Kontoudtog fra { $company }
mail-statement-message = Hermed fremsendes Deres kontoudtog.
mail-test-subject = Testmeddelelse fra { $company }
mail-test-message = Denne meddelelse viser, at e-mailindstillingerne for { $company } virker.

## Notices to the owner
webhook-disabled = En webhook er slået fra
webhook-failing = Intet kunne leveres til webhooken hos { $host } i fem dage. Den er slået fra og får ikke længere besked om, hvad der sker. Slå den til igen, når modtageren virker.
webhook-gone = Modtageren af webhooken hos { $host } har meddelt, at den ikke findes længere. Webhooken er slået fra og får ikke længere besked om, hvad der sker. Slå den til igen, hvis det var en fejl.

## E-mails to people who work here
mail-invitation-subject = { $company } inviterer dig til sine fakturaer
mail-invitation-message = Du er inviteret til at arbejde med fakturaerne hos { $company }. Linket virker én gang, i 24 timer. Hvis du ikke kender { $company }, bedes du se bort fra denne meddelelse.
mail-come-in = Gå ind
mail-password-subject = En ny adgangskode til { $host }
mail-password-message = Nogen, formentlig dig, har bedt om en ny adgangskode til { $host }. Linket virker én gang, i 24 timer. Hvis det ikke var dig, bedes du se bort fra denne meddelelse: intet er ændret.
mail-choose-password = Vælg en adgangskode
