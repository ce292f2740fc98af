## What it is
invoice = Factură
credit-note = Factură de stornare
draft = Ciornă
void = Anulată
document-title = { $title } nr. { $number }
continued = { $title } { $number } – { $seller }
page-of = Pagina { $page } din { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Număr factură
credit-note-number = Număr factură de stornare
invoice-date = Data facturii
credit-note-date = Data emiterii
due-date = Scadență
delivery-date = Data livrării
service-period = Perioada prestării
period = { $start } – { $end }
period-from = de la { $start }
period-until = până la { $end }
payment-terms = Termeni de plată
terms-on-receipt = Plata la primire
terms-net-days = { $count ->
    [one] { $days } zi net
    [few] { $days } zile net
   *[other] { $days } de zile net
}
buyer-reference = Referința dvs.
purchase-order = Număr comandă
contract = Nr. contract
project = Proiect
credits-invoice = Pentru factura
credited-invoice = { $number } din { $date }

## Parties
billed-to = Client
from = Furnizor
ship-to = Adresa de livrare
attention = În atenția { $name }
tax-id = Cod TVA
tax-id-other = Cod fiscal
gst-number = Nr. GST
tax-number = CUI
legal-id = Nr. Reg. Com.
contact = Persoană de contact

## Lines
position = Nr.
item = Denumire
item-number = Cod articol
quantity = Cantitate
measure = U.M.
price = Preț unitar
discount = Reducere
tax = Taxă
amount = Valoare ({ $currency })
amount-with-tax = Valoare cu taxe ({ $currency })
price-for = { $price } pentru { $quantity }
flat-fee = Sumă fixă: { $amount }
served = Perioada prestării: { $period }
carried-forward = De reportat
brought-forward = Report din pagina precedentă

## Sums
subtotal = Subtotal
subtotal-without-tax = Subtotal fără taxe
extra-charge = Cost suplimentar
named-rate = { $name } ({ $rate })
net = Bază de impozitare
tax-rate = { $name } { $rate }
tax-of = { $name } la { $base }
includes-tax = include { $tax }
total-with-tax = Total cu taxe
total = Total
rounding = Rotunjire
paid = Plătit
refunded = Rambursat
credited = Stornat
due = Total de plată
overpaid = Sold creditor
total-credit = Total stornat
prices-include-tax = Prețurile includ taxele.

## Why no tax is charged
reverse-charge = Taxare inversă: taxa este datorată de beneficiar.
intra-community = Livrare intracomunitară scutită de TVA.
export = Export scutit de TVA.
exempt = Operațiune scutită de taxă.
out-of-scope = Operațiune neimpozabilă.

## Payment
payment = Plată
please-pay = Vă rugăm să achitați { $amount }.
please-pay-by = Vă rugăm să achitați { $amount } până la { $date }.
account-holder = Titularul contului
iban = IBAN
account-number = Număr de cont
routing-number = Număr de rutare (ABA)
sort-code = Cod de sortare (sort code)
bsb = Cod BSB
institution-number = Numărul instituției
transit-number = Număr de tranzit
ifsc = Cod IFSC
bank-code = Codul băncii
branch-code = Codul sucursalei
bic = BIC
bank = Banca
reference = Referință plată
view-online = Vizualizare online
scan-to-pay = Scanați pentru plata prin transfer

## Paying online, and the public page
pay-online = Plată online
scan-to-pay-online = Scanați pentru plata online
document-from = de la { $seller }
preview = Previzualizare
preview-explained = Aceasta este o ciornă, în starea ei actuală. Deocamdată nu este nimic de plată.
open = De plată
overdue = Restantă
due-on = Scadentă la { $date }
was-due-on = A fost scadentă la { $date }
paid-of = S-au plătit { $paid } din { $total }.
paid-on = Plătită la { $date }
nothing-due = Nu este nimic de plată.
credit-over = Din suma plătită, { $amount } rămân în favoarea dvs.
void-explained = Acest document a fost anulat. Nu este nimic de plată.
credit-explained = Această sumă vă este creditată.
download-pdf = Descărcați PDF
download-xml = Descărcați XML
pay-now = Plătiți acum
pay-amount = Plătiți { $amount }
pay-hint = Cu cardul sau prin alte metode, pe pagina securizată Stripe.
amount-to-pay = Suma de plată ({ $currency })
amount-at-most = Cel mult { $amount }
receipt = Confirmare de plată
receipt-of = Confirmare de plată pentru factura { $number }
receipt-says = Am primit { $amount } pentru factura { $number } la data de { $date }. Vă mulțumim.
payment-date = Data plății
this-payment = Această plată
paid-stamp = Plătită la { $date }
download-receipt = Confirmare de plată (PDF)
as-issued = Așa cum a fost emisă (PDF)
payments = Plăți
payment-method = Metoda de plată
method-bank-transfer = Transfer bancar
method-card = Card bancar
method-cash = Numerar
method-cheque = Cec
method-direct-debit = Debitare directă
method-credit = Sold creditor
method-other = Plată
refund = Rambursare
notice-confirmed = Vă mulțumim. Plata dvs. a fost primită.
notice-confirming = Plata dvs. este în curs de confirmare. Poate dura puțin.
notice-processing = Plata dvs. este în curs de procesare. Până la primirea ei nu mai aveți nimic de făcut.
notice-unavailable = Plata online nu este posibilă în acest moment și nu s-a încasat nimic. Vă rugăm să reîncercați peste câteva minute sau să plătiți prin transfer bancar.
notice-amount = Această sumă nu poate fi plătită. Vă rugăm să introduceți alta.
notice-nothing-due = Nu mai este nimic de plată. Nu s-a încasat nimic.
check-again = Verificați din nou
gone = Acest link nu duce nicăieri
gone-explained = Documentul nu există sau nu mai este partajat. Vă rugăm să cereți un link nou persoanei care vi l-a trimis.

## Statements of account
statement = Extras de cont
statement-of = { $title } – { $name }
statement-date = La data de
statement-period = Perioada
customer = Client
balance = Sold
entry-date = Data
entry-description = Descriere
charges = Debit ({ $currency })
credits = Credit ({ $currency })
balance-in = Sold ({ $currency })
opening-balance = Sold inițial
closing-balance = Sold final
no-movements = Nu există operațiuni în această perioadă.
entry-invoice = Factura { $number }
entry-credit-note = Factura de stornare { $number }
entry-of-invoice = pentru factura { $number }
entry-payment = Plată pentru { $number }
entry-refund = Rambursare pentru { $number }
entry-credit-used = Sold creditor din { $number } utilizat
entry-closed = { $number } închisă după rambursare
entry-due = scadentă la { $date }
sum-invoiced = Facturat
sum-closed = Închis după rambursare
ages = Sume datorate, după vechime
age-not-due = Nescadent
age-days = { $from } – { $to } de zile
age-over = Peste { $days } de zile

## Late fees
late-fee = Penalitate de întârziere pentru factura { $number }, scadentă la { $date }
late-fee-exemption = Despăgubire pentru plata cu întârziere

## Units of quantity
unit-minute = { $count ->
    [one] minut
    [few] minute
   *[other] de minute
}
unit-hour = { $count ->
    [one] oră
    [few] ore
   *[other] de ore
}
unit-day = { $count ->
    [one] zi
    [few] zile
   *[other] de zile
}
unit-night = { $count ->
    [one] noapte
    [few] nopți
   *[other] de nopți
}
unit-week = { $count ->
    [one] săptămână
    [few] săptămâni
   *[other] de săptămâni
}
unit-month = { $count ->
    [one] lună
    [few] luni
   *[other] de luni
}
unit-quarter = { $count ->
    [one] trimestru
    [few] trimestre
   *[other] de trimestre
}
unit-year = { $count ->
    [one] an
    [few] ani
   *[other] de ani
}
unit-piece = { $count ->
    [one] bucată
    [few] bucăți
   *[other] de bucăți
}
unit-item = { $count ->
    [one] articol
    [few] articole
   *[other] de articole
}
unit-unit = { $count ->
    [one] unitate
    [few] unități
   *[other] de unități
}
unit-set = { $count ->
    [one] set
    [few] seturi
   *[other] de seturi
}
unit-box = { $count ->
    [one] cutie
    [few] cutii
   *[other] de cutii
}
unit-pack = { $count ->
    [one] pachet
    [few] pachete
   *[other] de pachete
}
unit-page = { $count ->
    [one] pagină
    [few] pagini
   *[other] de pagini
}
unit-word = { $count ->
    [one] cuvânt
    [few] cuvinte
   *[other] de cuvinte
}
unit-person = { $count ->
    [one] persoană
    [few] persoane
   *[other] de persoane
}
unit-user = { $count ->
    [one] utilizator
    [few] utilizatori
   *[other] de utilizatori
}
unit-seat = { $count ->
    [one] loc
    [few] locuri
   *[other] de locuri
}
unit-licence = { $count ->
    [one] licență
    [few] licențe
   *[other] de licențe
}
unit-session = { $count ->
    [one] ședință
    [few] ședințe
   *[other] de ședințe
}
unit-lesson = { $count ->
    [one] lecție
    [few] lecții
   *[other] de lecții
}
unit-trip = { $count ->
    [one] călătorie
    [few] călătorii
   *[other] de călătorii
}
unit-kilometre = { $count ->
    [one] kilometru
    [few] kilometri
   *[other] de kilometri
}
unit-metre = { $count ->
    [one] metru
    [few] metri
   *[other] de metri
}
unit-mile = { $count ->
    [one] milă
    [few] mile
   *[other] de mile
}
unit-litre = { $count ->
    [one] litru
    [few] litri
   *[other] de litri
}

## Names of files
file-draft = ciornă
file-receipt = confirmare-de-plată-{ $number }
file-statement = extras-de-cont-{ $date }

## The rest
notes = Observații
terms = Condiții

## E-mails to customers
mail-greeting = Bună ziua, { $customer },
mail-closing = Cu stimă,
mail-view-invoice = Vizualizați factura
mail-view-credit-note = Vizualizați factura de stornare
mail-attached = Atașat: { $name }
mail-invoice-subject = Factura { $number } de la { $company }
mail-invoice-message = Prin acest mesaj vă transmitem factura noastră { $number } în valoare de { $total }. Vă mulțumim pentru colaborare.
mail-paid-invoice-subject = Plătită: factura { $number } de la { $company }
mail-paid-invoice-message = Prin acest mesaj vă transmitem factura noastră { $number } în valoare de { $total }. Aceasta este plătită și nu mai aveți nimic de făcut. Vă mulțumim pentru colaborare.
mail-credit-note-subject = Factura de stornare { $number } de la { $company }
mail-credit-note-message = Prin acest mesaj vă transmitem factura noastră de stornare { $number } în valoare de { $total }.
mail-reminder-subject = Memento: factura { $number } de la { $company } este scadentă la { $due_date }
mail-reminder-message = Vă reamintim cu amabilitate că suma de { $amount_due } din factura noastră { $number } este scadentă la { $due_date }. Dacă ați achitat-o între timp, vă rugăm să nu luați în considerare acest mesaj.
mail-late-reminder-subject = Restantă: factura { $number } de la { $company }
mail-late-reminder-message = Factura noastră { $number } a fost scadentă la { $due_date }, iar suma de { $amount_due } este încă neachitată. Vă rugăm să efectuați plata. Dacă ați achitat-o între timp, vă rugăm să nu luați în considerare acest mesaj.
mail-receipt-subject = Vă mulțumim pentru plata facturii { $number }
mail-receipt-message = Am primit plata dvs. pentru factura noastră { $number }. Vă mulțumim.
mail-statement-subject = Extras de cont de la { $company }
mail-statement-message = Prin acest mesaj vă transmitem extrasul dvs. de cont.
mail-test-subject = Mesaj de test de la { $company }
mail-test-message = Acest mesaj arată că setările de e-mail ale { $company } funcționează.

## Notices to the owner
webhook-disabled = Un webhook a fost dezactivat
webhook-failing = Timp de cinci zile nu s-a putut livra nimic către webhookul de la { $host }. Acesta a fost dezactivat și nu mai este informat despre ce se întâmplă. Reactivați-l când destinatarul funcționează din nou.
webhook-gone = Destinatarul webhookului de la { $host } a comunicat că nu mai există. Webhookul a fost dezactivat și nu mai este informat despre ce se întâmplă. Reactivați-l dacă a fost o greșeală.

## E-mails to people who work here
mail-invitation-subject = { $company } vă invită la facturile sale
mail-invitation-message = Sunteți invitat să lucrați la facturile { $company }. Linkul funcționează o singură dată, timp de 24 de ore. Dacă nu cunoașteți { $company }, vă rugăm să ignorați acest mesaj.
mail-come-in = Intrați
mail-password-subject = O parolă nouă pentru { $host }
mail-password-message = Cineva, probabil dumneavoastră, a cerut o parolă nouă pentru { $host }. Linkul funcționează o singură dată, timp de 24 de ore. Dacă nu ați fost dumneavoastră, vă rugăm să ignorați acest mesaj: nu s-a schimbat nimic.
mail-choose-password = Alegeți o parolă
