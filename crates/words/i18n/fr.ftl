## What it is
invoice = Facture
credit-note = Avoir
draft = Brouillon
void = Annulé
document-title = { $title } n° { $number }
continued = { $title } { $number } – { $seller }
page-of = Page { $page } sur { $pages }
labelled = { $label } : { $value }

## Facts beside the address
invoice-number = Numéro de facture
credit-note-number = Numéro d’avoir
invoice-date = Date de facture
credit-note-date = Date de l’avoir
due-date = Date d’échéance
delivery-date = Date de livraison
service-period = Période de prestation
period = du { $start } au { $end }
period-from = à partir du { $start }
period-until = jusqu’au { $end }
payment-terms = Conditions de paiement
terms-on-receipt = Paiement à réception
terms-net-days = { $count ->
    [one] { $days } jour net
    [many] { $days } jours nets
   *[other] { $days } jours nets
}
buyer-reference = Votre référence
purchase-order = Bon de commande
contract = Contrat
project = Projet
credits-invoice = Facture d’origine
credited-invoice = { $number } du { $date }

## Parties
billed-to = Facturé à
from = Émetteur
ship-to = Adresse de livraison
attention = À l’attention de { $name }
tax-id = N° TVA
tax-id-other = N° d’identification fiscale
gst-number = N° TPS
tax-number = Numéro fiscal
legal-id = Immatriculation
contact = Interlocuteur

## Lines
position = N°
item = Désignation
item-number = Réf.
quantity = Quantité
measure = Unité
price = Prix unitaire
discount = Remise
tax = Taxe
amount = Montant ({ $currency })
amount-with-tax = Montant TTC ({ $currency })
price-for = { $price } pour { $quantity }
flat-fee = Forfait : { $amount }
served = Période de prestation : { $period }
carried-forward = À reporter
brought-forward = Report

## Sums
subtotal = Sous-total
subtotal-without-tax = Sous-total HT
extra-charge = Frais supplémentaires
named-rate = { $name } ({ $rate })
net = Net HT
tax-rate = { $name } { $rate }
tax-of = { $name } sur { $base }
includes-tax = dont { $tax }
total-with-tax = Total TTC
total = Total
rounding = Arrondi
paid = Payé
refunded = Remboursé
credited = Déduit par avoir
due = Net à payer
overpaid = Solde créditeur
total-credit = Montant de l’avoir
prices-include-tax = Les prix s’entendent toutes taxes comprises.

## Why no tax is charged
reverse-charge = Autoliquidation : la taxe est due par le preneur.
intra-community = Livraison intracommunautaire exonérée de TVA.
export = Exportation exonérée de TVA.
exempt = Opération exonérée de taxe.
out-of-scope = Opération hors du champ d’application de la taxe.

## Payment
payment = Paiement
please-pay = Merci de régler { $amount }.
please-pay-by = Merci de régler { $amount } au plus tard le { $date }.
account-holder = Titulaire du compte
iban = IBAN
account-number = Numéro de compte
routing-number = Numéro de routage (ABA)
sort-code = Code de tri (sort code)
bsb = Code BSB
institution-number = Numéro d’institution
transit-number = Numéro de transit
ifsc = Code IFSC
bank-code = Code banque
branch-code = Code guichet
bic = BIC
bank = Banque
reference = Référence
view-online = Consulter en ligne
scan-to-pay = Scannez pour payer par virement

