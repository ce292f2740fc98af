## What it is
invoice = Arve
credit-note = Kreeditarve
draft = Mustand
void = Tühistatud
document-title = { $title } nr { $number }
continued = { $title } { $number } – { $seller }
page-of = Lk { $page }/{ $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Arve number
credit-note-number = Kreeditarve number
invoice-date = Arve kuupäev
credit-note-date = Kuupäev
due-date = Maksetähtaeg
delivery-date = Tarnekuupäev
service-period = Teenuse periood
period = { $start } – { $end }
period-from = alates { $start }
period-until = kuni { $end }
payment-terms = Maksetingimused
terms-on-receipt = Maksta arve saamisel
terms-net-days = { $count ->
    [one] Neto { $days } päev
   *[other] Neto { $days } päeva
}
buyer-reference = Teie viide
purchase-order = Tellimuse number
contract = Leping
project = Projekt
credits-invoice = Krediteeritav arve
credited-invoice = { $number }, { $date }

## Parties
billed-to = Maksja
from = Müüja
ship-to = Tarneaadress
attention = Kontaktisik: { $name }
tax-id = KMKR nr
tax-id-other = Maksukohustuslase number
gst-number = GST nr
tax-number = Maksunumber
legal-id = Registrikood
contact = Kontaktisik

## Lines
position = Nr
item = Nimetus
item-number = Tootekood
quantity = Kogus
measure = Ühik
price = Ühiku hind
discount = Allahindlus
tax = Maks
amount = Summa ({ $currency })
amount-with-tax = Summa koos maksuga ({ $currency })
price-for = { $price } / { $quantity }
flat-fee = Püsitasu: { $amount }
served = Teenuse periood: { $period }
carried-forward = Edasi kantud
brought-forward = Eelmiselt lehelt üle toodud

## Sums
subtotal = Vahesumma
subtotal-without-tax = Vahesumma maksuta
extra-charge = Lisatasu
named-rate = { $name } ({ $rate })
net = Summa maksuta
tax-rate = { $name } { $rate }
tax-of = { $name } summalt { $base }
includes-tax = sh { $tax }
total-with-tax = Kokku koos maksuga
total = Kokku
rounding = Ümardamine
paid = Tasutud
refunded = Tagastatud
credited = Krediteeritud
due = Tasuda
overpaid = Ettemaks
total-credit = Kreeditsumma kokku
prices-include-tax = Hinnad sisaldavad maksu.

## Why no tax is charged
reverse-charge = Pöördmaksustamine: maksu tasub ostja.
intra-community = Käibemaksuvaba ühendusesisene käive.
export = Käibemaksuvaba eksport.
exempt = Maksust vabastatud.
out-of-scope = Ei ole maksustatav.

## Payment
payment = Tasumine
please-pay = Palume tasuda { $amount }.
please-pay-by = Palume tasuda { $amount }. Maksetähtaeg: { $date }.
account-holder = Konto omanik
iban = IBAN
account-number = Kontonumber
routing-number = Marsruutimisnumber (ABA)
sort-code = Sorteerimiskood (sort code)
bsb = BSB-kood
institution-number = Asutuse number
transit-number = Transiidinumber
ifsc = IFSC-kood
bank-code = Panga kood
branch-code = Filiaali kood
bic = BIC
bank = Pank
reference = Selgitus
view-online = Vaata veebis
scan-to-pay = Skannige ja makske ülekandega

## Paying online, and the public page
pay-online = Maksa veebis
scan-to-pay-online = Skannige ja makske veebis
document-from = Väljastaja: { $seller }
preview = Eelvaade
preview-explained = See on mustand praegusel kujul. Veel ei ole midagi tasuda.
open = Tasumata
overdue = Tähtaja ületanud
due-on = Maksetähtaeg: { $date }
was-due-on = Maksetähtaeg oli: { $date }
paid-of = Tasutud on { $paid } summast { $total }.
paid-on = Tasutud: { $date }
nothing-due = Midagi ei ole tasuda.
credit-over = Teie makstust jäi { $amount } ettemaksuks.
void-explained = See dokument on tühistatud. Selle järgi ei ole midagi tasuda.
credit-explained = See summa krediteeritakse Teile.
download-pdf = Laadi PDF alla
download-xml = Laadi XML alla
pay-now = Maksa kohe
pay-amount = Maksa { $amount }
pay-hint = Kaardiga või muul viisil Stripe’i turvalisel lehel.
amount-to-pay = Tasutav summa ({ $currency })
amount-at-most = Kõige rohkem { $amount }
receipt = Maksekinnitus
receipt-of = Arve { $number } maksekinnitus
receipt-says = Oleme arve { $number } eest kätte saanud { $amount }. Makse kuupäev: { $date }. Täname!
payment-date = Makse kuupäev
this-payment = See makse
paid-stamp = Tasutud: { $date }
download-receipt = Maksekinnitus (PDF)
as-issued = Väljastatud kujul (PDF)
payments = Maksed
payment-method = Makseviis
method-bank-transfer = Pangaülekanne
method-card = Kaart
method-cash = Sularaha
method-cheque = Tšekk
method-direct-debit = Otsekorraldus
method-credit = Ettemaks
method-other = Makse
refund = Tagasimakse
notice-confirmed = Täname! Teie makse on laekunud.
notice-confirming = Teie makset kinnitatakse. See võib hetke aega võtta.
notice-processing = Teie makse on teel. Kuni selle laekumiseni ei pea Te midagi tegema.
notice-unavailable = Veebis ei saa praegu maksta ja midagi ei ole maha arvatud. Palun proovige mõne minuti pärast uuesti või makske pangaülekandega.
notice-amount = Seda summat ei saa maksta. Palun sisestage muu summa.
notice-nothing-due = Rohkem ei ole midagi tasuda. Midagi ei ole maha arvatud.
check-again = Kontrolli uuesti
gone = See link ei vii kuhugi
gone-explained = Dokumenti ei ole olemas või seda enam ei jagata. Palun küsige uut linki selle saatjalt.

## Statements of account
statement = Kontoväljavõte
statement-of = { $title } – { $name }
statement-date = Seisuga
statement-period = Periood
customer = Klient
balance = Saldo
entry-date = Kuupäev
entry-description = Kirjeldus
charges = Deebet ({ $currency })
credits = Kreedit ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Algsaldo
closing-balance = Lõppsaldo
no-movements = Sellel perioodil tehinguid ei olnud.
entry-invoice = Arve { $number }
entry-credit-note = Kreeditarve { $number }
entry-of-invoice = arvele { $number }
entry-payment = { $number } tasumine
entry-refund = { $number } tagasimakse
entry-credit-used = Kasutatud ettemaks dokumendilt { $number }
entry-closed = { $number } suletud pärast tagasimakset
entry-due = maksetähtaeg: { $date }
sum-invoiced = Arveldatud
sum-closed = Suletud pärast tagasimakset
ages = Võlgnevus vanuse järgi
age-not-due = Tähtaeg saabumata
age-days = { $from } – { $to } päeva
age-over = Üle { $days } päeva

## Late fees
late-fee = Viivis arve { $number } eest, maksetähtaeg { $date }
late-fee-exemption = Hüvitis hilinenud makse eest

## Units of quantity
unit-minute = { $count ->
    [one] minut
   *[other] minutit
}
unit-hour = { $count ->
    [one] tund
   *[other] tundi
}
unit-day = { $count ->
    [one] päev
   *[other] päeva
}
unit-night = { $count ->
    [one] öö
   *[other] ööd
}
unit-week = { $count ->
    [one] nädal
   *[other] nädalat
}
unit-month = { $count ->
    [one] kuu
   *[other] kuud
}
unit-quarter = { $count ->
    [one] kvartal
   *[other] kvartalit
}
unit-year = { $count ->
    [one] aasta
   *[other] aastat
}
unit-piece = { $count ->
    [one] tükk
   *[other] tükki
}
unit-item = { $count ->
    [one] artikkel
   *[other] artiklit
}
unit-unit = { $count ->
    [one] ühik
   *[other] ühikut
}
unit-set = { $count ->
    [one] komplekt
   *[other] komplekti
}
unit-box = { $count ->
    [one] kast
   *[other] kasti
}
unit-pack = { $count ->
    [one] pakk
   *[other] pakki
}
unit-page = { $count ->
    [one] lehekülg
   *[other] lehekülge
}
unit-word = { $count ->
    [one] sõna
   *[other] sõna
}
unit-person = { $count ->
    [one] inimene
   *[other] inimest
}
unit-user = { $count ->
    [one] kasutaja
   *[other] kasutajat
}
unit-seat = { $count ->
    [one] koht
   *[other] kohta
}
unit-licence = { $count ->
    [one] litsents
   *[other] litsentsi
}
unit-session = { $count ->
    [one] seanss
   *[other] seanssi
}
unit-lesson = { $count ->
    [one] tunnitöö
   *[other] tunnitööd
}
unit-trip = { $count ->
    [one] sõit
   *[other] sõitu
}
unit-kilometre = { $count ->
    [one] kilomeeter
   *[other] kilomeetrit
}
unit-metre = { $count ->
    [one] meeter
   *[other] meetrit
}
unit-mile = { $count ->
    [one] miil
   *[other] miili
}
unit-litre = { $count ->
    [one] liiter
   *[other] liitrit
}

## Names of files
file-draft = mustand
file-receipt = maksekinnitus-{ $number }
file-statement = kontoväljavõte-{ $date }

## The rest
notes = Märkused
terms = Tingimused

## E-mails to customers
mail-greeting = Lugupeetud { $customer }
mail-closing = Lugupidamisega
mail-view-invoice = Vaata arvet
mail-view-credit-note = Vaata kreeditarvet
mail-attached = Manus: { $name }
mail-invoice-subject = { $company }: arve { $number }
mail-invoice-message = Saadame Teile meie arve { $number } summas { $total }. Täname koostöö eest!
mail-paid-invoice-subject = { $company }: tasutud arve { $number }
mail-paid-invoice-message = Saadame Teile meie arve { $number } summas { $total }. See on tasutud ja Te ei pea midagi tegema. Täname koostöö eest!
mail-credit-note-subject = { $company }: kreeditarve { $number }
mail-credit-note-message = Saadame Teile meie kreeditarve { $number } summas { $total }.
mail-reminder-subject = { $company }: meeldetuletus, arve { $number } maksetähtaeg on { $due_date }
mail-reminder-message = Tuletame Teile viisakalt meelde, et meie arvest { $number } on tasuda { $amount_due }. Maksetähtaeg: { $due_date }. Kui olete vahepeal tasunud, jätke see teade palun tähelepanuta.
mail-late-reminder-subject = { $company }: arve { $number } on tasumata
mail-late-reminder-message = Meie arve { $number } maksetähtaeg oli { $due_date } ja { $amount_due } on veel tasumata. Palume arve tasuda. Kui olete vahepeal tasunud, jätke see teade palun tähelepanuta.
mail-receipt-subject = Täname arve { $number } tasumise eest
mail-receipt-message = Oleme Teie makse meie arve { $number } eest kätte saanud. Täname!
mail-statement-subject = { $company }: kontoväljavõte
mail-statement-message = Saadame Teile Teie kontoväljavõtte.
mail-test-subject = { $company }: proovikiri
mail-test-message = See kiri näitab, et ettevõtte { $company } e-posti seaded töötavad.

## Notices to the owner
webhook-disabled = Veebihaak on välja lülitatud
webhook-failing = Viie päeva jooksul ei õnnestunud veebihaagile aadressil { $host } midagi edastada. See on välja lülitatud ja toimuvast enam ei teavitata. Lülitage see uuesti sisse, kui vastuvõtja töötab.
webhook-gone = Veebihaagi vastuvõtja aadressil { $host } teatas, et teda enam ei ole. Veebihaak on välja lülitatud ja toimuvast enam ei teavitata. Lülitage see uuesti sisse, kui see oli eksitus.

## E-mails to people who work here
mail-invitation-subject = { $company } kutsub teid oma arvete juurde
mail-invitation-message = Teid on kutsutud töötama ettevõtte { $company } arvetega. Link kehtib ühe korra, 24 tundi. Kui te ettevõtet { $company } ei tunne, jätke see teade tähelepanuta.
mail-come-in = Sisene
mail-password-subject = Uus parool: { $host }
mail-password-message = Keegi, arvatavasti teie, on palunud uut parooli: { $host }. Link kehtib ühe korra, 24 tundi. Kui see ei olnud teie, jätke see teade tähelepanuta: midagi ei ole muutunud.
mail-choose-password = Vali parool
