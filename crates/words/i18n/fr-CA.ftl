### Canada

credit-note = Note de crédit
credit-note-number = Numéro de note de crédit
credit-note-date = Date de la note de crédit
amount-with-tax = Montant, taxes incluses ({ $currency })
subtotal-without-tax = Sous-total avant taxes
net = Total avant taxes
total-with-tax = Total, taxes incluses
prices-include-tax = Les prix incluent les taxes.
credited = Déduit par note de crédit
due = Montant dû
total-credit = Montant de la note de crédit
branch-code = Numéro de succursale
method-card = Carte
method-cash = Comptant
method-direct-debit = Débit préautorisé
method-credit = Solde créditeur
entry-credit-note = Note de crédit { $number }
statement = État de compte
mail-view-credit-note = Voir la note de crédit
mail-credit-note-subject = Note de crédit { $number } de { $company }
mail-credit-note-message = Vous trouverez avec ce message notre note de crédit { $number } d’un montant de { $total }.
mail-statement-subject = État de compte de { $company }
mail-statement-message = Veuillez trouver ci-joint votre état de compte.
mail-test-message = Ce message montre que les paramètres de courriel de { $company } fonctionnent.
file-statement = état-de-compte-{ $date }
