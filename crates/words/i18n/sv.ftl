## What it is
invoice = Faktura
credit-note = Kreditfaktura
draft = Utkast
void = Makulerad
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Sida { $page } av { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Fakturanummer
credit-note-number = Kreditfakturanummer
invoice-date = Fakturadatum
credit-note-date = Datum
due-date = Förfallodatum
delivery-date = Leveransdatum
service-period = Tjänsteperiod
period = { $start } – { $end }
period-from = från { $start }
period-until = till { $end }
payment-terms = Betalningsvillkor
terms-on-receipt = Betalning vid mottagandet
terms-net-days = { $count ->
    [one] { $days } dag netto
   *[other] { $days } dagar netto
}
buyer-reference = Er referens
purchase-order = Ordernummer
contract = Avtal
project = Projekt
credits-invoice = Avser faktura
credited-invoice = { $number } av { $date }

## Parties
billed-to = Fakturamottagare
from = Avsändare
ship-to = Leveransadress
attention = Att. { $name }
tax-id = Momsreg.nr
tax-id-other = Skatteregistreringsnr
gst-number = GST-nr
tax-number = Skattenummer
legal-id = Org.nr
contact = Vår referens

## Lines
position = Nr
item = Benämning
item-number = Art.nr
quantity = Antal
measure = Enhet
price = À-pris
discount = Rabatt
tax = Moms
amount = Belopp ({ $currency })
amount-with-tax = Belopp inkl. moms ({ $currency })
price-for = { $price } per { $quantity }
flat-fee = Fast belopp: { $amount }
served = Tjänsteperiod: { $period }
carried-forward = Transport till nästa sida
brought-forward = Transport från föregående sida

## Sums
subtotal = Delsumma
subtotal-without-tax = Delsumma exkl. moms
extra-charge = Avgift
named-rate = { $name } ({ $rate })
net = Netto
tax-rate = { $name } { $rate }
tax-of = { $name } på { $base }
includes-tax = varav { $tax }
total-with-tax = Summa inkl. moms
total = Summa
rounding = Avrundning
paid = Betalt
refunded = Återbetalt
credited = Krediterat
due = Att betala
overpaid = Tillgodohavande
total-credit = Summa kredit
prices-include-tax = Priserna är inklusive moms.

## Why no tax is charged
reverse-charge = Omvänd betalningsskyldighet: köparen redovisar momsen.
intra-community = Momsfri unionsintern leverans.
export = Momsfri export.
exempt = Undantaget från moms.
out-of-scope = Omfattas inte av moms.

## Payment
payment = Betalning
please-pay = Vänligen betala { $amount }.
please-pay-by = Vänligen betala { $amount } senast { $date }.
account-holder = Kontoinnehavare
iban = IBAN
account-number = Kontonummer
routing-number = Routingnummer (ABA)
sort-code = Sorteringskod (sort code)
bsb = BSB-kod
institution-number = Institutnummer
transit-number = Transitnummer
ifsc = IFSC-kod
bank-code = Bankkod
branch-code = Kontorskod
bic = BIC
bank = Bank
reference = Betalningsreferens
view-online = Visa på nätet
scan-to-pay = Skanna för att betala med banköverföring

## Paying online, and the public page
pay-online = Betala på nätet
scan-to-pay-online = Skanna för att betala på nätet
document-from = från { $seller }
preview = Förhandsvisning
preview-explained = Detta är ett utkast som det ser ut nu. Ännu finns inget att betala.
open = Obetald
overdue = Förfallen
due-on = Förfaller { $date }
was-due-on = Förföll { $date }
paid-of = { $paid } av { $total } är betalt.
paid-on = Betald { $date }
nothing-due = Det finns inget att betala.
credit-over = Av det ni betalat har ni { $amount } till godo.
void-explained = Detta dokument har makulerats. Det finns inget att betala.
credit-explained = Detta belopp krediteras er.
download-pdf = Ladda ned PDF
download-xml = Ladda ned XML
pay-now = Betala nu
pay-amount = Betala { $amount }
pay-hint = Med kort eller på annat sätt, på Stripes säkra sida.
amount-to-pay = Belopp att betala ({ $currency })
amount-at-most = Högst { $amount }
receipt = Kvitto
receipt-of = Kvitto för faktura { $number }
receipt-says = Vi har { $date } mottagit { $amount } för faktura { $number }. Tack så mycket.
payment-date = Betalningsdag
this-payment = Denna betalning
paid-stamp = Betald { $date }
download-receipt = Kvitto (PDF)
as-issued = Som utfärdad (PDF)
payments = Betalningar
payment-method = Betalningssätt
method-bank-transfer = Banköverföring
method-card = Kort
method-cash = Kontant
method-cheque = Check
method-direct-debit = Autogiro
method-credit = Tillgodohavande
method-other = Betalning
refund = Återbetalning
notice-confirmed = Tack. Er betalning har kommit in.
notice-confirming = Er betalning bekräftas. Det kan ta en stund.
notice-processing = Er betalning är på väg. Tills den kommer in behöver ni inte göra något mer.
notice-unavailable = Det går inte att betala på nätet just nu, och inget har debiterats. Försök igen om några minuter eller betala med banköverföring.
notice-amount = Detta belopp kan inte betalas. Ange ett annat.
notice-nothing-due = Det finns inget mer att betala. Inget har debiterats.
check-again = Kontrollera igen
gone = Den här länken leder ingenstans
gone-explained = Dokumentet finns inte eller delas inte längre. Be den som skickade länken om en ny.

## Statements of account
statement = Kontoutdrag
statement-of = { $title } – { $name }
statement-date = Per
statement-period = Tidsperiod
customer = Kund
balance = Saldo
entry-date = Datum
entry-description = Beskrivning
charges = Debet ({ $currency })
credits = Kredit ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Ingående saldo
closing-balance = Utgående saldo
no-movements = Inga händelser under perioden.
entry-invoice = Faktura { $number }
entry-credit-note = Kreditfaktura { $number }
entry-of-invoice = till faktura { $number }
entry-payment = Betalning av { $number }
entry-refund = Återbetalning av { $number }
entry-credit-used = Tillgodohavande från { $number } utnyttjat
entry-closed = { $number } avslutad efter återbetalning
entry-due = förfaller { $date }
sum-invoiced = Fakturerat
sum-closed = Avslutat efter återbetalning
ages = Obetalda belopp efter ålder
age-not-due = Ej förfallet
age-days = { $from } – { $to } dagar
age-over = Över { $days } dagar

## Late fees
late-fee = Förseningsavgift för faktura { $number }, förfallen { $date }
late-fee-exemption = Ersättning för försenad betalning

## Units of quantity
unit-minute = { $count ->
    [one] minut
   *[other] minuter
}
unit-hour = { $count ->
    [one] timme
   *[other] timmar
}
unit-day = { $count ->
    [one] dag
   *[other] dagar
}
unit-night = { $count ->
    [one] natt
   *[other] nätter
}
unit-week = { $count ->
    [one] vecka
   *[other] veckor
}
unit-month = { $count ->
    [one] månad
   *[other] månader
}
unit-quarter = { $count ->
    [one] kvartal
   *[other] kvartal
}
unit-year = { $count ->
    [one] år
   *[other] år
}
unit-piece = { $count ->
    [one] styck
   *[other] stycken
}
unit-item = { $count ->
    [one] artikel
   *[other] artiklar
}
unit-unit = { $count ->
    [one] enhet
   *[other] enheter
}
unit-set = { $count ->
    [one] sats
   *[other] satser
}
unit-box = { $count ->
    [one] låda
   *[other] lådor
}
unit-pack = { $count ->
    [one] paket
   *[other] paket
}
unit-page = { $count ->
    [one] sida
   *[other] sidor
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
    [one] användare
   *[other] användare
}
unit-seat = { $count ->
    [one] plats
   *[other] platser
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
    [one] resa
   *[other] resor
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
    [one] engelsk mil
   *[other] engelska mil
}
unit-litre = { $count ->
    [one] liter
   *[other] liter
}

## Names of files
file-draft = utkast
file-receipt = kvitto-{ $number }
file-statement = kontoutdrag-{ $date }

## The rest
notes = Anmärkningar
terms = Villkor

## E-mails to customers
mail-greeting = Hej { $customer },
mail-closing = Med vänlig hälsning
mail-view-invoice = Visa fakturan
mail-view-credit-note = Visa kreditfakturan
mail-attached = Bilaga: { $name }
mail-invoice-subject = Faktura { $number } från { $company }
mail-invoice-message = Med detta meddelande översänder vi vår faktura { $number } på { $total }. Tack för förtroendet.
mail-paid-invoice-subject = Betald: faktura { $number } från { $company }
mail-paid-invoice-message = Med detta meddelande översänder vi vår faktura { $number } på { $total }. Den är betald och ni behöver inte göra något mer. Tack för förtroendet.
mail-credit-note-subject = Kreditfaktura { $number } från { $company }
mail-credit-note-message = Med detta meddelande översänder vi vår kreditfaktura { $number } på { $total }.
mail-reminder-subject = Påminnelse: faktura { $number } från { $company } förfaller { $due_date }
mail-reminder-message = Vi vill vänligen påminna om att { $amount_due } av vår faktura { $number } förfaller till betalning { $due_date }. Om ni redan har betalat kan ni bortse från detta meddelande.
mail-late-reminder-subject = Betalningspåminnelse: faktura { $number } från { $company } har förfallit
mail-late-reminder-message = Vår faktura { $number } förföll { $due_date } och { $amount_due } är ännu inte betalt. Vi ber er vänligen ombesörja betalningen. Om ni redan har betalat kan ni bortse från detta meddelande.
mail-receipt-subject = Tack för betalningen av faktura { $number }
mail-receipt-message = Vi har mottagit betalningen av vår faktura { $number }. Tack så mycket.
mail-statement-subject = Kontoutdrag från { $company }
mail-statement-message = Med detta meddelande översänder vi ert kontoutdrag.
mail-test-subject = Testmeddelande från { $company }
mail-test-message = Detta meddelande visar att e-postinställningarna för { $company } fungerar.

## Notices to the owner
webhook-disabled = En webhook har inaktiverats
webhook-failing = Under fem dagar kunde inget levereras till webhooken hos { $host }. Den har inaktiverats och får inte längre veta vad som händer. Aktivera den igen när mottagaren fungerar.
webhook-gone = Mottagaren för webhooken hos { $host } har meddelat att den inte längre finns. Webhooken har inaktiverats och får inte längre veta vad som händer. Aktivera den igen om det var ett misstag.

## E-mails to people who work here
mail-invitation-subject = { $company } bjuder in dig till sina fakturor
mail-invitation-message = Du är inbjuden att arbeta med fakturorna hos { $company }. Länken fungerar en gång, i 24 timmar. Om du inte känner till { $company } kan du bortse från detta meddelande.
mail-come-in = Gå in
mail-password-subject = Ett nytt lösenord för { $host }
mail-password-message = Någon, förmodligen du, har bett om ett nytt lösenord för { $host }. Länken fungerar en gång, i 24 timmar. Om det inte var du kan du bortse från detta meddelande: ingenting har ändrats.
mail-choose-password = Välj ett lösenord
