### The words of documents, e-mails and the public page. What stands here is what programs name: from this file the types
### of `keys.rs` are made. Every language has every message with the same variables, and says it as its own accountants do.
### `$count` chooses a plural form: its value is a category of CLDR. All other variables are texts.

## What it is
invoice = Invoice
credit-note = Credit note
# Across the page of a document that is not issued yet.
draft = Draft
# Across the page, and as the state, of a document that was cancelled.
void = Void
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Page { $page } of { $pages }
# Something known, with what it is called: `VAT ID: DE123456789`.
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Invoice number
credit-note-number = Credit note number
invoice-date = Invoice date
credit-note-date = Date
due-date = Due date
delivery-date = Delivery date
service-period = Service period
period = { $start } – { $end }
period-from = from { $start }
period-until = until { $end }
payment-terms = Payment terms
# What the terms `Net 30` mean, in another language.
terms-on-receipt = Due on receipt
terms-net-days = { $count ->
    [one] Net { $days } day
   *[other] Net { $days } days
}
buyer-reference = Your reference
purchase-order = Purchase order
contract = Contract
project = Project
# Which invoice a credit note is for.
credits-invoice = For invoice
credited-invoice = { $number } of { $date }

## Parties
billed-to = Billed to
# Who issues the document.
from = From
ship-to = Ship to
attention = Attn. { $name }
# Where there is a VAT.
tax-id = VAT ID
tax-id-other = Tax ID
gst-number = GST no.
# The number by which the local tax office knows the seller.
tax-number = Tax number
# The number of a company's entry in its register.
legal-id = Registration
# The person to talk to.
contact = Contact

## Lines
position = #
item = Item
# The head of the column with the seller's article numbers.
item-number = Item no.
quantity = Quantity
# The head of the column that says what the quantity counts.
measure = Unit
price = Unit price
discount = Discount
tax = Tax
amount = Amount ({ $currency })
amount-with-tax = Incl. tax ({ $currency })
price-for = { $price } per { $quantity }
flat-fee = Flat fee: { $amount }
served = Service period: { $period }
# What the lines so far come to, at the foot of a page and at the head of the next one.
carried-forward = Carried forward
brought-forward = Brought forward

## Sums
subtotal = Subtotal
subtotal-without-tax = Subtotal without tax
# What is added to all lines, such as freight.
extra-charge = Charge
# A discount or a charge with its percentage.
named-rate = { $name } ({ $rate })
net = Net
# A tax with its percentage: `VAT 19%`.
tax-rate = { $name } { $rate }
# A tax, and the amount that it is taken of.
tax-of = { $name } on { $base }
includes-tax = includes { $tax }
total-with-tax = Total incl. tax
total = Total
rounding = Rounding
paid = Paid
refunded = Refunded
credited = Credited
due = Amount due
# What a customer has paid too much.
overpaid = Credit balance
# What a credit note comes to.
total-credit = Total credit
prices-include-tax = Prices include tax.

## Why no tax is charged
reverse-charge = Reverse charge: the tax is owed by the recipient.
intra-community = Tax-exempt intra-Community supply.
export = Tax-exempt export delivery.
exempt = Exempt from tax.
out-of-scope = Not subject to tax.

## Payment
payment = Payment
please-pay = Please pay { $amount }.
please-pay-by = Please pay { $amount } by { $date }.
account-holder = Account holder
iban = IBAN
account-number = Account number
# The codes of banks in the United States, in Britain, in Australia, in Canada (two), in India, and elsewhere (two).
routing-number = Routing number
sort-code = Sort code
bsb = BSB
institution-number = Institution number
transit-number = Transit number
ifsc = IFSC
bank-code = Bank code
branch-code = Branch code
bic = BIC
bank = Bank
# What the customer writes on the transfer.
reference = Reference
view-online = View online
scan-to-pay = Scan to pay by transfer

