## What it is
invoice = Számla
credit-note = Helyesbítő számla
draft = Piszkozat
void = Érvénytelenítve
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = { $page }. oldal, összesen { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Számlaszám
credit-note-number = Helyesbítő számla száma
invoice-date = Számla kelte
credit-note-date = Kelte
due-date = Fizetési határidő
delivery-date = Teljesítés dátuma
service-period = Teljesítési időszak
period = { $start } – { $end }
period-from = kezdete: { $start }
period-until = vége: { $end }
payment-terms = Fizetési feltételek
terms-on-receipt = Fizetendő kézhezvételkor
terms-net-days = { $count ->
    [one] { $days } nap nettó
   *[other] { $days } nap nettó
}
buyer-reference = Vevő hivatkozása
purchase-order = Megrendelésszám
contract = Szerződés
project = Projektszám
credits-invoice = Eredeti számla
credited-invoice = { $number }, { $date }

## Parties
billed-to = Vevő
from = Eladó
ship-to = Szállítási cím
attention = { $name } részére
tax-id = Közösségi adószám
tax-id-other = Adóazonosító
gst-number = GST-szám
tax-number = Adószám
legal-id = Cégjegyzékszám
contact = Kapcsolattartó

## Lines
position = Sorsz.
item = Megnevezés
item-number = Cikkszám
quantity = Mennyiség
measure = M. e.
price = Egységár
discount = Kedvezmény
tax = Adó
amount = Érték ({ $currency })
amount-with-tax = Bruttó érték ({ $currency })
price-for = { $price } / { $quantity }
flat-fee = Átalánydíj: { $amount }
served = Teljesítési időszak: { $period }
carried-forward = Átvitel
brought-forward = Áthozat

## Sums
subtotal = Részösszeg
subtotal-without-tax = Nettó részösszeg
extra-charge = Felár
named-rate = { $name } ({ $rate })
net = Adóalap
tax-rate = { $name } { $rate }
tax-of = { $name } ({ $base } után)
includes-tax = ebből { $tax }
total-with-tax = Bruttó végösszeg
total = Végösszeg
rounding = Kerekítés
paid = Kifizetve
refunded = Visszatérítve
credited = Jóváírva
due = Fizetendő
overpaid = Túlfizetés
total-credit = Jóváírt összeg
prices-include-tax = Az árak az adót tartalmazzák.

## Why no tax is charged
reverse-charge = Fordított adózás: az adót a vevő fizeti.
intra-community = Adómentes Közösségen belüli értékesítés.
export = Adómentes termékexport.
exempt = Adómentes.
out-of-scope = Az adó hatályán kívül eső ügylet.

## Payment
payment = Fizetés
please-pay = Kérjük, fizesse meg az alábbi összeget: { $amount }.
please-pay-by = Kérjük, fizesse meg az alábbi összeget: { $amount }. Fizetési határidő: { $date }
account-holder = Számlatulajdonos
iban = IBAN
account-number = Bankszámlaszám
routing-number = Banki azonosító (ABA)
sort-code = Banki azonosító (sort code)
bsb = BSB-kód
institution-number = Intézményszám
transit-number = Tranzitszám
ifsc = IFSC-kód
bank-code = Bankkód
branch-code = Fiókkód
bic = BIC
bank = Számlavezető bank
reference = Közlemény
view-online = Megtekintés online
scan-to-pay = Olvassa be az átutaláshoz

## Paying online, and the public page
pay-online = Fizetés online
scan-to-pay-online = Olvassa be az online fizetéshez
document-from = Kiállító: { $seller }
preview = Előnézet
preview-explained = Ez egy piszkozat a jelenlegi állapotában. Még nincs fizetendő összeg.
open = Fizetendő
overdue = Lejárt
due-on = Fizetési határidő: { $date }
was-due-on = A fizetési határidő lejárt: { $date }
paid-of = Kifizetve { $paid }, összesen { $total }.
paid-on = Kifizetve: { $date }
nothing-due = Nincs fizetendő összeg.
credit-over = A befizetésből { $amount } az Ön túlfizetése.
void-explained = Ezt a bizonylatot érvénytelenítették. Nincs fizetendő összeg.
credit-explained = Ezt az összeget jóváírjuk Önnek.
download-pdf = PDF letöltése
download-xml = XML letöltése
pay-now = Fizetés most
pay-amount = { $amount } kifizetése
pay-hint = Bankkártyával vagy más módon, a Stripe biztonságos oldalán.
amount-to-pay = Fizetendő összeg ({ $currency })
amount-at-most = Legfeljebb { $amount }
receipt = Fizetési igazolás
receipt-of = Fizetési igazolás a következő számláról: { $number }
receipt-says = Megkaptuk a következő számla kifizetését: { $number }. Összeg: { $amount }, dátum: { $date } Köszönjük.
payment-date = Fizetés dátuma
this-payment = E befizetés
paid-stamp = Kifizetve: { $date }
download-receipt = Fizetési igazolás (PDF)
as-issued = Kiállításkori állapot (PDF)
payments = Befizetések
payment-method = Fizetési mód
method-bank-transfer = Átutalás
method-card = Bankkártya
method-cash = Készpénz
method-cheque = Csekk
method-direct-debit = Csoportos beszedés
method-credit = Túlfizetés
method-other = Fizetés
refund = Visszatérítés
notice-confirmed = Köszönjük. A befizetése megérkezett.
notice-confirming = A befizetés visszaigazolása folyamatban van. Ez eltarthat egy pillanatig.
notice-processing = A befizetése folyamatban van. A beérkezéséig nincs további teendője.
notice-unavailable = Jelenleg nem lehet online fizetni, és semmit sem terheltünk meg. Kérjük, próbálja újra néhány perc múlva, vagy fizessen átutalással.
notice-amount = Ez az összeg nem fizethető ki. Kérjük, adjon meg másikat.
notice-nothing-due = Már nincs fizetendő összeg. Semmit sem terheltünk meg.
check-again = Ellenőrzés újra
gone = Ez a link nem vezet sehová
gone-explained = A dokumentum nem létezik, vagy már nincs megosztva. Kérjük, kérjen új linket attól, akitől kapta.

## Statements of account
statement = Folyószámla-kivonat
statement-of = { $title } – { $name }
statement-date = Állapot
statement-period = Időszak
customer = Vevő
balance = Egyenleg
entry-date = Dátum
entry-description = Megnevezés
charges = Tartozik ({ $currency })
credits = Követel ({ $currency })
balance-in = Egyenleg ({ $currency })
opening-balance = Nyitó egyenleg
closing-balance = Záró egyenleg
no-movements = Ebben az időszakban nem volt forgalom.
entry-invoice = Számla: { $number }
entry-credit-note = Helyesbítő számla: { $number }
entry-of-invoice = eredeti számla: { $number }
entry-payment = Befizetés: { $number }
entry-refund = Visszatérítés: { $number }
entry-credit-used = Felhasznált túlfizetés: { $number }
entry-closed = { $number } lezárva visszatérítés után
entry-due = fizetési határidő: { $date }
sum-invoiced = Számlázva
sum-closed = Visszatérítés után lezárva
ages = Tartozás korosítása
age-not-due = Még nem esedékes
age-days = { $from } – { $to } nap
age-over = { $days } napon túl

## Late fees
late-fee = Késedelmi díj a következő számla után: { $number }, fizetési határidő: { $date }
late-fee-exemption = Kártérítés késedelmes fizetés miatt

## Units of quantity
unit-minute = { $count ->
    [one] perc
   *[other] perc
}
unit-hour = { $count ->
    [one] óra
   *[other] óra
}
unit-day = { $count ->
    [one] nap
   *[other] nap
}
unit-night = { $count ->
    [one] éjszaka
   *[other] éjszaka
}
unit-week = { $count ->
    [one] hét
   *[other] hét
}
unit-month = { $count ->
    [one] hónap
   *[other] hónap
}
unit-quarter = { $count ->
    [one] negyedév
   *[other] negyedév
}
unit-year = { $count ->
    [one] év
   *[other] év
}
unit-piece = { $count ->
    [one] darab
   *[other] darab
}
unit-item = { $count ->
    [one] tétel
   *[other] tétel
}
unit-unit = { $count ->
    [one] egység
   *[other] egység
}
unit-set = { $count ->
    [one] készlet
   *[other] készlet
}
unit-box = { $count ->
    [one] doboz
   *[other] doboz
}
unit-pack = { $count ->
    [one] csomag
   *[other] csomag
}
unit-page = { $count ->
    [one] oldal
   *[other] oldal
}
unit-word = { $count ->
    [one] szó
   *[other] szó
}
unit-person = { $count ->
    [one] fő
   *[other] fő
}
unit-user = { $count ->
    [one] felhasználó
   *[other] felhasználó
}
unit-seat = { $count ->
    [one] férőhely
   *[other] férőhely
}
unit-licence = { $count ->
    [one] licenc
   *[other] licenc
}
unit-session = { $count ->
    [one] alkalom
   *[other] alkalom
}
unit-lesson = { $count ->
    [one] tanóra
   *[other] tanóra
}
unit-trip = { $count ->
    [one] út
   *[other] út
}
unit-kilometre = { $count ->
    [one] kilométer
   *[other] kilométer
}
unit-metre = { $count ->
    [one] méter
   *[other] méter
}
unit-mile = { $count ->
    [one] mérföld
   *[other] mérföld
}
unit-litre = { $count ->
    [one] liter
   *[other] liter
}

## Names of files
file-draft = piszkozat
file-receipt = fizetési-igazolás-{ $number }
file-statement = folyószámla-kivonat-{ $date }

## The rest
notes = Megjegyzések
terms = Feltételek

## E-mails to customers
mail-greeting = Tisztelt { $customer }!
mail-closing = Üdvözlettel
mail-view-invoice = Számla megtekintése
mail-view-credit-note = Helyesbítő számla megtekintése
mail-attached = Melléklet: { $name }
mail-invoice-subject = { $company } – { $number } számú számla
mail-invoice-message = Ezzel az üzenettel küldjük { $number } számú számlánkat, amelynek végösszege { $total }. Köszönjük megrendelését.
mail-paid-invoice-subject = { $company } – { $number } számú számla, kifizetve
mail-paid-invoice-message = Ezzel az üzenettel küldjük { $number } számú számlánkat, amelynek végösszege { $total }. A számla ki van fizetve, nincs további teendője. Köszönjük megrendelését.
mail-credit-note-subject = { $company } – { $number } számú helyesbítő számla
mail-credit-note-message = Ezzel az üzenettel küldjük { $number } számú helyesbítő számlánkat, amelynek végösszege { $total }.
mail-reminder-subject = { $company } – emlékeztető: a { $number } számú számla fizetési határideje { $due_date }
mail-reminder-message = Tisztelettel emlékeztetjük, hogy { $number } számú számlánkból { $amount_due } fizetendő. Fizetési határidő: { $due_date } Ha időközben már fizetett, kérjük, tekintse tárgytalannak ezt az üzenetet.
mail-late-reminder-subject = { $company } – lejárt fizetési határidő: { $number } számú számla
mail-late-reminder-message = { $number } számú számlánk fizetési határideje lejárt ({ $due_date }), és { $amount_due } még nincs kifizetve. Kérjük, gondoskodjon a kifizetéséről. Ha időközben már fizetett, kérjük, tekintse tárgytalannak ezt az üzenetet.
mail-receipt-subject = Köszönjük a { $number } számú számla kifizetését
mail-receipt-message = Megkaptuk { $number } számú számlánk kifizetését. Köszönjük.
mail-statement-subject = { $company } – folyószámla-kivonat
mail-statement-message = Ezzel az üzenettel küldjük folyószámla-kivonatát.
mail-test-subject = { $company } – próbaüzenet
mail-test-message = Ez az üzenet mutatja, hogy az e-mail-beállítások működnek: { $company }.

## Notices to the owner
webhook-disabled = Egy webhook ki lett kapcsolva
webhook-failing = Öt napon át semmit sem sikerült kézbesíteni a webhooknak a következő címen: { $host }. A webhookot kikapcsoltuk, a történtekről nem kap többé értesítést. Kapcsolja be újra, ha a fogadó oldal működik.
webhook-gone = A webhook fogadója jelezte, hogy véglegesen megszűnt: { $host }. A webhookot kikapcsoltuk, a történtekről nem kap többé értesítést. Kapcsolja be újra, ha ez tévedés volt.

## E-mails to people who work here
mail-invitation-subject = { $company } meghívja Önt a számláihoz
mail-invitation-message = Meghívást kapott, hogy a következő cég számláival dolgozzon: { $company }. A hivatkozás egyszer, 24 óráig működik. Ha nem ismeri ezt a céget, kérjük, hagyja figyelmen kívül ezt az üzenetet.
mail-come-in = Belépés
mail-password-subject = Új jelszó: { $host }
mail-password-message = Valaki, feltehetően Ön, új jelszót kért ehhez: { $host }. A hivatkozás egyszer, 24 óráig működik. Ha nem Ön volt, kérjük, hagyja figyelmen kívül ezt az üzenetet: semmi sem változott.
mail-choose-password = Jelszó választása
