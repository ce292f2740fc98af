## What it is
invoice = Faktura
credit-note = Faktura korygująca
draft = Szkic
void = Anulowana
document-title = { $title } nr { $number }
continued = { $title } { $number } – { $seller }
page-of = Strona { $page } z { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Numer faktury
credit-note-number = Numer faktury korygującej
invoice-date = Data wystawienia
credit-note-date = Data wystawienia
due-date = Termin płatności
delivery-date = Data dostawy
service-period = Okres świadczenia usługi
period = { $start } – { $end }
period-from = od { $start }
period-until = do { $end }
payment-terms = Warunki płatności
terms-on-receipt = Płatne po otrzymaniu
terms-net-days = { $count ->
    [one] { $days } dzień netto
    [few] { $days } dni netto
    [many] { $days } dni netto
   *[other] { $days } dnia netto
}
buyer-reference = Państwa oznaczenie
purchase-order = Numer zamówienia
contract = Umowa
project = Projekt
credits-invoice = Do faktury
credited-invoice = { $number } z dnia { $date }

## Parties
billed-to = Nabywca
from = Sprzedawca
ship-to = Adres dostawy
attention = Do rąk: { $name }
tax-id = NIP
tax-id-other = Numer identyfikacji podatkowej
gst-number = Nr GST
tax-number = Numer podatkowy
legal-id = REGON/KRS
contact = Osoba do kontaktu

## Lines
position = Lp.
item = Nazwa
item-number = Nr art.
quantity = Ilość
measure = J.m.
price = Cena jednostkowa
discount = Rabat
tax = Podatek
amount = Wartość ({ $currency })
amount-with-tax = Wartość brutto ({ $currency })
price-for = { $price } za { $quantity }
flat-fee = Opłata ryczałtowa: { $amount }
served = Okres świadczenia usługi: { $period }
carried-forward = Do przeniesienia
brought-forward = Z przeniesienia

## Sums
subtotal = Suma częściowa
subtotal-without-tax = Suma częściowa netto
extra-charge = Opłata dodatkowa
named-rate = { $name } ({ $rate })
net = Wartość netto
tax-rate = { $name } { $rate }
tax-of = { $name } od { $base }
includes-tax = w tym { $tax }
total-with-tax = Razem brutto
total = Razem
rounding = Zaokrąglenie
paid = Zapłacono
refunded = Zwrócono
credited = Skorygowano
due = Do zapłaty
overpaid = Nadpłata
total-credit = Kwota korekty
prices-include-tax = Ceny zawierają podatek.

## Why no tax is charged
reverse-charge = Odwrotne obciążenie: podatek rozlicza nabywca.
intra-community = Wewnątrzwspólnotowa dostawa towarów, stawka VAT 0%.
export = Eksport towarów, stawka VAT 0%.
exempt = Zwolnione z podatku.
out-of-scope = Nie podlega opodatkowaniu.

## Payment
payment = Płatność
please-pay = Prosimy o zapłatę kwoty { $amount }.
please-pay-by = Prosimy o zapłatę kwoty { $amount } do { $date }.
account-holder = Posiadacz rachunku
iban = IBAN
account-number = Numer rachunku
routing-number = Numer rozliczeniowy (ABA)
sort-code = Kod sortujący (sort code)
bsb = Kod BSB
institution-number = Numer instytucji
transit-number = Numer tranzytowy
ifsc = Kod IFSC
bank-code = Kod banku
branch-code = Kod oddziału
bic = BIC
bank = Bank
reference = Tytuł przelewu
view-online = Zobacz online
scan-to-pay = Zeskanuj, aby zapłacić przelewem

## Paying online, and the public page
pay-online = Zapłać online
scan-to-pay-online = Zeskanuj, aby zapłacić online
document-from = od: { $seller }
preview = Podgląd
preview-explained = To jest szkic w obecnej postaci. Na razie nie ma nic do zapłaty.
open = Do zapłaty
overdue = Po terminie
due-on = Termin płatności: { $date }
was-due-on = Termin płatności minął: { $date }
paid-of = Zapłacono { $paid } z { $total }.
paid-on = Zapłacono: { $date }
nothing-due = Nie ma nic do zapłaty.
credit-over = Z zapłaconej kwoty { $amount } pozostaje jako nadpłata.
void-explained = Ten dokument został anulowany. Nie ma nic do zapłaty.
credit-explained = Ta kwota zostanie Państwu zaliczona.
download-pdf = Pobierz PDF
download-xml = Pobierz XML
pay-now = Zapłać teraz
pay-amount = Zapłać { $amount }
pay-hint = Kartą lub w inny sposób, na bezpiecznej stronie Stripe.
amount-to-pay = Kwota do zapłaty ({ $currency })
amount-at-most = Najwyżej { $amount }
receipt = Potwierdzenie płatności
receipt-of = Potwierdzenie płatności faktury { $number }
receipt-says = Otrzymaliśmy { $amount } za fakturę { $number }. Data płatności: { $date }. Dziękujemy.
payment-date = Data płatności
this-payment = Ta płatność
paid-stamp = Zapłacono: { $date }
download-receipt = Potwierdzenie płatności (PDF)
as-issued = W wersji wystawionej (PDF)
payments = Płatności
payment-method = Sposób płatności
method-bank-transfer = Przelew bankowy
method-card = Karta
method-cash = Gotówka
method-cheque = Czek
method-direct-debit = Polecenie zapłaty
method-credit = Nadpłata
method-other = Płatność
refund = Zwrot
notice-confirmed = Dziękujemy. Otrzymaliśmy Państwa płatność.
notice-confirming = Państwa płatność jest potwierdzana. Może to chwilę potrwać.
notice-processing = Państwa płatność jest w toku. Do czasu jej otrzymania nie muszą Państwo nic robić.
notice-unavailable = Płatność online jest obecnie niemożliwa i nic nie pobrano. Prosimy spróbować ponownie za kilka minut lub zapłacić przelewem.
notice-amount = Tej kwoty nie można zapłacić. Prosimy podać inną.
notice-nothing-due = Nie ma już nic do zapłaty. Nic nie pobrano.
check-again = Sprawdź ponownie
gone = Ten link donikąd nie prowadzi
gone-explained = Dokument nie istnieje lub nie jest już udostępniany. Prosimy o nowy link poprosić osobę, która go przesłała.

## Statements of account
statement = Wyciąg z rozrachunków
statement-of = { $title } – { $name }
statement-date = Stan na dzień
statement-period = Okres
customer = Klient
balance = Saldo
entry-date = Data
entry-description = Opis
charges = Winien ({ $currency })
credits = Ma ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Saldo początkowe
closing-balance = Saldo końcowe
no-movements = W tym okresie nie było żadnych operacji.
entry-invoice = Faktura { $number }
entry-credit-note = Faktura korygująca { $number }
entry-of-invoice = do faktury { $number }
entry-payment = Płatność za { $number }
entry-refund = Zwrot za { $number }
entry-credit-used = Wykorzystana nadpłata z { $number }
entry-closed = { $number } zamknięta po zwrocie
entry-due = termin płatności: { $date }
sum-invoiced = Zafakturowano
sum-closed = Zamknięto po zwrocie
ages = Należności według wieku
age-not-due = Przed terminem
age-days = { $from } – { $to } dni
age-over = Powyżej { $days } dni

## Late fees
late-fee = Opłata za opóźnienie do faktury { $number }, termin płatności { $date }
late-fee-exemption = Rekompensata za opóźnienie w płatności

## Units of quantity
unit-minute = { $count ->
    [one] minuta
    [few] minuty
    [many] minut
   *[other] minuty
}
unit-hour = { $count ->
    [one] godzina
    [few] godziny
    [many] godzin
   *[other] godziny
}
unit-day = { $count ->
    [one] dzień
    [few] dni
    [many] dni
   *[other] dnia
}
unit-night = { $count ->
    [one] noc
    [few] noce
    [many] nocy
   *[other] nocy
}
unit-week = { $count ->
    [one] tydzień
    [few] tygodnie
    [many] tygodni
   *[other] tygodnia
}
unit-month = { $count ->
    [one] miesiąc
    [few] miesiące
    [many] miesięcy
   *[other] miesiąca
}
unit-quarter = { $count ->
    [one] kwartał
    [few] kwartały
    [many] kwartałów
   *[other] kwartału
}
unit-year = { $count ->
    [one] rok
    [few] lata
    [many] lat
   *[other] roku
}
unit-piece = { $count ->
    [one] sztuka
    [few] sztuki
    [many] sztuk
   *[other] sztuki
}
unit-item = { $count ->
    [one] pozycja
    [few] pozycje
    [many] pozycji
   *[other] pozycji
}
unit-unit = { $count ->
    [one] jednostka
    [few] jednostki
    [many] jednostek
   *[other] jednostki
}
unit-set = { $count ->
    [one] komplet
    [few] komplety
    [many] kompletów
   *[other] kompletu
}
unit-box = { $count ->
    [one] karton
    [few] kartony
    [many] kartonów
   *[other] kartonu
}
unit-pack = { $count ->
    [one] opakowanie
    [few] opakowania
    [many] opakowań
   *[other] opakowania
}
unit-page = { $count ->
    [one] strona
    [few] strony
    [many] stron
   *[other] strony
}
unit-word = { $count ->
    [one] słowo
    [few] słowa
    [many] słów
   *[other] słowa
}
unit-person = { $count ->
    [one] osoba
    [few] osoby
    [many] osób
   *[other] osoby
}
unit-user = { $count ->
    [one] użytkownik
    [few] użytkownicy
    [many] użytkowników
   *[other] użytkownika
}
unit-seat = { $count ->
    [one] stanowisko
    [few] stanowiska
    [many] stanowisk
   *[other] stanowiska
}
unit-licence = { $count ->
    [one] licencja
    [few] licencje
    [many] licencji
   *[other] licencji
}
unit-session = { $count ->
    [one] sesja
    [few] sesje
    [many] sesji
   *[other] sesji
}
unit-lesson = { $count ->
    [one] lekcja
    [few] lekcje
    [many] lekcji
   *[other] lekcji
}
unit-trip = { $count ->
    [one] przejazd
    [few] przejazdy
    [many] przejazdów
   *[other] przejazdu
}
unit-kilometre = { $count ->
    [one] kilometr
    [few] kilometry
    [many] kilometrów
   *[other] kilometra
}
unit-metre = { $count ->
    [one] metr
    [few] metry
    [many] metrów
   *[other] metra
}
unit-mile = { $count ->
    [one] mila
    [few] mile
    [many] mil
   *[other] mili
}
unit-litre = { $count ->
    [one] litr
    [few] litry
    [many] litrów
   *[other] litra
}

## Names of files
file-draft = szkic
file-receipt = potwierdzenie-płatności-{ $number }
file-statement = wyciąg-z-rozrachunków-{ $date }

## The rest
notes = Uwagi
terms = Warunki

## E-mails to customers
mail-greeting = Dzień dobry, { $customer },
mail-closing = Z poważaniem
mail-view-invoice = Zobacz fakturę
mail-view-credit-note = Zobacz fakturę korygującą
mail-attached = Załącznik: { $name }
mail-invoice-subject = Faktura { $number } od { $company }
mail-invoice-message = przesyłamy naszą fakturę { $number } na kwotę { $total }. Dziękujemy za współpracę.
mail-paid-invoice-subject = Zapłacona: faktura { $number } od { $company }
mail-paid-invoice-message = przesyłamy naszą fakturę { $number } na kwotę { $total }. Jest ona zapłacona i nie muszą Państwo nic robić. Dziękujemy za współpracę.
mail-credit-note-subject = Faktura korygująca { $number } od { $company }
mail-credit-note-message = przesyłamy naszą fakturę korygującą { $number } na kwotę { $total }.
mail-reminder-subject = Przypomnienie: faktura { $number } od { $company }, termin płatności { $due_date }
mail-reminder-message = uprzejmie przypominamy, że z naszej faktury { $number } pozostaje do zapłaty { $amount_due }. Termin płatności: { $due_date }. Jeśli płatność została już dokonana, prosimy o uznanie tej wiadomości za niebyłą.
mail-late-reminder-subject = Wezwanie do zapłaty: faktura { $number } od { $company } jest po terminie
mail-late-reminder-message = termin płatności naszej faktury { $number } minął ({ $due_date }), a do zapłaty pozostaje { $amount_due }. Prosimy o uregulowanie płatności. Jeśli płatność została już dokonana, prosimy o uznanie tej wiadomości za niebyłą.
mail-receipt-subject = Dziękujemy za zapłatę faktury { $number }
mail-receipt-message = otrzymaliśmy Państwa płatność za naszą fakturę { $number }. Dziękujemy.
mail-statement-subject = Wyciąg z rozrachunków od { $company }
mail-statement-message = przesyłamy Państwa wyciąg z rozrachunków.
mail-test-subject = Wiadomość testowa od { $company }
mail-test-message = Ta wiadomość pokazuje, że ustawienia poczty elektronicznej { $company } działają.

## Notices to the owner
webhook-disabled = Webhook został wyłączony
webhook-failing = Przez pięć dni nie udało się niczego dostarczyć do webhooka pod adresem { $host }. Został on wyłączony i nie jest już informowany o zdarzeniach. Prosimy włączyć go ponownie, gdy odbiorca zacznie działać.
webhook-gone = Odbiorca webhooka pod adresem { $host } zgłosił, że już nie istnieje. Webhook został wyłączony i nie jest już informowany o zdarzeniach. Prosimy włączyć go ponownie, jeśli to była pomyłka.

## E-mails to people who work here
mail-invitation-subject = { $company } zaprasza do swoich faktur
mail-invitation-message = Otrzymujesz zaproszenie do pracy nad fakturami firmy { $company }. Link działa jeden raz, przez 24 godziny. Jeśli nie znasz firmy { $company }, zignoruj tę wiadomość.
mail-come-in = Wejdź
mail-password-subject = Nowe hasło do { $host }
mail-password-message = Ktoś, przypuszczalnie Ty, poprosił o nowe hasło do { $host }. Link działa jeden raz, przez 24 godziny. Jeśli to nie Ty, zignoruj tę wiadomość: nic się nie zmieniło.
mail-choose-password = Wybierz hasło
