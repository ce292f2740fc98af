## What it is
invoice = Fattura
credit-note = Nota di credito
draft = Bozza
void = Annullata
document-title = { $title } n. { $number }
continued = { $title } { $number } – { $seller }
page-of = Pagina { $page } di { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Numero fattura
credit-note-number = Numero nota di credito
invoice-date = Data fattura
credit-note-date = Data
due-date = Scadenza
delivery-date = Data di consegna
service-period = Periodo di prestazione
period = { $start } – { $end }
period-from = dal { $start }
period-until = fino al { $end }
payment-terms = Condizioni di pagamento
terms-on-receipt = Pagamento alla ricezione
terms-net-days = { $count ->
    [one] { $days } giorno netto
    [many] { $days } giorni netti
   *[other] { $days } giorni netti
}
buyer-reference = Vostro riferimento
purchase-order = Ordine d’acquisto
contract = Contratto
project = Progetto
credits-invoice = Riferimento fattura
credited-invoice = { $number } del { $date }

## Parties
billed-to = Destinatario
from = Mittente
ship-to = Luogo di consegna
attention = c.a. { $name }
tax-id = P. IVA
tax-id-other = Codice fiscale estero
gst-number = N. GST
tax-number = Codice fiscale
legal-id = Registro imprese
contact = Referente

## Lines
position = N.
item = Descrizione
item-number = Cod. art.
quantity = Quantità
measure = U.M.
price = Prezzo unitario
discount = Sconto
tax = Imposta
amount = Importo ({ $currency })
amount-with-tax = Importo IVA incl. ({ $currency })
price-for = { $price } per { $quantity }
flat-fee = Importo forfettario: { $amount }
served = Periodo di prestazione: { $period }
carried-forward = A riportare
brought-forward = Riporto

## Sums
subtotal = Subtotale
subtotal-without-tax = Subtotale al netto dell’imposta
extra-charge = Maggiorazione
named-rate = { $name } ({ $rate })
net = Imponibile
tax-rate = { $name } { $rate }
tax-of = { $name } su { $base }
includes-tax = di cui { $tax }
total-with-tax = Totale imposta inclusa
total = Totale
rounding = Arrotondamento
paid = Pagato
refunded = Rimborsato
credited = Accreditato
due = Importo dovuto
overpaid = Saldo a credito
total-credit = Totale a credito
prices-include-tax = I prezzi si intendono comprensivi di imposta.

## Why no tax is charged
reverse-charge = Inversione contabile: l’imposta è dovuta dal destinatario.
intra-community = Cessione intracomunitaria non imponibile.
export = Cessione all’esportazione non imponibile.
exempt = Operazione esente da imposta.
out-of-scope = Operazione non soggetta a imposta.

## Payment
payment = Pagamento
please-pay = Vi preghiamo di pagare { $amount }.
please-pay-by = Vi preghiamo di pagare { $amount } entro il { $date }.
account-holder = Intestatario del conto
iban = IBAN
account-number = Numero di conto
routing-number = Codice ABA (routing number)
sort-code = Codice bancario (sort code)
bsb = Codice BSB
institution-number = Numero dell’istituto
transit-number = Numero di transito
ifsc = Codice IFSC
bank-code = Codice banca
branch-code = Codice filiale
bic = BIC
bank = Banca
reference = Causale
view-online = Visualizza online
scan-to-pay = Scansionare per pagare con bonifico

## Paying online, and the public page
pay-online = Paga online
scan-to-pay-online = Scansionare per pagare online
document-from = di { $seller }
preview = Anteprima
preview-explained = Questa è una bozza nel suo stato attuale. Non c’è ancora nulla da pagare.
open = Da pagare
overdue = Scaduta
due-on = In scadenza il { $date }
was-due-on = Scaduta il { $date }
paid-of = { $paid } su { $total } già pagati.
paid-on = Pagata il { $date }
nothing-due = Non c’è nulla da pagare.
credit-over = Di quanto avete pagato, { $amount } restano a vostro credito.
void-explained = Questo documento è stato annullato. Non c’è nulla da pagare.
credit-explained = Questo importo vi viene accreditato.
download-pdf = Scarica il PDF
download-xml = Scarica il XML
pay-now = Paga ora
pay-amount = Paga { $amount }
pay-hint = Con carta o altri metodi, sulla pagina sicura di Stripe.
amount-to-pay = Importo da pagare ({ $currency })
amount-at-most = Al massimo { $amount }
receipt = Ricevuta di pagamento
receipt-of = Ricevuta di pagamento per la fattura { $number }
receipt-says = In data { $date } abbiamo ricevuto { $amount } per la fattura { $number }. Vi ringraziamo.
payment-date = Data del pagamento
this-payment = Questo pagamento
paid-stamp = Pagata il { $date }
download-receipt = Ricevuta (PDF)
as-issued = Come emessa (PDF)
payments = Pagamenti
payment-method = Modalità di pagamento
method-bank-transfer = Bonifico bancario
method-card = Carta
method-cash = Contanti
method-cheque = Assegno
method-direct-debit = Addebito diretto
method-credit = Credito
method-other = Pagamento
refund = Rimborso
notice-confirmed = Grazie. Il vostro pagamento è arrivato.
notice-confirming = Il vostro pagamento è in fase di conferma. Può volerci un momento.
notice-processing = Il vostro pagamento è in corso. Fino al suo arrivo non dovete fare altro.
notice-unavailable = Al momento non è possibile pagare online e non è stato addebitato nulla. Vi preghiamo di riprovare tra qualche minuto o di pagare con bonifico.
notice-amount = Non è possibile pagare questo importo. Vi preghiamo di indicarne un altro.
notice-nothing-due = Non c’è più nulla da pagare. Non è stato addebitato nulla.
check-again = Verifica di nuovo
gone = Questo link non porta ad alcun documento
gone-explained = Il documento non esiste o non è più condiviso. Chiedete un nuovo link a chi ve lo ha inviato.

## Statements of account
statement = Estratto conto
statement-of = { $title } – { $name }
statement-date = Alla data del
statement-period = Periodo
customer = Cliente
balance = Saldo
entry-date = Data
entry-description = Descrizione
charges = Dare ({ $currency })
credits = Avere ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Saldo iniziale
closing-balance = Saldo finale
no-movements = Nessun movimento in questo periodo.
entry-invoice = Fattura { $number }
entry-credit-note = Nota di credito { $number }
entry-of-invoice = per la fattura { $number }
entry-payment = Pagamento di { $number }
entry-refund = Rimborso di { $number }
entry-credit-used = Credito di { $number } utilizzato
entry-closed = { $number } chiusa dopo il rimborso
entry-due = scadenza { $date }
sum-invoiced = Fatturato
sum-closed = Chiuso dopo il rimborso
ages = Importi dovuti per anzianità
age-not-due = Non ancora scaduto
age-days = { $from } – { $to } giorni
age-over = Oltre { $days } giorni

## Late fees
late-fee = Penale per ritardato pagamento della fattura { $number }, scaduta il { $date }
late-fee-exemption = Risarcimento per ritardato pagamento

## Units of quantity
unit-minute = { $count ->
    [one] minuto
    [many] minuti
   *[other] minuti
}
unit-hour = { $count ->
    [one] ora
    [many] ore
   *[other] ore
}
unit-day = { $count ->
    [one] giorno
    [many] giorni
   *[other] giorni
}
unit-night = { $count ->
    [one] notte
    [many] notti
   *[other] notti
}
unit-week = { $count ->
    [one] settimana
    [many] settimane
   *[other] settimane
}
unit-month = { $count ->
    [one] mese
    [many] mesi
   *[other] mesi
}
unit-quarter = { $count ->
    [one] trimestre
    [many] trimestri
   *[other] trimestri
}
unit-year = { $count ->
    [one] anno
    [many] anni
   *[other] anni
}
unit-piece = { $count ->
    [one] pezzo
    [many] pezzi
   *[other] pezzi
}
unit-item = { $count ->
    [one] articolo
    [many] articoli
   *[other] articoli
}
unit-unit = { $count ->
    [one] unità
    [many] unità
   *[other] unità
}
unit-set = { $count ->
    [one] serie
    [many] serie
   *[other] serie
}
unit-box = { $count ->
    [one] scatola
    [many] scatole
   *[other] scatole
}
unit-pack = { $count ->
    [one] confezione
    [many] confezioni
   *[other] confezioni
}
unit-page = { $count ->
    [one] pagina
    [many] pagine
   *[other] pagine
}
unit-word = { $count ->
    [one] parola
    [many] parole
   *[other] parole
}
unit-person = { $count ->
    [one] persona
    [many] persone
   *[other] persone
}
unit-user = { $count ->
    [one] utente
    [many] utenti
   *[other] utenti
}
unit-seat = { $count ->
    [one] postazione
    [many] postazioni
   *[other] postazioni
}
unit-licence = { $count ->
    [one] licenza
    [many] licenze
   *[other] licenze
}
unit-session = { $count ->
    [one] sessione
    [many] sessioni
   *[other] sessioni
}
unit-lesson = { $count ->
    [one] lezione
    [many] lezioni
   *[other] lezioni
}
unit-trip = { $count ->
    [one] viaggio
    [many] viaggi
   *[other] viaggi
}
unit-kilometre = { $count ->
    [one] chilometro
    [many] chilometri
   *[other] chilometri
}
unit-metre = { $count ->
    [one] metro
    [many] metri
   *[other] metri
}
unit-mile = { $count ->
    [one] miglio
    [many] miglia
   *[other] miglia
}
unit-litre = { $count ->
    [one] litro
    [many] litri
   *[other] litri
}

## Names of files
file-draft = bozza
file-receipt = ricevuta-{ $number }
file-statement = estratto-conto-{ $date }

## The rest
notes = Note
terms = Condizioni

## E-mails to customers
mail-greeting = Gentile { $customer },
mail-closing = Cordiali saluti
mail-view-invoice = Visualizza la fattura
mail-view-credit-note = Visualizza la nota di credito
mail-attached = Allegato: { $name }
mail-invoice-subject = Fattura { $number } di { $company }
mail-invoice-message = con questo messaggio vi trasmettiamo la nostra fattura { $number } di { $total }. Vi ringraziamo per la fiducia.
mail-paid-invoice-subject = Pagata: fattura { $number } di { $company }
mail-paid-invoice-message = con questo messaggio vi trasmettiamo la nostra fattura { $number } di { $total }. È già pagata e non dovete fare altro. Vi ringraziamo per la fiducia.
mail-credit-note-subject = Nota di credito { $number } di { $company }
mail-credit-note-message = con questo messaggio vi trasmettiamo la nostra nota di credito { $number } di { $total }.
mail-reminder-subject = Promemoria: la fattura { $number } di { $company } scade il { $due_date }
mail-reminder-message = vi ricordiamo cortesemente che { $amount_due } della nostra fattura { $number } sono in scadenza il { $due_date }. Se nel frattempo avete già pagato, vi preghiamo di non tenere conto di questo messaggio.
mail-late-reminder-subject = Sollecito di pagamento: fattura { $number } di { $company }
mail-late-reminder-message = la nostra fattura { $number } è scaduta il { $due_date } e risultano ancora da pagare { $amount_due }. Vi preghiamo di provvedere al pagamento. Se nel frattempo avete già pagato, vi preghiamo di non tenere conto di questo messaggio.
mail-receipt-subject = Grazie per il pagamento della fattura { $number }
mail-receipt-message = abbiamo ricevuto il pagamento della nostra fattura { $number }. Vi ringraziamo.
mail-statement-subject = Estratto conto di { $company }
mail-statement-message = con questo messaggio vi trasmettiamo il vostro estratto conto.
mail-test-subject = Messaggio di prova di { $company }
mail-test-message = Questo messaggio mostra che le impostazioni e-mail di { $company } funzionano.

## Notices to the owner
webhook-disabled = Un webhook è stato disattivato
webhook-failing = Per cinque giorni non è stato possibile recapitare nulla al webhook di { $host }. È stato disattivato e non riceve più notifiche. Riattivatelo quando il destinatario sarà di nuovo funzionante.
webhook-gone = Il destinatario del webhook di { $host } ha comunicato di non esistere più. Il webhook è stato disattivato e non riceve più notifiche. Riattivatelo se si è trattato di un errore.

## E-mails to people who work here
mail-invitation-subject = { $company } la invita alle sue fatture
mail-invitation-message = È invitato a lavorare alle fatture di { $company }. Il link funziona una sola volta, per 24 ore. Se non conosce { $company }, ignori questo messaggio.
mail-come-in = Entra
mail-password-subject = Una nuova password per { $host }
mail-password-message = Qualcuno, probabilmente lei, ha chiesto una nuova password per { $host }. Il link funziona una sola volta, per 24 ore. Se non è stato lei, ignori questo messaggio: non è cambiato nulla.
mail-choose-password = Scegli una password
