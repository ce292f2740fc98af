### Belgium, Luxembourg and Switzerland

credit-note = Note de crédit
credit-note-number = Numéro de note de crédit
credit-note-date = Date de la note de crédit
legal-id = N° d’entreprise
credited = Déduit par note de crédit
total-credit = Montant de la note de crédit
method-direct-debit = Domiciliation
method-credit = Solde créditeur
entry-credit-note = Note de crédit { $number }
mail-view-credit-note = Voir la note de crédit
mail-credit-note-subject = Note de crédit { $number } de { $company }
mail-credit-note-message = Vous trouverez avec ce message notre note de crédit { $number } d’un montant de { $total }.
