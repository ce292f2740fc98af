## What it is
invoice = Sąskaita faktūra
credit-note = Kreditinė sąskaita faktūra
draft = Juodraštis
void = Anuliuota
document-title = { $title } Nr. { $number }
continued = { $title } { $number } – { $seller }
page-of = { $page } puslapis iš { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Sąskaitos numeris
credit-note-number = Kreditinės sąskaitos numeris
invoice-date = Sąskaitos data
credit-note-date = Išrašymo data
due-date = Apmokėti iki
delivery-date = Pristatymo data
service-period = Paslaugų laikotarpis
period = { $start } – { $end }
period-from = nuo { $start }
period-until = iki { $end }
payment-terms = Mokėjimo sąlygos
terms-on-receipt = Apmokėti gavus sąskaitą
terms-net-days = { $count ->
    [one] Apmokėti per { $days } dieną
    [few] Apmokėti per { $days } dienas
    [many] Apmokėti per { $days } dienos
   *[other] Apmokėti per { $days } dienų
}
buyer-reference = Jūsų nuoroda
purchase-order = Užsakymo numeris
contract = Sutartis
project = Projektas
credits-invoice = Kredituojama sąskaita
credited-invoice = { $number }, { $date }

## Parties
billed-to = Pirkėjas
from = Pardavėjas
ship-to = Pristatymo adresas
attention = Kam: { $name }
tax-id = PVM mokėtojo kodas
tax-id-other = Mokesčių mokėtojo kodas
gst-number = GST numeris
tax-number = Mokesčių mokėtojo kodas
legal-id = Įmonės kodas
contact = Kontaktinis asmuo

## Lines
position = Nr.
item = Pavadinimas
item-number = Prekės kodas
quantity = Kiekis
measure = Mato vnt.
price = Vieneto kaina
discount = Nuolaida
tax = Mokestis
amount = Suma ({ $currency })
amount-with-tax = Suma su mokesčiais ({ $currency })
price-for = { $price } už { $quantity }
flat-fee = Fiksuotas mokestis: { $amount }
served = Paslaugų laikotarpis: { $period }
carried-forward = Perkeliama į kitą puslapį
brought-forward = Perkelta iš ankstesnio puslapio

## Sums
subtotal = Tarpinė suma
subtotal-without-tax = Tarpinė suma be mokesčių
extra-charge = Papildomas mokestis
named-rate = { $name } ({ $rate })
net = Suma be mokesčių
tax-rate = { $name } { $rate }
tax-of = { $name } nuo { $base }
includes-tax = įskaitant { $tax }
total-with-tax = Iš viso su mokesčiais
total = Iš viso
rounding = Apvalinimas
paid = Apmokėta
refunded = Grąžinta
credited = Kredituota
due = Mokėtina suma
overpaid = Permoka
total-credit = Kredituojama suma
prices-include-tax = Kainos nurodytos su mokesčiais.

## Why no tax is charged
reverse-charge = Atvirkštinis apmokestinimas: mokestį sumoka pirkėjas.
intra-community = Tiekimas į kitą ES valstybę, neapmokestinamas PVM.
export = Eksportas, neapmokestinamas PVM.
exempt = Neapmokestinama mokesčiu.
out-of-scope = Ne mokesčio objektas.

## Payment
payment = Mokėjimas
please-pay = Prašome sumokėti { $amount }.
please-pay-by = Prašome sumokėti { $amount } iki { $date }.
account-holder = Gavėjas
iban = IBAN
account-number = Sąskaitos numeris banke
routing-number = Maršruto numeris (ABA)
sort-code = Rūšiavimo kodas (sort code)
bsb = BSB kodas
institution-number = Įstaigos numeris
transit-number = Tranzito numeris
ifsc = IFSC kodas
bank-code = Banko kodas
branch-code = Filialo kodas
bic = BIC
bank = Bankas
reference = Mokėjimo paskirtis
view-online = Peržiūrėti internete
scan-to-pay = Nuskaitykite ir sumokėkite pavedimu

## Paying online, and the public page
pay-online = Mokėti internetu
scan-to-pay-online = Nuskaitykite ir sumokėkite internetu
document-from = nuo { $seller }
preview = Peržiūra
preview-explained = Tai dabartinės būsenos juodraštis. Kol kas nieko mokėti nereikia.
open = Neapmokėta
overdue = Pradelsta
due-on = Apmokėti iki { $date }
was-due-on = Reikėjo apmokėti iki { $date }
paid-of = Sumokėta { $paid } iš { $total }.
paid-on = Apmokėta { $date }
nothing-due = Mokėti nieko nereikia.
credit-over = Iš sumokėtos sumos { $amount } lieka Jūsų permoka.
void-explained = Šis dokumentas anuliuotas. Mokėti pagal jį nereikia.
credit-explained = Ši suma Jums kredituojama.
download-pdf = Atsisiųsti PDF
download-xml = Atsisiųsti XML
pay-now = Mokėti dabar
pay-amount = Mokėti { $amount }
pay-hint = Kortele ir kitais būdais saugiame „Stripe“ puslapyje.
amount-to-pay = Mokama suma ({ $currency })
amount-at-most = Daugiausia { $amount }
receipt = Mokėjimo patvirtinimas
receipt-of = Sąskaitos { $number } mokėjimo patvirtinimas
receipt-says = { $date } gavome { $amount } pagal sąskaitą { $number }. Dėkojame.
payment-date = Mokėjimo data
this-payment = Šis mokėjimas
paid-stamp = Apmokėta { $date }
download-receipt = Mokėjimo patvirtinimas (PDF)
as-issued = Kaip išrašyta (PDF)
payments = Mokėjimai
payment-method = Mokėjimo būdas
method-bank-transfer = Banko pavedimas
method-card = Kortelė
method-cash = Grynieji pinigai
method-cheque = Čekis
method-direct-debit = Tiesioginis debetas
method-credit = Permoka
method-other = Mokėjimas
refund = Grąžinimas
notice-confirmed = Dėkojame. Jūsų mokėjimas gautas.
notice-confirming = Jūsų mokėjimas tvirtinamas. Tai gali šiek tiek užtrukti.
notice-processing = Jūsų mokėjimas vykdomas. Kol jis bus gautas, Jums nieko daryti nereikia.
notice-unavailable = Šiuo metu sumokėti internetu negalima, pinigai nenuskaityti. Pabandykite dar kartą po kelių minučių arba sumokėkite banko pavedimu.
notice-amount = Šios sumos sumokėti negalima. Įrašykite kitą.
notice-nothing-due = Mokėti nebereikia. Pinigai nenuskaityti.
check-again = Patikrinti dar kartą
gone = Ši nuoroda niekur neveda
gone-explained = Dokumento nėra arba juo nebesidalijama. Naujos nuorodos prašykite ją atsiuntusio asmens.

## Statements of account
statement = Atsiskaitymų išrašas
statement-of = { $title } – { $name }
statement-date = Būklė
statement-period = Laikotarpis
customer = Klientas
balance = Likutis
entry-date = Data
entry-description = Aprašymas
charges = Debetas ({ $currency })
credits = Kreditas ({ $currency })
balance-in = Likutis ({ $currency })
opening-balance = Pradinis likutis
closing-balance = Galutinis likutis
no-movements = Šiuo laikotarpiu įrašų nėra.
entry-invoice = Sąskaita faktūra { $number }
entry-credit-note = Kreditinė sąskaita faktūra { $number }
entry-of-invoice = pagal sąskaitą { $number }
entry-payment = { $number } apmokėjimas
entry-refund = { $number } grąžinimas
entry-credit-used = Panaudota { $number } permoka
entry-closed = { $number } uždaryta po grąžinimo
entry-due = apmokėti iki { $date }
sum-invoiced = Išrašyta
sum-closed = Uždaryta po grąžinimo
ages = Skola pagal senumą
age-not-due = Terminas nesuėjęs
age-days = { $from } – { $to } dienų
age-over = Daugiau kaip { $days } dienų

## Late fees
late-fee = Delspinigiai pagal sąskaitą { $number }, kurią reikėjo apmokėti iki { $date }
late-fee-exemption = Kompensacija už pavėluotą mokėjimą

## Units of quantity
unit-minute = { $count ->
    [one] minutė
    [few] minutės
    [many] minutės
   *[other] minučių
}
unit-hour = { $count ->
    [one] valanda
    [few] valandos
    [many] valandos
   *[other] valandų
}
unit-day = { $count ->
    [one] diena
    [few] dienos
    [many] dienos
   *[other] dienų
}
unit-night = { $count ->
    [one] naktis
    [few] naktys
    [many] nakties
   *[other] naktų
}
unit-week = { $count ->
    [one] savaitė
    [few] savaitės
    [many] savaitės
   *[other] savaičių
}
unit-month = { $count ->
    [one] mėnuo
    [few] mėnesiai
    [many] mėnesio
   *[other] mėnesių
}
unit-quarter = { $count ->
    [one] ketvirtis
    [few] ketvirčiai
    [many] ketvirčio
   *[other] ketvirčių
}
unit-year = { $count ->
    [one] metai
    [few] metai
    [many] metų
   *[other] metų
}
unit-piece = { $count ->
    [one] vienetas
    [few] vienetai
    [many] vieneto
   *[other] vienetų
}
unit-item = { $count ->
    [one] prekė
    [few] prekės
    [many] prekės
   *[other] prekių
}
unit-unit = { $count ->
    [one] matavimo vienetas
    [few] matavimo vienetai
    [many] matavimo vieneto
   *[other] matavimo vienetų
}
unit-set = { $count ->
    [one] komplektas
    [few] komplektai
    [many] komplekto
   *[other] komplektų
}
unit-box = { $count ->
    [one] dėžė
    [few] dėžės
    [many] dėžės
   *[other] dėžių
}
unit-pack = { $count ->
    [one] pakuotė
    [few] pakuotės
    [many] pakuotės
   *[other] pakuočių
}
unit-page = { $count ->
    [one] puslapis
    [few] puslapiai
    [many] puslapio
   *[other] puslapių
}
unit-word = { $count ->
    [one] žodis
    [few] žodžiai
    [many] žodžio
   *[other] žodžių
}
unit-person = { $count ->
    [one] asmuo
    [few] asmenys
    [many] asmens
   *[other] asmenų
}
unit-user = { $count ->
    [one] naudotojas
    [few] naudotojai
    [many] naudotojo
   *[other] naudotojų
}
unit-seat = { $count ->
    [one] vieta
    [few] vietos
    [many] vietos
   *[other] vietų
}
unit-licence = { $count ->
    [one] licencija
    [few] licencijos
    [many] licencijos
   *[other] licencijų
}
unit-session = { $count ->
    [one] seansas
    [few] seansai
    [many] seanso
   *[other] seansų
}
unit-lesson = { $count ->
    [one] pamoka
    [few] pamokos
    [many] pamokos
   *[other] pamokų
}
unit-trip = { $count ->
    [one] kelionė
    [few] kelionės
    [many] kelionės
   *[other] kelionių
}
unit-kilometre = { $count ->
    [one] kilometras
    [few] kilometrai
    [many] kilometro
   *[other] kilometrų
}
unit-metre = { $count ->
    [one] metras
    [few] metrai
    [many] metro
   *[other] metrų
}
unit-mile = { $count ->
    [one] mylia
    [few] mylios
    [many] mylios
   *[other] mylių
}
unit-litre = { $count ->
    [one] litras
    [few] litrai
    [many] litro
   *[other] litrų
}

## Names of files
file-draft = juodraštis
file-receipt = mokėjimo-patvirtinimas-{ $number }
file-statement = atsiskaitymų-išrašas-{ $date }

## The rest
notes = Pastabos
terms = Sąlygos

## E-mails to customers
mail-greeting = Laba diena, { $customer },
mail-closing = Pagarbiai
mail-view-invoice = Peržiūrėti sąskaitą
mail-view-credit-note = Peržiūrėti kreditinę sąskaitą
mail-attached = Priedas: { $name }
mail-invoice-subject = Sąskaita faktūra { $number } iš { $company }
mail-invoice-message = Šiuo laišku siunčiame sąskaitą faktūrą { $number }, kurios suma { $total }. Dėkojame, kad renkatės mus.
mail-paid-invoice-subject = Apmokėta: sąskaita faktūra { $number } iš { $company }
mail-paid-invoice-message = Šiuo laišku siunčiame sąskaitą faktūrą { $number }, kurios suma { $total }. Ji apmokėta, Jums nieko daryti nereikia. Dėkojame, kad renkatės mus.
mail-credit-note-subject = Kreditinė sąskaita faktūra { $number } iš { $company }
mail-credit-note-message = Šiuo laišku siunčiame kreditinę sąskaitą faktūrą { $number }, kurios suma { $total }.
mail-reminder-subject = Priminimas: sąskaitą faktūrą { $number } iš { $company } reikia apmokėti iki { $due_date }
mail-reminder-message = Maloniai primename, kad pagal mūsų sąskaitą faktūrą { $number } reikia sumokėti { $amount_due } iki { $due_date }. Jei jau sumokėjote, į šį laišką nekreipkite dėmesio.
mail-late-reminder-subject = Pradelsta: sąskaita faktūra { $number } iš { $company }
mail-late-reminder-message = Mūsų sąskaitą faktūrą { $number } reikėjo apmokėti iki { $due_date }, tačiau { $amount_due } dar nesumokėta. Prašome sumokėti. Jei jau sumokėjote, į šį laišką nekreipkite dėmesio.
mail-receipt-subject = Dėkojame, kad apmokėjote sąskaitą faktūrą { $number }
mail-receipt-message = Gavome Jūsų mokėjimą pagal sąskaitą faktūrą { $number }. Dėkojame.
mail-statement-subject = Atsiskaitymų išrašas iš { $company }
mail-statement-message = Šiuo laišku siunčiame Jūsų atsiskaitymų išrašą.
mail-test-subject = Bandomasis laiškas iš { $company }
mail-test-message = Šis laiškas rodo, kad { $company } el. pašto nustatymai veikia.

## Notices to the owner
webhook-disabled = Webhook pranešimai išjungti
webhook-failing = Penkias dienas nepavyko pristatyti webhook pranešimų adresu { $host }. Jie išjungti, apie įvykius nebepranešama. Įjunkite juos, kai gavėjas vėl veiks.
webhook-gone = Webhook pranešimų gavėjas adresu { $host } pranešė, kad jo nebėra. Pranešimai išjungti, apie įvykius nebepranešama. Įjunkite juos, jei tai buvo klaida.

## E-mails to people who work here
mail-invitation-subject = { $company } kviečia jus prie savo sąskaitų
mail-invitation-message = Esate pakviesti dirbti su įmonės { $company } sąskaitomis. Nuoroda galioja vieną kartą, 24 valandas. Jei { $company } nepažįstate, nekreipkite dėmesio į šį pranešimą.
mail-come-in = Įeiti
mail-password-subject = Naujas slaptažodis: { $host }
mail-password-message = Kažkas, tikriausiai jūs, paprašė naujo slaptažodžio: { $host }. Nuoroda galioja vieną kartą, 24 valandas. Jei tai buvote ne jūs, nekreipkite dėmesio į šį pranešimą: niekas nepasikeitė.
mail-choose-password = Pasirinkti slaptažodį
