### Belgium

credit-note = Creditnota
credit-note-number = Nummer creditnota
tax-id = Btw-nummer
legal-id = Ondernemingsnummer
reference = Mededeling
method-direct-debit = Domiciliëring
entry-credit-note = Creditnota { $number }
mail-view-credit-note = Creditnota bekijken
mail-credit-note-subject = Creditnota { $number } van { $company }
mail-credit-note-message = Bij dit bericht ontvangt u onze creditnota { $number } ten bedrage van { $total }.
