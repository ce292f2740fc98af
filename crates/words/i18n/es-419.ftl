### Latin America

credit-note = Nota de crédito
credit-note-number = Número de nota de crédito
credits-invoice = Factura relacionada
tax-id-other = Identificación tributaria
tax-number = N.º de identificación tributaria
amount-with-tax = Monto con impuestos ({ $currency })
amount = Monto ({ $currency })
flat-fee = Monto fijo: { $amount }
subtotal = Subtotal
subtotal-without-tax = Subtotal sin impuestos
net = Subtotal neto
due = Saldo por pagar
total-credit = Total de la nota de crédito
credited = Acreditado
credit-explained = Este monto se le acredita.
amount-to-pay = Monto por pagar ({ $currency })
notice-amount = No es posible pagar este monto. Indique otro.
method-direct-debit = Débito automático
ages = Saldos pendientes por antigüedad
entry-credit-note = Nota de crédito { $number }
mail-view-credit-note = Ver la nota de crédito
mail-invoice-message = Con este mensaje le enviamos nuestra factura { $number } por un monto de { $total }. Gracias por su preferencia.
mail-paid-invoice-message = Con este mensaje le enviamos nuestra factura { $number } por un monto de { $total }. Ya está pagada y no tiene que hacer nada más. Gracias por su preferencia.
mail-credit-note-subject = Nota de crédito { $number } de { $company }
mail-credit-note-message = Con este mensaje le enviamos nuestra nota de crédito { $number } por un monto de { $total }.
