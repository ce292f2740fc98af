## What it is
invoice = Faktúra
credit-note = Dobropis
draft = Koncept
void = Stornované
document-title = { $title } č. { $number }
continued = { $title } { $number } – { $seller }
page-of = Strana { $page } z { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Číslo faktúry
credit-note-number = Číslo dobropisu
invoice-date = Dátum vyhotovenia
credit-note-date = Dátum vyhotovenia
due-date = Dátum splatnosti
delivery-date = Dátum dodania
service-period = Obdobie plnenia
period = { $start } – { $end }
period-from = od { $start }
period-until = do { $end }
payment-terms = Platobné podmienky
terms-on-receipt = Splatné pri prijatí
terms-net-days = { $count ->
    [one] Splatnosť { $days } deň
    [few] Splatnosť { $days } dni
    [many] Splatnosť { $days } dňa
   *[other] Splatnosť { $days } dní
}
buyer-reference = Vaša značka
purchase-order = Číslo objednávky
contract = Zmluva
project = Zákazka
credits-invoice = K faktúre
credited-invoice = { $number } zo dňa { $date }

## Parties
billed-to = Odberateľ
from = Dodávateľ
ship-to = Dodacia adresa
attention = Do rúk: { $name }
tax-id = IČ DPH
tax-id-other = Daňové číslo
gst-number = GST č.
tax-number = DIČ
legal-id = IČO
contact = Kontaktná osoba

## Lines
position = Č.
item = Popis
item-number = Kód tovaru
quantity = Množstvo
measure = MJ
price = Jednotková cena
discount = Zľava
tax = Daň
amount = Suma ({ $currency })
amount-with-tax = Suma s daňou ({ $currency })
price-for = { $price } za { $quantity }
flat-fee = Paušál: { $amount }
served = Obdobie plnenia: { $period }
carried-forward = Na prevod
brought-forward = Prevod z predchádzajúcej strany

## Sums
subtotal = Medzisúčet
subtotal-without-tax = Medzisúčet bez dane
extra-charge = Príplatok
named-rate = { $name } ({ $rate })
net = Základ dane
tax-rate = { $name } { $rate }
tax-of = { $name } zo základu { $base }
includes-tax = z toho { $tax }
total-with-tax = Spolu s daňou
total = Spolu
rounding = Zaokrúhlenie
paid = Uhradené
refunded = Vrátené
credited = Dobropisované
due = Na úhradu
overpaid = Preplatok
total-credit = Dobropis spolu
prices-include-tax = Ceny sú uvedené vrátane dane.

## Why no tax is charged
reverse-charge = Prenesenie daňovej povinnosti: daň platí odberateľ.
intra-community = Dodanie tovaru do iného členského štátu oslobodené od DPH.
export = Vývoz tovaru oslobodený od DPH.
exempt = Oslobodené od dane.
out-of-scope = Nie je predmetom dane.

## Payment
payment = Platba
please-pay = Uhraďte, prosím, { $amount }.
please-pay-by = Uhraďte, prosím, { $amount } do { $date }.
account-holder = Majiteľ účtu
iban = IBAN
account-number = Číslo účtu
routing-number = Smerovacie číslo (ABA)
sort-code = Triediaci kód (sort code)
bsb = Kód BSB
institution-number = Číslo inštitúcie
transit-number = Tranzitné číslo
ifsc = Kód IFSC
bank-code = Kód banky
branch-code = Kód pobočky
bic = BIC
bank = Banka
reference = Správa pre prijímateľa
view-online = Zobraziť online
scan-to-pay = Naskenujte a zaplaťte prevodom

## Paying online, and the public page
pay-online = Zaplatiť online
scan-to-pay-online = Naskenujte a zaplaťte online
document-from = od: { $seller }
preview = Náhľad
preview-explained = Toto je koncept v súčasnej podobe. Zatiaľ nie je čo platiť.
open = Na úhradu
overdue = Po splatnosti
due-on = Splatné { $date }
was-due-on = Bolo splatné { $date }
paid-of = Uhradené { $paid } z { $total }.
paid-on = Uhradené { $date }
nothing-due = Nie je čo platiť.
credit-over = Z uhradenej sumy zostáva { $amount } ako Váš preplatok.
void-explained = Tento doklad bol stornovaný. Nie je čo platiť.
credit-explained = Táto suma sa Vám dobropisuje.
download-pdf = Stiahnuť PDF
download-xml = Stiahnuť XML
pay-now = Zaplatiť teraz
pay-amount = Zaplatiť { $amount }
pay-hint = Kartou a inými spôsobmi na zabezpečenej stránke Stripe.
amount-to-pay = Suma na úhradu ({ $currency })
amount-at-most = Najviac { $amount }
receipt = Potvrdenie o platbe
receipt-of = Potvrdenie o platbe faktúry { $number }
receipt-says = Dňa { $date } sme prijali { $amount } na faktúru { $number }. Ďakujeme.
payment-date = Dátum platby
this-payment = Táto platba
paid-stamp = Uhradené { $date }
download-receipt = Potvrdenie o platbe (PDF)
as-issued = V podobe pri vyhotovení (PDF)
payments = Platby
payment-method = Spôsob platby
method-bank-transfer = Bankový prevod
method-card = Platobná karta
method-cash = Hotovosť
method-cheque = Šek
method-direct-debit = Inkaso
method-credit = Preplatok
method-other = Platba
refund = Vrátenie platby
notice-confirmed = Ďakujeme. Vaša platba bola prijatá.
notice-confirming = Vaša platba sa potvrdzuje. Môže to chvíľu trvať.
notice-processing = Vaša platba sa spracúva. Kým nebude prijatá, nemusíte nič ďalšie robiť.
notice-unavailable = Online sa teraz nedá zaplatiť a nič nebolo stiahnuté. Skúste to, prosím, znova o niekoľko minút alebo zaplaťte bankovým prevodom.
notice-amount = Túto sumu nie je možné zaplatiť. Zadajte, prosím, inú.
notice-nothing-due = Už nie je čo platiť. Nič nebolo stiahnuté.
check-again = Skontrolovať znova
gone = Tento odkaz nikam nevedie
gone-explained = Doklad neexistuje alebo už nie je zdieľaný. Požiadajte, prosím, o nový odkaz toho, kto Vám ho poslal.

## Statements of account
statement = Výpis z účtu odberateľa
statement-of = { $title } – { $name }
statement-date = Ku dňu
statement-period = Obdobie
customer = Zákazník
balance = Zostatok
entry-date = Dátum
entry-description = Popis
charges = Má dať ({ $currency })
credits = Dal ({ $currency })
balance-in = Zostatok ({ $currency })
opening-balance = Počiatočný zostatok
closing-balance = Konečný zostatok
no-movements = V tomto období nie sú žiadne pohyby.
entry-invoice = Faktúra { $number }
entry-credit-note = Dobropis { $number }
entry-of-invoice = k faktúre { $number }
entry-payment = Platba { $number }
entry-refund = Vrátenie platby { $number }
entry-credit-used = Použitý preplatok z { $number }
entry-closed = { $number } uzavreté po vrátení platby
entry-due = splatné { $date }
sum-invoiced = Fakturované
sum-closed = Uzavreté po vrátení platby
ages = Pohľadávky podľa veku
age-not-due = V splatnosti
age-days = { $from } – { $to } dní
age-over = Nad { $days } dní

## Late fees
late-fee = Poplatok z omeškania k faktúre { $number }, splatnej { $date }
late-fee-exemption = Náhrada za oneskorenú platbu

## Units of quantity
unit-minute = { $count ->
    [one] minúta
    [few] minúty
    [many] minúty
   *[other] minút
}
unit-hour = { $count ->
    [one] hodina
    [few] hodiny
    [many] hodiny
   *[other] hodín
}
unit-day = { $count ->
    [one] deň
    [few] dni
    [many] dňa
   *[other] dní
}
unit-night = { $count ->
    [one] noc
    [few] noci
    [many] noci
   *[other] nocí
}
unit-week = { $count ->
    [one] týždeň
    [few] týždne
    [many] týždňa
   *[other] týždňov
}
unit-month = { $count ->
    [one] mesiac
    [few] mesiace
    [many] mesiaca
   *[other] mesiacov
}
unit-quarter = { $count ->
    [one] štvrťrok
    [few] štvrťroky
    [many] štvrťroka
   *[other] štvrťrokov
}
unit-year = { $count ->
    [one] rok
    [few] roky
    [many] roka
   *[other] rokov
}
unit-piece = { $count ->
    [one] kus
    [few] kusy
    [many] kusa
   *[other] kusov
}
unit-item = { $count ->
    [one] položka
    [few] položky
    [many] položky
   *[other] položiek
}
unit-unit = { $count ->
    [one] jednotka
    [few] jednotky
    [many] jednotky
   *[other] jednotiek
}
unit-set = { $count ->
    [one] sada
    [few] sady
    [many] sady
   *[other] sád
}
unit-box = { $count ->
    [one] škatuľa
    [few] škatule
    [many] škatule
   *[other] škatúľ
}
unit-pack = { $count ->
    [one] balenie
    [few] balenia
    [many] balenia
   *[other] balení
}
unit-page = { $count ->
    [one] strana
    [few] strany
    [many] strany
   *[other] strán
}
unit-word = { $count ->
    [one] slovo
    [few] slová
    [many] slova
   *[other] slov
}
unit-person = { $count ->
    [one] osoba
    [few] osoby
    [many] osoby
   *[other] osôb
}
unit-user = { $count ->
    [one] používateľ
    [few] používatelia
    [many] používateľa
   *[other] používateľov
}
unit-seat = { $count ->
    [one] miesto
    [few] miesta
    [many] miesta
   *[other] miest
}
unit-licence = { $count ->
    [one] licencia
    [few] licencie
    [many] licencie
   *[other] licencií
}
unit-session = { $count ->
    [one] sedenie
    [few] sedenia
    [many] sedenia
   *[other] sedení
}
unit-lesson = { $count ->
    [one] lekcia
    [few] lekcie
    [many] lekcie
   *[other] lekcií
}
unit-trip = { $count ->
    [one] cesta
    [few] cesty
    [many] cesty
   *[other] ciest
}
unit-kilometre = { $count ->
    [one] kilometer
    [few] kilometre
    [many] kilometra
   *[other] kilometrov
}
unit-metre = { $count ->
    [one] meter
    [few] metre
    [many] metra
   *[other] metrov
}
unit-mile = { $count ->
    [one] míľa
    [few] míle
    [many] míle
   *[other] míľ
}
unit-litre = { $count ->
    [one] liter
    [few] litre
    [many] litra
   *[other] litrov
}

## Names of files
file-draft = koncept
file-receipt = potvrdenie-o-platbe-{ $number }
file-statement = výpis-z-účtu-{ $date }

## The rest
notes = Poznámky
terms = Podmienky

## E-mails to customers
mail-greeting = Dobrý deň, { $customer },
mail-closing = S pozdravom
mail-view-invoice = Zobraziť faktúru
mail-view-credit-note = Zobraziť dobropis
mail-attached = Príloha: { $name }
mail-invoice-subject = Faktúra { $number } od { $company }
mail-invoice-message = touto správou Vám zasielame našu faktúru { $number } na sumu { $total }. Ďakujeme za spoluprácu.
mail-paid-invoice-subject = Uhradené: faktúra { $number } od { $company }
mail-paid-invoice-message = touto správou Vám zasielame našu faktúru { $number } na sumu { $total }. Je uhradená a nemusíte nič ďalšie robiť. Ďakujeme za spoluprácu.
mail-credit-note-subject = Dobropis { $number } od { $company }
mail-credit-note-message = touto správou Vám zasielame náš dobropis { $number } na sumu { $total }.
mail-reminder-subject = Pripomenutie: faktúra { $number } od { $company } je splatná { $due_date }
mail-reminder-message = dovoľujeme si Vám pripomenúť, že z našej faktúry { $number } zostáva uhradiť { $amount_due } so splatnosťou { $due_date }. Ak ste už zaplatili, považujte, prosím, túto správu za bezpredmetnú.
mail-late-reminder-subject = Upomienka: faktúra { $number } od { $company } je po splatnosti
mail-late-reminder-message = naša faktúra { $number } bola splatná { $due_date } a { $amount_due } ešte nie je uhradených. Prosíme o úhradu. Ak ste už zaplatili, považujte, prosím, túto správu za bezpredmetnú.
mail-receipt-subject = Ďakujeme za úhradu faktúry { $number }
mail-receipt-message = prijali sme Vašu platbu na našu faktúru { $number }. Ďakujeme.
mail-statement-subject = Výpis z účtu odberateľa od { $company }
mail-statement-message = touto správou Vám zasielame výpis z Vášho účtu odberateľa.
mail-test-subject = Skúšobná správa od { $company }
mail-test-message = Táto správa ukazuje, že nastavenia e-mailu spoločnosti { $company } fungujú.

## Notices to the owner
webhook-disabled = Webhook bol vypnutý
webhook-failing = Webhooku na { $host } sa päť dní nepodarilo nič doručiť. Bol vypnutý a o dianí už nie je informovaný. Zapnite ho znova, keď bude jeho príjemca fungovať.
webhook-gone = Príjemca webhooku na { $host } oznámil, že už neexistuje. Webhook bol vypnutý a o dianí už nie je informovaný. Zapnite ho znova, ak išlo o omyl.

## E-mails to people who work here
mail-invitation-subject = { $company } vás pozýva k svojim faktúram
mail-invitation-message = Ste pozvaní spolupracovať na faktúrach spoločnosti { $company }. Odkaz platí raz, počas 24 hodín. Ak { $company } nepoznáte, považujte, prosím, túto správu za bezpredmetnú.
mail-come-in = Vstúpiť
mail-password-subject = Nové heslo pre { $host }
mail-password-message = Niekto, pravdepodobne vy, požiadal o nové heslo pre { $host }. Odkaz platí raz, počas 24 hodín. Ak ste to neboli vy, považujte, prosím, túto správu za bezpredmetnú: nič sa nezmenilo.
mail-choose-password = Zvoliť heslo