## Paying online, and the public page
pay-online = Payer en ligne
scan-to-pay-online = Scannez pour payer en ligne
document-from = de { $seller }
preview = Aperçu
preview-explained = Ceci est un brouillon dans son état actuel. Rien n’est à payer pour l’instant.
open = À payer
overdue = En retard
due-on = À payer avant le { $date }
was-due-on = Échue depuis le { $date }
paid-of = { $paid } sur { $total } ont été réglés.
paid-on = Payé le { $date }
nothing-due = Il n’y a rien à payer.
credit-over = Sur ce que vous avez payé, { $amount } restent à votre crédit.
void-explained = Ce document a été annulé. Il n’y a rien à payer.
credit-explained = Ce montant est porté à votre crédit.
download-pdf = Télécharger le PDF
download-xml = Télécharger le XML
pay-now = Payer maintenant
pay-amount = Payer { $amount }
pay-hint = Par carte ou par d’autres moyens, sur la page sécurisée de Stripe.
amount-to-pay = Montant à payer ({ $currency })
amount-at-most = Au maximum { $amount }
receipt = Reçu
receipt-of = Reçu pour la facture { $number }
receipt-says = Nous avons reçu { $amount } le { $date } en règlement de la facture { $number }. Nous vous en remercions.
payment-date = Date du paiement
this-payment = Ce paiement
paid-stamp = Payé le { $date }
download-receipt = Reçu (PDF)
as-issued = Tel qu’émis (PDF)
payments = Paiements
payment-method = Mode de paiement
method-bank-transfer = Virement bancaire
method-card = Carte bancaire
method-cash = Espèces
method-cheque = Chèque
method-direct-debit = Prélèvement
method-credit = Avoir client
method-other = Paiement
refund = Remboursement
notice-confirmed = Merci. Votre paiement nous est parvenu.
notice-confirming = Votre paiement est en cours de confirmation. Cela peut prendre un instant.
notice-processing = Votre paiement est en cours. Vous n’avez rien d’autre à faire d’ici son arrivée.
notice-unavailable = Le paiement en ligne n’est pas possible pour le moment et rien n’a été débité. Veuillez réessayer dans quelques minutes ou payer par virement.
notice-amount = Ce montant ne peut pas être payé. Veuillez en saisir un autre.
notice-nothing-due = Il n’y a plus rien à payer. Rien n’a été débité.
check-again = Vérifier à nouveau
gone = Ce lien ne mène nulle part
gone-explained = Le document correspondant n’existe pas ou n’est plus partagé. Veuillez demander un nouveau lien à la personne qui vous l’a envoyé.

## Statements of account
statement = Relevé de compte
statement-of = { $title } – { $name }
statement-date = Arrêté au
statement-period = Période
customer = Client
balance = Solde
entry-date = Date
entry-description = Libellé
charges = Débit ({ $currency })
credits = Crédit ({ $currency })
balance-in = Solde ({ $currency })
opening-balance = Solde initial
closing-balance = Solde final
no-movements = Aucun mouvement sur cette période.
entry-invoice = Facture { $number }
entry-credit-note = Avoir { $number }
entry-of-invoice = sur la facture { $number }
entry-payment = Règlement de { $number }
entry-refund = Remboursement de { $number }
entry-credit-used = Crédit de { $number } utilisé
entry-closed = { $number } soldée après remboursement
entry-due = échéance le { $date }
sum-invoiced = Facturé
sum-closed = Soldé après remboursement
ages = Encours par ancienneté
age-not-due = Non échu
age-days = { $from } – { $to } jours
age-over = Plus de { $days } jours

## Late fees
late-fee = Pénalités de retard sur la facture { $number }, échue le { $date }
late-fee-exemption = Indemnité pour retard de paiement

## Units of quantity
unit-minute = { $count ->
    [one] minute
    [many] minutes
   *[other] minutes
}
unit-hour = { $count ->
    [one] heure
    [many] heures
   *[other] heures
}
unit-day = { $count ->
    [one] jour
    [many] jours
   *[other] jours
}
unit-night = { $count ->
    [one] nuit
    [many] nuits
   *[other] nuits
}
unit-week = { $count ->
    [one] semaine
    [many] semaines
   *[other] semaines
}
unit-month = { $count ->
    [one] mois
    [many] mois
   *[other] mois
}
unit-quarter = { $count ->
    [one] trimestre
    [many] trimestres
   *[other] trimestres
}
unit-year = { $count ->
    [one] an
    [many] ans
   *[other] ans
}
unit-piece = { $count ->
    [one] pièce
    [many] pièces
   *[other] pièces
}
unit-item = { $count ->
    [one] article
    [many] articles
   *[other] articles
}
unit-unit = { $count ->
    [one] unité
    [many] unités
   *[other] unités
}
unit-set = { $count ->
    [one] lot
    [many] lots
   *[other] lots
}
unit-box = { $count ->
    [one] carton
    [many] cartons
   *[other] cartons
}
unit-pack = { $count ->
    [one] paquet
    [many] paquets
   *[other] paquets
}
unit-page = { $count ->
    [one] page
    [many] pages
   *[other] pages
}
unit-word = { $count ->
    [one] mot
    [many] mots
   *[other] mots
}
unit-person = { $count ->
    [one] personne
    [many] personnes
   *[other] personnes
}
unit-user = { $count ->
    [one] utilisateur
    [many] utilisateurs
   *[other] utilisateurs
}
unit-seat = { $count ->
    [one] poste
    [many] postes
   *[other] postes
}
unit-licence = { $count ->
    [one] licence
    [many] licences
   *[other] licences
}
unit-session = { $count ->
    [one] séance
    [many] séances
   *[other] séances
}
unit-lesson = { $count ->
    [one] leçon
    [many] leçons
   *[other] leçons
}
unit-trip = { $count ->
    [one] trajet
    [many] trajets
   *[other] trajets
}
unit-kilometre = { $count ->
    [one] kilomètre
    [many] kilomètres
   *[other] kilomètres
}
unit-metre = { $count ->
    [one] mètre
    [many] mètres
   *[other] mètres
}
unit-mile = { $count ->
    [one] mille
    [many] milles
   *[other] milles
}
unit-litre = { $count ->
    [one] litre
    [many] litres
   *[other] litres
}

