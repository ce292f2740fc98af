## What it is
invoice = Lasku
credit-note = Hyvityslasku
draft = Luonnos
void = Mitätöity
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Sivu { $page } / { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Laskun numero
credit-note-number = Hyvityslaskun numero
invoice-date = Laskun päiväys
credit-note-date = Päiväys
due-date = Eräpäivä
delivery-date = Toimituspäivä
service-period = Palvelukausi
period = { $start } – { $end }
period-from = { $start } alkaen
period-until = { $end } saakka
payment-terms = Maksuehto
terms-on-receipt = Maksu heti
terms-net-days = { $count ->
    [one] { $days } päivä netto
   *[other] { $days } päivää netto
}
buyer-reference = Viitteenne
purchase-order = Tilausnumero
contract = Sopimus
project = Projekti
credits-invoice = Hyvitettävä lasku
credited-invoice = { $number }, { $date }

## Parties
billed-to = Laskun saaja
from = Lähettäjä
ship-to = Toimitusosoite
attention = Att. { $name }
tax-id = ALV-numero
tax-id-other = Verotunniste
gst-number = GST-numero
tax-number = Veronumero
legal-id = Y-tunnus
contact = Yhteyshenkilö

## Lines
position = Nro
item = Kuvaus
item-number = Tuotenro
quantity = Määrä
measure = Yksikkö
price = Yksikköhinta
discount = Alennus
tax = Vero
amount = Summa ({ $currency })
amount-with-tax = Verollinen summa ({ $currency })
price-for = { $price } / { $quantity }
flat-fee = Kiinteä maksu: { $amount }
served = Palvelukausi: { $period }
carried-forward = Siirto seuraavalle sivulle
brought-forward = Siirto edelliseltä sivulta

## Sums
subtotal = Välisumma
subtotal-without-tax = Veroton välisumma
extra-charge = Lisämaksu
named-rate = { $name } ({ $rate })
net = Veroton summa
tax-rate = { $name } { $rate }
tax-of = { $name } summasta { $base }
includes-tax = sisältää { $tax }
total-with-tax = Yhteensä sis. vero
total = Yhteensä
rounding = Pyöristys
paid = Maksettu
refunded = Palautettu
credited = Hyvitetty
due = Maksettavaa
overpaid = Hyvityssaldo
total-credit = Hyvitys yhteensä
prices-include-tax = Hinnat sisältävät veron.

## Why no tax is charged
reverse-charge = Käännetty verovelvollisuus: ostaja on verovelvollinen.
intra-community = Arvonlisäveroton yhteisömyynti.
export = Arvonlisäveroton vienti.
exempt = Vapautettu verosta.
out-of-scope = Ei veron piirissä.

## Payment
payment = Maksaminen
please-pay = Maksettava määrä on { $amount }.
please-pay-by = Maksettava määrä on { $amount }, eräpäivä { $date }.
account-holder = Tilinomistaja
iban = IBAN
account-number = Tilinumero
routing-number = Reititysnumero (ABA)
sort-code = Lajittelukoodi (sort code)
bsb = BSB-koodi
institution-number = Laitoksen numero
transit-number = Transit-numero
ifsc = IFSC-koodi
bank-code = Pankkikoodi
branch-code = Konttorikoodi
bic = BIC
bank = Pankki
reference = Maksun tunniste
view-online = Katso verkossa
scan-to-pay = Skannaa ja maksa tilisiirtona

## Paying online, and the public page
pay-online = Maksa verkossa
scan-to-pay-online = Skannaa ja maksa verkossa
document-from = Lähettäjä: { $seller }
preview = Esikatselu
preview-explained = Tämä on luonnos nykyisessä muodossaan. Maksettavaa ei vielä ole.
open = Avoin
overdue = Erääntynyt
due-on = Eräpäivä { $date }
was-due-on = Eräpäivä oli { $date }
paid-of = Summasta { $total } on maksettu { $paid }.
paid-on = Maksettu { $date }
nothing-due = Maksettavaa ei ole.
credit-over = Maksetusta summasta { $amount } jää hyvitykseksenne.
void-explained = Tämä asiakirja on mitätöity. Siitä ei ole maksettavaa.
credit-explained = Tämä summa hyvitetään teille.
download-pdf = Lataa PDF
download-xml = Lataa XML
pay-now = Maksa nyt
pay-amount = Maksa { $amount }
pay-hint = Kortilla tai muulla tavalla Stripen suojatulla sivulla.
amount-to-pay = Maksettava määrä ({ $currency })
amount-at-most = Enintään { $amount }
receipt = Maksukuitti
receipt-of = Maksukuitti laskusta { $number }
receipt-says = Olemme vastaanottaneet { $date } laskusta { $number } suorituksen { $amount }. Kiitos.
payment-date = Maksupäivä
this-payment = Tämä maksu
paid-stamp = Maksettu { $date }
download-receipt = Maksukuitti (PDF)
as-issued = Sellaisena kuin se annettiin (PDF)
payments = Maksut
payment-method = Maksutapa
method-bank-transfer = Tilisiirto
method-card = Kortti
method-cash = Käteinen
method-cheque = Sekki
method-direct-debit = Suoraveloitus
method-credit = Hyvityssaldo
method-other = Maksu
refund = Palautus
notice-confirmed = Kiitos. Maksunne on saapunut.
notice-confirming = Maksuanne vahvistetaan. Se voi kestää hetken.
notice-processing = Maksunne on käsittelyssä. Teidän ei tarvitse tehdä muuta ennen sen saapumista.
notice-unavailable = Verkossa ei voi juuri nyt maksaa, eikä mitään ole veloitettu. Yrittäkää muutaman minuutin kuluttua uudelleen tai maksakaa tilisiirtona.
notice-amount = Tätä summaa ei voi maksaa. Antakaa toinen summa.
notice-nothing-due = Maksettavaa ei enää ole. Mitään ei ole veloitettu.
check-again = Tarkista uudelleen
gone = Tämä linkki ei johda mihinkään
gone-explained = Asiakirjaa ei ole, tai sitä ei enää jaeta. Pyytäkää uusi linkki sen lähettäjältä.

## Statements of account
statement = Tiliote
statement-of = { $title } – { $name }
statement-date = Tilanne
statement-period = Ajanjakso
customer = Asiakas
balance = Saldo
entry-date = Päivä
entry-description = Selite
charges = Debet ({ $currency })
credits = Kredit ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Alkusaldo
closing-balance = Loppusaldo
no-movements = Ajanjaksolla ei ole tapahtumia.
entry-invoice = Lasku { $number }
entry-credit-note = Hyvityslasku { $number }
entry-of-invoice = laskuun { $number }
entry-payment = Maksu: { $number }
entry-refund = Palautus: { $number }
entry-credit-used = Käytetty hyvitys: { $number }
entry-closed = { $number } suljettu palautuksen jälkeen
entry-due = eräpäivä { $date }
sum-invoiced = Laskutettu
sum-closed = Suljettu palautuksen jälkeen
ages = Avoimet saatavat iän mukaan
age-not-due = Erääntymättä
age-days = { $from } – { $to } päivää
age-over = Yli { $days } päivää

## Late fees
late-fee = Viivästysmaksu laskusta { $number }, eräpäivä { $date }
late-fee-exemption = Korvaus maksun viivästymisestä

## Units of quantity
unit-minute = { $count ->
    [one] minuutti
   *[other] minuuttia
}
unit-hour = { $count ->
    [one] tunti
   *[other] tuntia
}
unit-day = { $count ->
    [one] päivä
   *[other] päivää
}
unit-night = { $count ->
    [one] yö
   *[other] yötä
}
unit-week = { $count ->
    [one] viikko
   *[other] viikkoa
}
unit-month = { $count ->
    [one] kuukausi
   *[other] kuukautta
}
unit-quarter = { $count ->
    [one] vuosineljännes
   *[other] vuosineljännestä
}
unit-year = { $count ->
    [one] vuosi
   *[other] vuotta
}
unit-piece = { $count ->
    [one] kappale
   *[other] kappaletta
}
unit-item = { $count ->
    [one] tuote
   *[other] tuotetta
}
unit-unit = { $count ->
    [one] yksikkö
   *[other] yksikköä
}
unit-set = { $count ->
    [one] sarja
   *[other] sarjaa
}
unit-box = { $count ->
    [one] laatikko
   *[other] laatikkoa
}
unit-pack = { $count ->
    [one] pakkaus
   *[other] pakkausta
}
unit-page = { $count ->
    [one] sivu
   *[other] sivua
}
unit-word = { $count ->
    [one] sana
   *[other] sanaa
}
unit-person = { $count ->
    [one] henkilö
   *[other] henkilöä
}
unit-user = { $count ->
    [one] käyttäjä
   *[other] käyttäjää
}
unit-seat = { $count ->
    [one] paikka
   *[other] paikkaa
}
unit-licence = { $count ->
    [one] lisenssi
   *[other] lisenssiä
}
unit-session = { $count ->
    [one] istunto
   *[other] istuntoa
}
unit-lesson = { $count ->
    [one] oppitunti
   *[other] oppituntia
}
unit-trip = { $count ->
    [one] matka
   *[other] matkaa
}
unit-kilometre = { $count ->
    [one] kilometri
   *[other] kilometriä
}
unit-metre = { $count ->
    [one] metri
   *[other] metriä
}
unit-mile = { $count ->
    [one] maili
   *[other] mailia
}
unit-litre = { $count ->
    [one] litra
   *[other] litraa
}

## Names of files
file-draft = luonnos
file-receipt = maksukuitti-{ $number }
file-statement = tiliote-{ $date }

## The rest
notes = Huomautukset
terms = Ehdot

## E-mails to customers
mail-greeting = Hyvä { $customer },
mail-closing = Ystävällisin terveisin
mail-view-invoice = Katso lasku
mail-view-credit-note = Katso hyvityslasku
mail-attached = Liite: { $name }
mail-invoice-subject = Lasku { $number }, { $company }
mail-invoice-message = Lähetämme tämän viestin mukana laskumme { $number }, yhteensä { $total }. Kiitos yhteistyöstä.
mail-paid-invoice-subject = Maksettu: lasku { $number }, { $company }
mail-paid-invoice-message = Lähetämme tämän viestin mukana laskumme { $number }, yhteensä { $total }. Se on maksettu, eikä teidän tarvitse tehdä muuta. Kiitos yhteistyöstä.
mail-credit-note-subject = Hyvityslasku { $number }, { $company }
mail-credit-note-message = Lähetämme tämän viestin mukana hyvityslaskumme { $number }, yhteensä { $total }.
mail-reminder-subject = Muistutus: lasku { $number }, { $company }, eräpäivä { $due_date }
mail-reminder-message = Muistutamme ystävällisesti, että laskustamme { $number } on maksettavana { $amount_due }. Eräpäivä on { $due_date }. Jos olette jo maksanut laskun, viesti on aiheeton.
mail-late-reminder-subject = Maksumuistutus: lasku { $number }, { $company }
mail-late-reminder-message = Laskumme { $number } eräpäivä oli { $due_date }, ja { $amount_due } on yhä maksamatta. Pyydämme teitä huolehtimaan maksusta. Jos olette jo maksanut laskun, viesti on aiheeton.
mail-receipt-subject = Kiitos laskun { $number } maksusta
mail-receipt-message = Olemme vastaanottaneet maksunne laskustamme { $number }. Kiitos.
mail-statement-subject = Tiliote, { $company }
mail-statement-message = Lähetämme tämän viestin mukana tiliotteenne.
mail-test-subject = Testiviesti, { $company }
mail-test-message = Tämä viesti osoittaa, että sähköpostiasetukset toimivat: { $company }

## Notices to the owner
webhook-disabled = Webhook on poistettu käytöstä
webhook-failing = Webhookille osoitteessa { $host } ei voitu toimittaa mitään viiteen päivään. Se on poistettu käytöstä, eikä sille enää ilmoiteta tapahtumista. Ottakaa se uudelleen käyttöön, kun vastaanottaja toimii.
webhook-gone = Webhookin vastaanottaja osoitteessa { $host } ilmoitti, ettei sitä enää ole. Webhook on poistettu käytöstä, eikä sille enää ilmoiteta tapahtumista. Ottakaa se uudelleen käyttöön, jos kyse oli erehdyksestä.

## E-mails to people who work here
mail-invitation-subject = { $company } kutsuu sinut laskujensa pariin
mail-invitation-message = Sinut on kutsuttu työskentelemään yrityksen { $company } laskujen parissa. Linkki toimii kerran, 24 tunnin ajan. Jos et tunne yritystä { $company }, voit jättää tämän viestin huomiotta.
mail-come-in = Siirry sisään
mail-password-subject = Uusi salasana: { $host }
mail-password-message = Joku, luultavasti sinä, on pyytänyt uutta salasanaa: { $host }. Linkki toimii kerran, 24 tunnin ajan. Jos se et ollut sinä, voit jättää tämän viestin huomiotta: mikään ei ole muuttunut.
mail-choose-password = Valitse salasana
