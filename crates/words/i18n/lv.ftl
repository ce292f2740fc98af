## What it is
invoice = Rēķins
credit-note = Kredītrēķins
draft = Melnraksts
void = Anulēts
document-title = { $title } Nr. { $number }
continued = { $title } { $number } – { $seller }
page-of = { $page }. lapa no { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Rēķina numurs
credit-note-number = Kredītrēķina numurs
invoice-date = Rēķina datums
credit-note-date = Izrakstīšanas datums
due-date = Apmaksas termiņš
delivery-date = Piegādes datums
service-period = Pakalpojuma periods
period = { $start } – { $end }
period-from = no: { $start }
period-until = līdz: { $end }
payment-terms = Apmaksas noteikumi
terms-on-receipt = Apmaksa pēc saņemšanas
terms-net-days = { $count ->
    [zero] { $days } dienu laikā
    [one] { $days } dienas laikā
   *[other] { $days } dienu laikā
}
buyer-reference = Jūsu atsauce
purchase-order = Pasūtījuma numurs
contract = Līgums
project = Projekts
credits-invoice = Kreditējamais rēķins
credited-invoice = { $number }, { $date }

## Parties
billed-to = Maksātājs
from = Piegādātājs
ship-to = Piegādes adrese
attention = Kam: { $name }
tax-id = PVN reģ. Nr.
tax-id-other = Nodokļu maksātāja Nr.
gst-number = GST Nr.
tax-number = Nodokļu maksātāja kods
legal-id = Reģ. Nr.
contact = Kontaktpersona

## Lines
position = Nr.
item = Nosaukums
item-number = Preces kods
quantity = Daudzums
measure = Mērvienība
price = Vienības cena
discount = Atlaide
tax = Nodoklis
amount = Summa ({ $currency })
amount-with-tax = Summa ar nodokli ({ $currency })
price-for = { $price } par { $quantity }
flat-fee = Fiksēta maksa: { $amount }
served = Pakalpojuma periods: { $period }
carried-forward = Pārnests uz nākamo lapu
brought-forward = Pārnests no iepriekšējās lapas

## Sums
subtotal = Starpsumma
subtotal-without-tax = Starpsumma bez nodokļa
extra-charge = Piemaksa
named-rate = { $name } ({ $rate })
net = Summa bez nodokļa
tax-rate = { $name } { $rate }
tax-of = { $name } no { $base }
includes-tax = tostarp { $tax }
total-with-tax = Kopā ar nodokli
total = Kopā
rounding = Noapaļošana
paid = Apmaksāts
refunded = Atmaksāts
credited = Kreditēts
due = Summa apmaksai
overpaid = Pārmaksa
total-credit = Kredītsumma kopā
prices-include-tax = Cenās iekļauts nodoklis.

## Why no tax is charged
reverse-charge = Nodokļa apgrieztā maksāšana: nodokli maksā saņēmējs.
intra-community = Preču piegāde Eiropas Savienībā, PVN 0%.
export = Preču eksports, PVN 0%.
exempt = Ar nodokli neapliekams darījums.
out-of-scope = Darījums nav nodokļa objekts.

## Payment
payment = Maksājums
please-pay = Lūdzam samaksāt { $amount }.
please-pay-by = Lūdzam līdz { $date } samaksāt { $amount }.
account-holder = Konta īpašnieks
iban = IBAN
account-number = Konta numurs
routing-number = Maršruta numurs (ABA)
sort-code = Šķirošanas kods (sort code)
bsb = BSB kods
institution-number = Iestādes numurs
transit-number = Tranzīta numurs
ifsc = IFSC kods
bank-code = Bankas kods
branch-code = Filiāles kods
bic = BIC
bank = Banka
reference = Maksājuma mērķis
view-online = Skatīt tiešsaistē
scan-to-pay = Noskenējiet, lai samaksātu ar pārskaitījumu

## Paying online, and the public page
pay-online = Maksāt tiešsaistē
scan-to-pay-online = Noskenējiet, lai samaksātu tiešsaistē
document-from = no { $seller }
preview = Priekšskatījums
preview-explained = Šis ir melnraksts tā pašreizējā veidā. Pagaidām nekas nav jāmaksā.
open = Neapmaksāts
overdue = Kavēts
due-on = Apmaksas termiņš: { $date }
was-due-on = Apmaksas termiņš bija: { $date }
paid-of = Samaksāts { $paid } no { $total }.
paid-on = Apmaksāts: { $date }
nothing-due = Nekas nav jāmaksā.
credit-over = No samaksātā { $amount } paliek kā Jūsu pārmaksa.
void-explained = Šis dokuments ir anulēts. Par to nekas nav jāmaksā.
credit-explained = Šī summa Jums tiek kreditēta.
download-pdf = Lejupielādēt PDF
download-xml = Lejupielādēt XML
pay-now = Maksāt tagad
pay-amount = Maksāt { $amount }
pay-hint = Ar karti un citos veidos drošajā Stripe lapā.
amount-to-pay = Maksājamā summa ({ $currency })
amount-at-most = Ne vairāk kā { $amount }
receipt = Maksājuma apliecinājums
receipt-of = Rēķina { $number } maksājuma apliecinājums
receipt-says = { $date } esam saņēmuši { $amount } par rēķinu { $number }. Paldies!
payment-date = Maksājuma datums
this-payment = Šis maksājums
paid-stamp = Apmaksāts: { $date }
download-receipt = Maksājuma apliecinājums (PDF)
as-issued = Kā izrakstīts (PDF)
payments = Maksājumi
payment-method = Maksājuma veids
method-bank-transfer = Bankas pārskaitījums
method-card = Karte
method-cash = Skaidra nauda
method-cheque = Čeks
method-direct-debit = Tiešais debets
method-credit = Pārmaksa
method-other = Maksājums
refund = Atmaksa
notice-confirmed = Paldies! Jūsu maksājums ir saņemts.
notice-confirming = Jūsu maksājums tiek apstiprināts. Tas var aizņemt brīdi.
notice-processing = Jūsu maksājums tiek apstrādāts. Kamēr tas nav saņemts, Jums nekas vairs nav jādara.
notice-unavailable = Pašlaik tiešsaistē samaksāt nevar, un nekas nav noņemts. Lūdzu, mēģiniet vēlreiz pēc dažām minūtēm vai maksājiet ar bankas pārskaitījumu.
notice-amount = Šo summu nevar samaksāt. Lūdzu, ievadiet citu.
notice-nothing-due = Vairs nekas nav jāmaksā. Nekas nav noņemts.
check-again = Pārbaudīt vēlreiz
gone = Šī saite nekur neved
gone-explained = Dokuments neeksistē vai vairs netiek kopīgots. Lūdziet jaunu saiti tam, kurš Jums to nosūtīja.

## Statements of account
statement = Norēķinu izraksts
statement-of = { $title } – { $name }
statement-date = Stāvoklis uz
statement-period = Periods
customer = Klients
balance = Atlikums
entry-date = Datums
entry-description = Apraksts
charges = Debets ({ $currency })
credits = Kredīts ({ $currency })
balance-in = Atlikums ({ $currency })
opening-balance = Sākuma atlikums
closing-balance = Beigu atlikums
no-movements = Šajā periodā darījumu nav.
entry-invoice = Rēķins { $number }
entry-credit-note = Kredītrēķins { $number }
entry-of-invoice = rēķinam { $number }
entry-payment = { $number } apmaksa
entry-refund = { $number } atmaksa
entry-credit-used = Izmantota { $number } pārmaksa
entry-closed = { $number } slēgts pēc atmaksas
entry-due = apmaksas termiņš: { $date }
sum-invoiced = Izrakstīts
sum-closed = Slēgts pēc atmaksas
ages = Parāds pēc vecuma
age-not-due = Termiņš nav iestājies
age-days = { $from } – { $to } dienas
age-over = Vairāk nekā { $days } dienas

## Late fees
late-fee = Kavējuma nauda par rēķinu { $number }, apmaksas termiņš: { $date }
late-fee-exemption = Kompensācija par maksājuma kavējumu

## Units of quantity
unit-minute = { $count ->
    [zero] minūšu
    [one] minūte
   *[other] minūtes
}
unit-hour = { $count ->
    [zero] stundu
    [one] stunda
   *[other] stundas
}
unit-day = { $count ->
    [zero] dienu
    [one] diena
   *[other] dienas
}
unit-night = { $count ->
    [zero] nakšu
    [one] nakts
   *[other] naktis
}
unit-week = { $count ->
    [zero] nedēļu
    [one] nedēļa
   *[other] nedēļas
}
unit-month = { $count ->
    [zero] mēnešu
    [one] mēnesis
   *[other] mēneši
}
unit-quarter = { $count ->
    [zero] ceturkšņu
    [one] ceturksnis
   *[other] ceturkšņi
}
unit-year = { $count ->
    [zero] gadu
    [one] gads
   *[other] gadi
}
unit-piece = { $count ->
    [zero] gabalu
    [one] gabals
   *[other] gabali
}
unit-item = { $count ->
    [zero] preču
    [one] prece
   *[other] preces
}
unit-unit = { $count ->
    [zero] vienību
    [one] vienība
   *[other] vienības
}
unit-set = { $count ->
    [zero] komplektu
    [one] komplekts
   *[other] komplekti
}
unit-box = { $count ->
    [zero] kastu
    [one] kaste
   *[other] kastes
}
unit-pack = { $count ->
    [zero] iepakojumu
    [one] iepakojums
   *[other] iepakojumi
}
unit-page = { $count ->
    [zero] lappušu
    [one] lappuse
   *[other] lappuses
}
unit-word = { $count ->
    [zero] vārdu
    [one] vārds
   *[other] vārdi
}
unit-person = { $count ->
    [zero] personu
    [one] persona
   *[other] personas
}
unit-user = { $count ->
    [zero] lietotāju
    [one] lietotājs
   *[other] lietotāji
}
unit-seat = { $count ->
    [zero] vietu
    [one] vieta
   *[other] vietas
}
unit-licence = { $count ->
    [zero] licenču
    [one] licence
   *[other] licences
}
unit-session = { $count ->
    [zero] sesiju
    [one] sesija
   *[other] sesijas
}
unit-lesson = { $count ->
    [zero] nodarbību
    [one] nodarbība
   *[other] nodarbības
}
unit-trip = { $count ->
    [zero] braucienu
    [one] brauciens
   *[other] braucieni
}
unit-kilometre = { $count ->
    [zero] kilometru
    [one] kilometrs
   *[other] kilometri
}
unit-metre = { $count ->
    [zero] metru
    [one] metrs
   *[other] metri
}
unit-mile = { $count ->
    [zero] jūdžu
    [one] jūdze
   *[other] jūdzes
}
unit-litre = { $count ->
    [zero] litru
    [one] litrs
   *[other] litri
}

## Names of files
file-draft = melnraksts
file-receipt = maksājuma-apliecinājums-{ $number }
file-statement = norēķinu-izraksts-{ $date }

## The rest
notes = Piezīmes
terms = Noteikumi

## E-mails to customers
mail-greeting = Labdien, { $customer }!
mail-closing = Ar cieņu
mail-view-invoice = Skatīt rēķinu
mail-view-credit-note = Skatīt kredītrēķinu
mail-attached = Pielikumā: { $name }
mail-invoice-subject = Rēķins { $number } no { $company }
mail-invoice-message = Ar šo ziņojumu nosūtām mūsu rēķinu { $number } par summu { $total }. Paldies par sadarbību!
mail-paid-invoice-subject = Apmaksāts: rēķins { $number } no { $company }
mail-paid-invoice-message = Ar šo ziņojumu nosūtām mūsu rēķinu { $number } par summu { $total }. Tas ir apmaksāts, un Jums nekas vairs nav jādara. Paldies par sadarbību!
mail-credit-note-subject = Kredītrēķins { $number } no { $company }
mail-credit-note-message = Ar šo ziņojumu nosūtām mūsu kredītrēķinu { $number } par summu { $total }.
mail-reminder-subject = Atgādinājums: rēķins { $number } no { $company }, apmaksas termiņš { $due_date }
mail-reminder-message = Laipni atgādinām, ka par mūsu rēķinu { $number } jāsamaksā { $amount_due }. Apmaksas termiņš: { $due_date }. Ja pa šo laiku esat samaksājuši, lūdzam šo ziņojumu neņemt vērā.
mail-late-reminder-subject = Kavēts: rēķins { $number } no { $company }
mail-late-reminder-message = Mūsu rēķina { $number } apmaksas termiņš bija { $due_date }, bet { $amount_due } vēl nav samaksāti. Lūdzam veikt apmaksu. Ja pa šo laiku esat samaksājuši, lūdzam šo ziņojumu neņemt vērā.
mail-receipt-subject = Paldies par rēķina { $number } apmaksu
mail-receipt-message = Esam saņēmuši Jūsu maksājumu par mūsu rēķinu { $number }. Paldies!
mail-statement-subject = Norēķinu izraksts no { $company }
mail-statement-message = Ar šo ziņojumu nosūtām Jūsu norēķinu izrakstu.
mail-test-subject = Testa ziņojums no { $company }
mail-test-message = Šis ziņojums rāda, ka { $company } e-pasta iestatījumi darbojas.

## Notices to the owner
webhook-disabled = Webhook saņēmējs ir atslēgts
webhook-failing = Piecas dienas neko neizdevās piegādāt webhook saņēmējam { $host }. Tas ir atslēgts un par notikumiem vairs netiek informēts. Ieslēdziet to, kad saņēmējs atkal darbosies.
webhook-gone = Webhook saņēmējs { $host } paziņoja, ka vairs neeksistē. Tas ir atslēgts un par notikumiem vairs netiek informēts. Ieslēdziet to, ja tā bija kļūda.

## E-mails to people who work here
mail-invitation-subject = { $company } aicina jūs pie saviem rēķiniem
mail-invitation-message = Jūs esat aicināti strādāt ar uzņēmuma { $company } rēķiniem. Saite darbojas vienu reizi, 24 stundas. Ja nepazīstat { $company }, lūdzu, neņemiet vērā šo ziņojumu.
mail-come-in = Ienākt
mail-password-subject = Jauna parole: { $host }
mail-password-message = Kāds, visticamāk jūs, ir lūdzis jaunu paroli: { $host }. Saite darbojas vienu reizi, 24 stundas. Ja tas nebijāt jūs, lūdzu, neņemiet vērā šo ziņojumu: nekas nav mainījies.
mail-choose-password = Izvēlēties paroli