## Paying online, and the public page
pay-online = Pay online
scan-to-pay-online = Scan to pay online
document-from = from { $seller }
# The state of a document that is not issued yet.
preview = Preview
preview-explained = This is a draft, as it stands now. Nothing is to be paid yet.
# The state of an invoice that is to be paid.
open = Open
overdue = Overdue
due-on = Due on { $date }
was-due-on = Was due on { $date }
paid-of = { $paid } of { $total } is paid.
paid-on = Paid on { $date }
nothing-due = Nothing is due.
# What is left of a payment when a credit note has lowered the invoice.
credit-over = { $amount } of what was paid is your credit.
void-explained = This document was voided. Nothing is to be paid on it.
credit-explained = This amount is credited to you.
download-pdf = Download PDF
download-xml = Download XML
pay-now = Pay now
pay-amount = Pay { $amount }
pay-hint = By card and other ways, on Stripe’s secure page.
amount-to-pay = Amount to pay ({ $currency })
amount-at-most = At most { $amount }
# A document that confirms a payment.
receipt = Receipt
receipt-of = Receipt for invoice { $number }
receipt-says = We have received { $amount } for invoice { $number } on { $date }. Thank you very much.
payment-date = Date of payment
this-payment = This payment
paid-stamp = Paid on { $date }
download-receipt = Receipt (PDF)
as-issued = As it was issued (PDF)
payments = Payments
payment-method = Payment method
method-bank-transfer = Bank transfer
method-card = Card
method-cash = Cash
method-cheque = Cheque
method-direct-debit = Direct debit
# With what the customer had paid too much before.
method-credit = Credit
method-other = Payment
# Money that the customer got back.
refund = Refund
notice-confirmed = Thank you. Your payment has arrived.
notice-confirming = Your payment is being confirmed. That can take a moment.
notice-processing = Your payment is under way. Until it arrives, nothing is left for you to do.
notice-unavailable = It cannot be paid online right now, and nothing was charged. Please try again in a few minutes, or pay by bank transfer.
notice-amount = This amount cannot be paid. Please enter another.
notice-nothing-due = Nothing is due any more. Nothing was charged.
check-again = Check again
gone = This link leads nowhere
gone-explained = The document behind it does not exist, or is no longer shared. Please ask whoever sent you the link for a new one.

## Statements of account
statement = Statement of account
statement-of = { $title } – { $name }
# The day up to which a statement goes.
statement-date = As of
statement-period = Period
customer = Customer
balance = Balance
entry-date = Date
entry-description = Description
# The columns of what the customer owes, of what it paid or was credited, and of what is left.
charges = Charges ({ $currency })
credits = Credits ({ $currency })
balance-in = Balance ({ $currency })
opening-balance = Opening balance
closing-balance = Closing balance
no-movements = Nothing happened in this period.
entry-invoice = Invoice { $number }
entry-credit-note = Credit note { $number }
entry-of-invoice = for invoice { $number }
entry-payment = Payment of { $number }
entry-refund = Refund of { $number }
entry-credit-used = Credit of { $number } used
# The rest of an invoice is no longer claimed, since its payment was refunded.
entry-closed = { $number } closed after refund
entry-due = due { $date }
# Sums of a period.
sum-invoiced = Invoiced
sum-closed = Closed after refund
ages = What is owed, by age
age-not-due = Not due yet
age-days = { $from } – { $to } days
age-over = Over { $days } days

## Late fees
late-fee = Late fee for invoice { $number }, due { $date }
# Why no tax is charged on one.
late-fee-exemption = Compensation for late payment