## Names of files
file-draft = brouillon
file-receipt = reçu-{ $number }
file-statement = relevé-de-compte-{ $date }

## The rest
notes = Remarques
terms = Conditions générales

## E-mails to customers
mail-greeting = Bonjour { $customer },
mail-closing = Cordialement,
mail-view-invoice = Voir la facture
mail-view-credit-note = Voir l’avoir
mail-attached = Pièce jointe : { $name }
mail-invoice-subject = Facture { $number } de { $company }
mail-invoice-message = Vous trouverez avec ce message notre facture { $number } d’un montant de { $total }. Nous vous remercions de votre confiance.
mail-paid-invoice-subject = Facture acquittée { $number } de { $company }
mail-paid-invoice-message = Vous trouverez avec ce message notre facture { $number } d’un montant de { $total }. Elle est déjà réglée et n’appelle aucune démarche de votre part. Nous vous remercions de votre confiance.
mail-credit-note-subject = Avoir { $number } de { $company }
mail-credit-note-message = Vous trouverez avec ce message notre avoir { $number } d’un montant de { $total }.
mail-reminder-subject = Rappel : la facture { $number } de { $company } arrive à échéance le { $due_date }
mail-reminder-message = Nous nous permettons de vous rappeler que { $amount_due } de notre facture { $number } sont à régler pour le { $due_date }. Si vous avez effectué le paiement entre-temps, veuillez ne pas tenir compte de ce message.
mail-late-reminder-subject = Facture impayée { $number } de { $company }
mail-late-reminder-message = Notre facture { $number } est arrivée à échéance le { $due_date } et { $amount_due } restent à régler. Nous vous prions de bien vouloir procéder au paiement. Si vous l’avez effectué entre-temps, veuillez ne pas tenir compte de ce message.
mail-receipt-subject = Merci pour le règlement de la facture { $number }
mail-receipt-message = Nous avons bien reçu le règlement de notre facture { $number } et vous en remercions.
mail-statement-subject = Relevé de compte de { $company }
mail-statement-message = Veuillez trouver ci-joint votre relevé de compte.
mail-test-subject = Message de test de { $company }
mail-test-message = Ce message montre que les paramètres de messagerie de { $company } fonctionnent.

## Notices to the owner
webhook-disabled = Un webhook a été désactivé
webhook-failing = Rien n’a pu être transmis au webhook de { $host } pendant cinq jours. Il a été désactivé et n’est plus informé de ce qui se passe. Réactivez-le lorsque son destinataire fonctionnera de nouveau.
webhook-gone = Le destinataire du webhook de { $host } a signalé qu’il n’existe plus. Le webhook a été désactivé et n’est plus informé de ce qui se passe. Réactivez-le s’il s’agissait d’une erreur.

## E-mails to people who work here
mail-invitation-subject = { $company } vous invite à ses factures
mail-invitation-message = Vous êtes invité à travailler sur les factures de { $company }. Le lien fonctionne une seule fois, pendant 24 heures. Si vous ne connaissez pas { $company }, veuillez ne pas tenir compte de ce message.
mail-come-in = Entrer
mail-password-subject = Un nouveau mot de passe pour { $host }
mail-password-message = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour { $host }. Le lien fonctionne une seule fois, pendant 24 heures. Si ce n’était pas vous, veuillez ne pas tenir compte de ce message : rien n’a changé.
mail-choose-password = Choisir un mot de passe
