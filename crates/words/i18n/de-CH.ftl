### Switzerland and Liechtenstein: no ß

credit-note = Gutschrift
credit-note-number = Gutschriftsnummer
tax-id = MWST-Nr.
legal-id = Handelsregister-Nr.
reverse-charge = Bezugsteuer: Die Steuer ist vom Leistungsempfänger zu entrichten (Reverse Charge).
bank-code = Clearing-Nr.
reference = Zahlungszweck
entry-credit-note = Gutschrift { $number }
mail-closing = Freundliche Grüsse
mail-view-credit-note = Gutschrift ansehen
mail-credit-note-subject = Gutschrift { $number } von { $company }
mail-credit-note-message = mit dieser Nachricht erhalten Sie unsere Gutschrift { $number } über { $total }.
