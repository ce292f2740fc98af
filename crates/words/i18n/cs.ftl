## What it is
invoice = Faktura
credit-note = Dobropis
draft = Koncept
void = Stornováno
document-title = { $title } č. { $number }
continued = { $title } { $number } – { $seller }
page-of = Strana { $page } z { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Číslo faktury
credit-note-number = Číslo dobropisu
invoice-date = Datum vystavení
credit-note-date = Datum vystavení
due-date = Datum splatnosti
delivery-date = Datum dodání
service-period = Období plnění
period = { $start } – { $end }
period-from = od { $start }
period-until = do { $end }
payment-terms = Platební podmínky
terms-on-receipt = Splatné při obdržení
terms-net-days = { $count ->
    [one] Splatnost { $days } den
    [few] Splatnost { $days } dny
    [many] Splatnost { $days } dne
   *[other] Splatnost { $days } dní
}
buyer-reference = Vaše značka
purchase-order = Číslo objednávky
contract = Smlouva
project = Zakázka
credits-invoice = K faktuře
credited-invoice = { $number } ze dne { $date }

## Parties
billed-to = Odběratel
from = Dodavatel
ship-to = Dodací adresa
attention = K rukám: { $name }
tax-id = DIČ
tax-id-other = Daňové číslo
gst-number = GST č.
tax-number = Daňové číslo
legal-id = IČO
contact = Kontaktní osoba

## Lines
position = Č.
item = Popis
item-number = Kód zboží
quantity = Množství
measure = MJ
price = Jednotková cena
discount = Sleva
tax = Daň
amount = Částka ({ $currency })
amount-with-tax = Částka s daní ({ $currency })
price-for = { $price } za { $quantity }
flat-fee = Paušál: { $amount }
served = Období plnění: { $period }
carried-forward = K převodu
brought-forward = Převod z předchozí strany

## Sums
subtotal = Mezisoučet
subtotal-without-tax = Mezisoučet bez daně
extra-charge = Příplatek
named-rate = { $name } ({ $rate })
net = Základ daně
tax-rate = { $name } { $rate }
tax-of = { $name } ze základu { $base }
includes-tax = z toho { $tax }
total-with-tax = Celkem s daní
total = Celkem
rounding = Zaokrouhlení
paid = Uhrazeno
refunded = Vráceno
credited = Dobropisováno
due = K úhradě
overpaid = Přeplatek
total-credit = Dobropis celkem
prices-include-tax = Ceny jsou uvedeny včetně daně.

## Why no tax is charged
reverse-charge = Daň odvede zákazník (přenesení daňové povinnosti).
intra-community = Dodání zboží do jiného členského státu osvobozené od DPH.
export = Vývoz zboží osvobozený od DPH.
exempt = Osvobozeno od daně.
out-of-scope = Není předmětem daně.

## Payment
payment = Platba
please-pay = Uhraďte prosím { $amount }.
please-pay-by = Uhraďte prosím { $amount } do { $date }.
account-holder = Majitel účtu
iban = IBAN
account-number = Číslo účtu
routing-number = Směrovací číslo (ABA)
sort-code = Třídicí kód (sort code)
bsb = Kód BSB
institution-number = Číslo instituce
transit-number = Tranzitní číslo
ifsc = Kód IFSC
bank-code = Kód banky
branch-code = Kód pobočky
bic = BIC
bank = Banka
reference = Zpráva pro příjemce
view-online = Zobrazit online
scan-to-pay = Naskenujte a zaplaťte převodem

## Paying online, and the public page
pay-online = Zaplatit online
scan-to-pay-online = Naskenujte a zaplaťte online
document-from = od: { $seller }
preview = Náhled
preview-explained = Toto je koncept v současné podobě. Zatím není co platit.
open = K úhradě
overdue = Po splatnosti
due-on = Splatno { $date }
was-due-on = Bylo splatno { $date }
paid-of = Uhrazeno { $paid } z { $total }.
paid-on = Uhrazeno { $date }
nothing-due = Není co platit.
credit-over = Z uhrazené částky zůstává { $amount } jako Váš přeplatek.
void-explained = Tento doklad byl stornován. Není co platit.
credit-explained = Tato částka se Vám dobropisuje.
download-pdf = Stáhnout PDF
download-xml = Stáhnout XML
pay-now = Zaplatit nyní
pay-amount = Zaplatit { $amount }
pay-hint = Kartou a dalšími způsoby na zabezpečené stránce Stripe.
amount-to-pay = Částka k úhradě ({ $currency })
amount-at-most = Nejvýše { $amount }
receipt = Potvrzení o platbě
receipt-of = Potvrzení o platbě faktury { $number }
receipt-says = Dne { $date } jsme obdrželi { $amount } na fakturu { $number }. Děkujeme.
payment-date = Datum platby
this-payment = Tato platba
paid-stamp = Uhrazeno { $date }
download-receipt = Potvrzení o platbě (PDF)
as-issued = V podobě při vystavení (PDF)
payments = Platby
payment-method = Způsob platby
method-bank-transfer = Bankovní převod
method-card = Platební karta
method-cash = Hotovost
method-cheque = Šek
method-direct-debit = Inkaso
method-credit = Přeplatek
method-other = Platba
refund = Vrácení platby
notice-confirmed = Děkujeme. Vaše platba dorazila.
notice-confirming = Vaše platba se potvrzuje. Může to chvíli trvat.
notice-processing = Vaše platba se zpracovává. Než dorazí, nemusíte nic dalšího dělat.
notice-unavailable = Online teď nelze zaplatit a nic nebylo strženo. Zkuste to prosím znovu za několik minut, nebo zaplaťte bankovním převodem.
notice-amount = Tuto částku nelze zaplatit. Zadejte prosím jinou.
notice-nothing-due = Už není co platit. Nic nebylo strženo.
check-again = Zkontrolovat znovu
gone = Tento odkaz nikam nevede
gone-explained = Doklad neexistuje nebo již není sdílen. Požádejte prosím o nový odkaz toho, kdo Vám jej poslal.

## Statements of account
statement = Výpis z účtu odběratele
statement-of = { $title } – { $name }
statement-date = Ke dni
statement-period = Období
customer = Zákazník
balance = Zůstatek
entry-date = Datum
entry-description = Popis
charges = Má dáti ({ $currency })
credits = Dal ({ $currency })
balance-in = Zůstatek ({ $currency })
opening-balance = Počáteční zůstatek
closing-balance = Konečný zůstatek
no-movements = V tomto období nejsou žádné pohyby.
entry-invoice = Faktura { $number }
entry-credit-note = Dobropis { $number }
entry-of-invoice = k faktuře { $number }
entry-payment = Platba { $number }
entry-refund = Vrácení platby { $number }
entry-credit-used = Použitý přeplatek z { $number }
entry-closed = { $number } uzavřeno po vrácení platby
entry-due = splatno { $date }
sum-invoiced = Fakturováno
sum-closed = Uzavřeno po vrácení platby
ages = Pohledávky podle stáří
age-not-due = Ve splatnosti
age-days = { $from } – { $to } dní
age-over = Nad { $days } dní

## Late fees
late-fee = Poplatek z prodlení k faktuře { $number }, splatné { $date }
late-fee-exemption = Náhrada za opožděnou platbu

## Units of quantity
unit-minute = { $count ->
    [one] minuta
    [few] minuty
    [many] minuty
   *[other] minut
}
unit-hour = { $count ->
    [one] hodina
    [few] hodiny
    [many] hodiny
   *[other] hodin
}
unit-day = { $count ->
    [one] den
    [few] dny
    [many] dne
   *[other] dní
}
unit-night = { $count ->
    [one] noc
    [few] noci
    [many] noci
   *[other] nocí
}
unit-week = { $count ->
    [one] týden
    [few] týdny
    [many] týdne
   *[other] týdnů
}
unit-month = { $count ->
    [one] měsíc
    [few] měsíce
    [many] měsíce
   *[other] měsíců
}
unit-quarter = { $count ->
    [one] čtvrtletí
    [few] čtvrtletí
    [many] čtvrtletí
   *[other] čtvrtletí
}
unit-year = { $count ->
    [one] rok
    [few] roky
    [many] roku
   *[other] let
}
unit-piece = { $count ->
    [one] kus
    [few] kusy
    [many] kusu
   *[other] kusů
}
unit-item = { $count ->
    [one] položka
    [few] položky
    [many] položky
   *[other] položek
}
unit-unit = { $count ->
    [one] jednotka
    [few] jednotky
    [many] jednotky
   *[other] jednotek
}
unit-set = { $count ->
    [one] sada
    [few] sady
    [many] sady
   *[other] sad
}
unit-box = { $count ->
    [one] krabice
    [few] krabice
    [many] krabice
   *[other] krabic
}
unit-pack = { $count ->
    [one] balení
    [few] balení
    [many] balení
   *[other] balení
}
unit-page = { $count ->
    [one] strana
    [few] strany
    [many] strany
   *[other] stran
}
unit-word = { $count ->
    [one] slovo
    [few] slova
    [many] slova
   *[other] slov
}
unit-person = { $count ->
    [one] osoba
    [few] osoby
    [many] osoby
   *[other] osob
}
unit-user = { $count ->
    [one] uživatel
    [few] uživatelé
    [many] uživatele
   *[other] uživatelů
}
unit-seat = { $count ->
    [one] místo
    [few] místa
    [many] místa
   *[other] míst
}
unit-licence = { $count ->
    [one] licence
    [few] licence
    [many] licence
   *[other] licencí
}
unit-session = { $count ->
    [one] sezení
    [few] sezení
    [many] sezení
   *[other] sezení
}
unit-lesson = { $count ->
    [one] lekce
    [few] lekce
    [many] lekce
   *[other] lekcí
}
unit-trip = { $count ->
    [one] cesta
    [few] cesty
    [many] cesty
   *[other] cest
}
unit-kilometre = { $count ->
    [one] kilometr
    [few] kilometry
    [many] kilometru
   *[other] kilometrů
}
unit-metre = { $count ->
    [one] metr
    [few] metry
    [many] metru
   *[other] metrů
}
unit-mile = { $count ->
    [one] míle
    [few] míle
    [many] míle
   *[other] mil
}
unit-litre = { $count ->
    [one] litr
    [few] litry
    [many] litru
   *[other] litrů
}

## Names of files
file-draft = koncept
file-receipt = potvrzení-o-platbě-{ $number }
file-statement = výpis-z-účtu-{ $date }

## The rest
notes = Poznámky
terms = Podmínky

## E-mails to customers
mail-greeting = Dobrý den, { $customer },
mail-closing = S pozdravem
mail-view-invoice = Zobrazit fakturu
mail-view-credit-note = Zobrazit dobropis
mail-attached = Příloha: { $name }
mail-invoice-subject = Faktura { $number } od { $company }
mail-invoice-message = touto zprávou Vám zasíláme naši fakturu { $number } na částku { $total }. Děkujeme za spolupráci.
mail-paid-invoice-subject = Uhrazeno: faktura { $number } od { $company }
mail-paid-invoice-message = touto zprávou Vám zasíláme naši fakturu { $number } na částku { $total }. Je uhrazena a nemusíte nic dalšího dělat. Děkujeme za spolupráci.
mail-credit-note-subject = Dobropis { $number } od { $company }
mail-credit-note-message = touto zprávou Vám zasíláme náš dobropis { $number } na částku { $total }.
mail-reminder-subject = Připomenutí: faktura { $number } od { $company } je splatná { $due_date }
mail-reminder-message = dovolujeme si Vám připomenout, že z naší faktury { $number } zbývá uhradit { $amount_due } se splatností { $due_date }. Pokud jste již zaplatili, považujte prosím tuto zprávu za bezpředmětnou.
mail-late-reminder-subject = Upomínka: faktura { $number } od { $company } je po splatnosti
mail-late-reminder-message = naše faktura { $number } byla splatná { $due_date } a { $amount_due } dosud není uhrazeno. Prosíme o úhradu. Pokud jste již zaplatili, považujte prosím tuto zprávu za bezpředmětnou.
mail-receipt-subject = Děkujeme za úhradu faktury { $number }
mail-receipt-message = obdrželi jsme Vaši platbu na naši fakturu { $number }. Děkujeme.
mail-statement-subject = Výpis z účtu odběratele od { $company }
mail-statement-message = touto zprávou Vám zasíláme výpis z Vašeho účtu odběratele.
mail-test-subject = Zkušební zpráva od { $company }
mail-test-message = Tato zpráva ukazuje, že nastavení e-mailu společnosti { $company } funguje.

## Notices to the owner
webhook-disabled = Webhook byl vypnut
webhook-failing = Webhooku na { $host } se pět dní nepodařilo nic doručit. Byl vypnut a o dění již není informován. Zapněte jej znovu, až bude jeho příjemce fungovat.
webhook-gone = Příjemce webhooku na { $host } oznámil, že již neexistuje. Webhook byl vypnut a o dění již není informován. Zapněte jej znovu, pokud šlo o omyl.

## E-mails to people who work here
mail-invitation-subject = { $company } vás zve ke svým fakturám
mail-invitation-message = Jste zváni ke spolupráci na fakturách společnosti { $company }. Odkaz platí jednou, po dobu 24 hodin. Pokud { $company } neznáte, považujte prosím tuto zprávu za bezpředmětnou.
mail-come-in = Vstoupit
mail-password-subject = Nové heslo pro { $host }
mail-password-message = Někdo, pravděpodobně vy, požádal o nové heslo pro { $host }. Odkaz platí jednou, po dobu 24 hodin. Pokud jste to nebyli vy, považujte prosím tuto zprávu za bezpředmětnou: nic se nezměnilo.
mail-choose-password = Zvolit heslo