## Units of quantity. Where a line has one in any of these forms, it is written in the one that its quantity needs.
unit-minute = { $count ->
    [one] minute
   *[other] minutes
}
unit-hour = { $count ->
    [one] hour
   *[other] hours
}
unit-day = { $count ->
    [one] day
   *[other] days
}
unit-night = { $count ->
    [one] night
   *[other] nights
}
unit-week = { $count ->
    [one] week
   *[other] weeks
}
unit-month = { $count ->
    [one] month
   *[other] months
}
unit-quarter = { $count ->
    [one] quarter
   *[other] quarters
}
unit-year = { $count ->
    [one] year
   *[other] years
}
unit-piece = { $count ->
    [one] piece
   *[other] pieces
}
unit-item = { $count ->
    [one] item
   *[other] items
}
unit-unit = { $count ->
    [one] unit
   *[other] units
}
unit-set = { $count ->
    [one] set
   *[other] sets
}
unit-box = { $count ->
    [one] box
   *[other] boxes
}
unit-pack = { $count ->
    [one] pack
   *[other] packs
}
unit-page = { $count ->
    [one] page
   *[other] pages
}
unit-word = { $count ->
    [one] word
   *[other] words
}
unit-person = { $count ->
    [one] person
   *[other] people
}
unit-user = { $count ->
    [one] user
   *[other] users
}
unit-seat = { $count ->
    [one] seat
   *[other] seats
}
unit-licence = { $count ->
    [one] licence
   *[other] licences
}
unit-session = { $count ->
    [one] session
   *[other] sessions
}
unit-lesson = { $count ->
    [one] lesson
   *[other] lessons
}
unit-trip = { $count ->
    [one] trip
   *[other] trips
}
unit-kilometre = { $count ->
    [one] kilometre
   *[other] kilometres
}
unit-metre = { $count ->
    [one] metre
   *[other] metres
}
unit-mile = { $count ->
    [one] mile
   *[other] miles
}
unit-litre = { $count ->
    [one] litre
   *[other] litres
}

## Names of files, without their ending
file-draft = draft
file-receipt = receipt-{ $number }
file-statement = statement-{ $date }

## The rest
notes = Notes
terms = Terms

## E-mails to customers
# The customer is a person or a company.
mail-greeting = Hello { $customer },
mail-closing = Kind regards
mail-view-invoice = View invoice
mail-view-credit-note = View credit note
# The name of a file.
mail-attached = Attached: { $name }
mail-invoice-subject = Invoice { $number } from { $company }
mail-invoice-message = Please find our invoice { $number } for { $total } in this message. Thank you for your business.
mail-paid-invoice-subject = Paid: invoice { $number } from { $company }
mail-paid-invoice-message = Please find our invoice { $number } for { $total } in this message. It is paid, and nothing is left for you to do. Thank you for your business.
mail-credit-note-subject = Credit note { $number } from { $company }
mail-credit-note-message = Please find our credit note { $number } for { $total } in this message.
mail-reminder-subject = Reminder: invoice { $number } from { $company } is due on { $due_date }
mail-reminder-message = This is a friendly reminder that { $amount_due } of our invoice { $number } is due on { $due_date }. If you have paid in the meantime, please disregard this message.
mail-late-reminder-subject = Overdue: invoice { $number } from { $company }
mail-late-reminder-message = Our invoice { $number } was due on { $due_date }, and { $amount_due } is still open. Please arrange for payment. If you have paid in the meantime, please disregard this message.
mail-receipt-subject = Thank you for your payment of invoice { $number }
mail-receipt-message = We have received your payment for our invoice { $number }. Thank you very much.
mail-statement-subject = Statement of account from { $company }
mail-statement-message = Please find your statement of account in this message.
mail-test-subject = Test message from { $company }
mail-test-message = This message shows that the e-mail settings of { $company } work.

## Notices to the owner
webhook-disabled = A webhook was disabled
webhook-failing = Nothing could be delivered to the webhook at { $host } for five days. It was disabled: it is no longer told what happens. Enable it again when its receiver works.
webhook-gone = The receiver of the webhook at { $host } said that it is gone for good. The webhook was disabled: it is no longer told what happens. Enable it again if that was a mistake.

## E-mails to people who work here
mail-invitation-subject = { $company } invites you to its invoices
mail-invitation-message = You are invited to work on the invoices of { $company }. The link works once, for 24 hours. If you do not know { $company }, please disregard this message.
mail-come-in = Come in
mail-password-subject = A new password for { $host }
mail-password-message = Somebody, presumably you, has asked for a new password for { $host }. The link works once, for 24 hours. If it was not you, please disregard this message: nothing has changed.
mail-choose-password = Choose a password
