## What it is
invoice = Factura
credit-note = Factura rectificativa
draft = Borrador
void = Anulada
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Página { $page } de { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Número de factura
credit-note-number = Número de factura rectificativa
invoice-date = Fecha de factura
credit-note-date = Fecha
due-date = Fecha de vencimiento
delivery-date = Fecha de entrega
service-period = Periodo de prestación
period = { $start } – { $end }
period-from = desde { $start }
period-until = hasta { $end }
payment-terms = Condiciones de pago
terms-on-receipt = Pago a la recepción
terms-net-days = { $count ->
    [one] { $days } día neto
    [many] { $days } días netos
   *[other] { $days } días netos
}
buyer-reference = Su referencia
purchase-order = Orden de compra
contract = Contrato
project = Proyecto
credits-invoice = Factura rectificada
credited-invoice = { $number } de { $date }

## Parties
billed-to = Facturar a
from = Emisor
ship-to = Dirección de entrega
attention = A la atención de { $name }
tax-id = NIF-IVA
tax-id-other = Identificación fiscal
gst-number = N.º GST
tax-number = NIF
legal-id = Registro mercantil
contact = Persona de contacto

## Lines
position = N.º
item = Concepto
item-number = Ref.
quantity = Cantidad
measure = Unidad
price = Precio unitario
discount = Descuento
tax = Impuesto
amount = Importe ({ $currency })
amount-with-tax = Importe con impuestos ({ $currency })
price-for = { $price } por { $quantity }
flat-fee = Importe fijo: { $amount }
served = Periodo de prestación: { $period }
carried-forward = Suma y sigue
brought-forward = Suma anterior

## Sums
subtotal = Suma
subtotal-without-tax = Suma sin impuestos
extra-charge = Recargo
named-rate = { $name } ({ $rate })
net = Base imponible
tax-rate = { $name } { $rate }
tax-of = { $name } sobre { $base }
includes-tax = incluye { $tax }
total-with-tax = Total con impuestos
total = Total
rounding = Redondeo
paid = Pagado
refunded = Reembolsado
credited = Abonado
due = Importe pendiente
overpaid = Saldo a favor
total-credit = Importe del abono
prices-include-tax = Los precios incluyen impuestos.

## Why no tax is charged
reverse-charge = Inversión del sujeto pasivo: el impuesto lo liquida el destinatario.
intra-community = Entrega intracomunitaria exenta de IVA.
export = Exportación exenta de IVA.
exempt = Operación exenta de impuestos.
out-of-scope = Operación no sujeta a impuestos.

## Payment
payment = Pago
please-pay = Le rogamos que abone { $amount }.
please-pay-by = Le rogamos que abone { $amount } antes del { $date }.
account-holder = Titular de la cuenta
iban = IBAN
account-number = Número de cuenta
routing-number = Número de ruta (ABA)
sort-code = Código de clasificación (sort code)
bsb = Código BSB
institution-number = Número de institución
transit-number = Número de tránsito
ifsc = Código IFSC
bank-code = Código de banco
branch-code = Código de sucursal
bic = BIC
bank = Banco
reference = Referencia
view-online = Ver en línea
scan-to-pay = Escanee para pagar por transferencia

## Paying online, and the public page
pay-online = Pagar en línea
scan-to-pay-online = Escanee para pagar en línea
document-from = de { $seller }
preview = Vista previa
preview-explained = Esto es un borrador en su estado actual. Todavía no hay nada que pagar.
open = Pendiente
overdue = Vencida
due-on = Vence el { $date }
was-due-on = Venció el { $date }
paid-of = Se han pagado { $paid } de { $total }.
paid-on = Pagada el { $date }
nothing-due = No hay nada pendiente de pago.
credit-over = De lo que pagó, { $amount } quedan a su favor.
void-explained = Este documento ha sido anulado. No hay nada que pagar.
credit-explained = Este importe se le abona.
download-pdf = Descargar PDF
download-xml = Descargar XML
pay-now = Pagar ahora
pay-amount = Pagar { $amount }
pay-hint = Con tarjeta u otros medios, en la página segura de Stripe.
amount-to-pay = Importe que desea pagar ({ $currency })
amount-at-most = Como máximo { $amount }
receipt = Recibo
receipt-of = Recibo de la factura { $number }
receipt-says = Hemos recibido { $amount } por la factura { $number } el { $date }. Muchas gracias.
payment-date = Fecha de pago
this-payment = Este pago
paid-stamp = Pagada el { $date }
download-receipt = Recibo (PDF)
as-issued = Tal como se emitió (PDF)
payments = Pagos
payment-method = Forma de pago
method-bank-transfer = Transferencia bancaria
method-card = Tarjeta
method-cash = Efectivo
method-cheque = Cheque
method-direct-debit = Domiciliación bancaria
method-credit = Saldo a favor
method-other = Pago
refund = Reembolso
notice-confirmed = Gracias. Hemos recibido su pago.
notice-confirming = Estamos confirmando su pago. Puede tardar un momento.
notice-processing = Su pago está en curso. No tiene que hacer nada más hasta que llegue.
notice-unavailable = En este momento no es posible pagar en línea y no se ha cobrado nada. Inténtelo de nuevo dentro de unos minutos o pague por transferencia.
notice-amount = No es posible pagar este importe. Indique otro.
notice-nothing-due = Ya no hay nada pendiente de pago. No se ha cobrado nada.
check-again = Comprobar de nuevo
gone = Este enlace no lleva a ningún documento
gone-explained = El documento no existe o ya no se comparte. Pida un enlace nuevo a la persona que se lo envió.

## Statements of account
statement = Estado de cuenta
statement-of = { $title } – { $name }
statement-date = A fecha de
statement-period = Periodo
customer = Cliente
balance = Saldo
entry-date = Fecha
entry-description = Concepto
charges = Debe ({ $currency })
credits = Haber ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Saldo inicial
closing-balance = Saldo final
no-movements = No hay movimientos en este periodo.
entry-invoice = Factura { $number }
entry-credit-note = Factura rectificativa { $number }
entry-of-invoice = de la factura { $number }
entry-payment = Pago de { $number }
entry-refund = Reembolso de { $number }
entry-credit-used = Saldo a favor de { $number } aplicado
entry-closed = { $number } cerrada tras reembolso
entry-due = vence el { $date }
sum-invoiced = Facturado
sum-closed = Cerrado tras reembolso
ages = Importes pendientes por antigüedad
age-not-due = No vencido
age-days = { $from } – { $to } días
age-over = Más de { $days } días

## Late fees
late-fee = Recargo por demora de la factura { $number }, vencida el { $date }
late-fee-exemption = Indemnización por demora en el pago

## Units of quantity
unit-minute = { $count ->
    [one] minuto
    [many] minutos
   *[other] minutos
}
unit-hour = { $count ->
    [one] hora
    [many] horas
   *[other] horas
}
unit-day = { $count ->
    [one] día
    [many] días
   *[other] días
}
unit-night = { $count ->
    [one] noche
    [many] noches
   *[other] noches
}
unit-week = { $count ->
    [one] semana
    [many] semanas
   *[other] semanas
}
unit-month = { $count ->
    [one] mes
    [many] meses
   *[other] meses
}
unit-quarter = { $count ->
    [one] trimestre
    [many] trimestres
   *[other] trimestres
}
unit-year = { $count ->
    [one] año
    [many] años
   *[other] años
}
unit-piece = { $count ->
    [one] pieza
    [many] piezas
   *[other] piezas
}
unit-item = { $count ->
    [one] artículo
    [many] artículos
   *[other] artículos
}
unit-unit = { $count ->
    [one] unidad
    [many] unidades
   *[other] unidades
}
unit-set = { $count ->
    [one] juego
    [many] juegos
   *[other] juegos
}
unit-box = { $count ->
    [one] caja
    [many] cajas
   *[other] cajas
}
unit-pack = { $count ->
    [one] paquete
    [many] paquetes
   *[other] paquetes
}
unit-page = { $count ->
    [one] página
    [many] páginas
   *[other] páginas
}
unit-word = { $count ->
    [one] palabra
    [many] palabras
   *[other] palabras
}
unit-person = { $count ->
    [one] persona
    [many] personas
   *[other] personas
}
unit-user = { $count ->
    [one] usuario
    [many] usuarios
   *[other] usuarios
}
unit-seat = { $count ->
    [one] puesto
    [many] puestos
   *[other] puestos
}
unit-licence = { $count ->
    [one] licencia
    [many] licencias
   *[other] licencias
}
unit-session = { $count ->
    [one] sesión
    [many] sesiones
   *[other] sesiones
}
unit-lesson = { $count ->
    [one] clase
    [many] clases
   *[other] clases
}
unit-trip = { $count ->
    [one] viaje
    [many] viajes
   *[other] viajes
}
unit-kilometre = { $count ->
    [one] kilómetro
    [many] kilómetros
   *[other] kilómetros
}
unit-metre = { $count ->
    [one] metro
    [many] metros
   *[other] metros
}
unit-mile = { $count ->
    [one] milla
    [many] millas
   *[other] millas
}
unit-litre = { $count ->
    [one] litro
    [many] litros
   *[other] litros
}

## Names of files
file-draft = borrador
file-receipt = recibo-{ $number }
file-statement = estado-de-cuenta-{ $date }

## The rest
notes = Observaciones
terms = Condiciones

## E-mails to customers
mail-greeting = Buenos días, { $customer }:
mail-closing = Atentamente,
mail-view-invoice = Ver la factura
mail-view-credit-note = Ver la factura rectificativa
mail-attached = Adjunto: { $name }
mail-invoice-subject = Factura { $number } de { $company }
mail-invoice-message = Con este mensaje le enviamos nuestra factura { $number } por un importe de { $total }. Gracias por su confianza.
mail-paid-invoice-subject = Pagada: factura { $number } de { $company }
mail-paid-invoice-message = Con este mensaje le enviamos nuestra factura { $number } por un importe de { $total }. Ya está pagada y no tiene que hacer nada más. Gracias por su confianza.
mail-credit-note-subject = Factura rectificativa { $number } de { $company }
mail-credit-note-message = Con este mensaje le enviamos nuestra factura rectificativa { $number } por un importe de { $total }.
mail-reminder-subject = Recordatorio: la factura { $number } de { $company } vence el { $due_date }
mail-reminder-message = Le recordamos amablemente que { $amount_due } de nuestra factura { $number } vencen el { $due_date }. Si ya ha realizado el pago, le rogamos que no tenga en cuenta este mensaje.
mail-late-reminder-subject = Vencida: factura { $number } de { $company }
mail-late-reminder-message = Nuestra factura { $number } venció el { $due_date } y todavía están pendientes { $amount_due }. Le rogamos que efectúe el pago. Si ya lo ha realizado, le rogamos que no tenga en cuenta este mensaje.
mail-receipt-subject = Gracias por el pago de la factura { $number }
mail-receipt-message = Hemos recibido el pago de nuestra factura { $number }. Muchas gracias.
mail-statement-subject = Estado de cuenta de { $company }
mail-statement-message = Con este mensaje le enviamos su estado de cuenta.
mail-test-subject = Mensaje de prueba de { $company }
mail-test-message = Este mensaje muestra que la configuración de correo electrónico de { $company } funciona.

## Notices to the owner
webhook-disabled = Se ha desactivado un webhook
webhook-failing = Durante cinco días no se ha podido entregar nada al webhook de { $host }. Se ha desactivado y ya no recibe avisos. Actívelo de nuevo cuando su receptor funcione.
webhook-gone = El receptor del webhook de { $host } ha comunicado que ya no existe. El webhook se ha desactivado y ya no recibe avisos. Actívelo de nuevo si se trataba de un error.

## E-mails to people who work here
mail-invitation-subject = { $company } le invita a sus facturas
mail-invitation-message = Se le invita a trabajar con las facturas de { $company }. El enlace funciona una sola vez, durante 24 horas. Si no conoce a { $company }, haga caso omiso de este mensaje.
mail-come-in = Entrar
mail-password-subject = Una nueva contraseña para { $host }
mail-password-message = Alguien, probablemente usted, ha pedido una nueva contraseña para { $host }. El enlace funciona una sola vez, durante 24 horas. Si no ha sido usted, haga caso omiso de este mensaje: no ha cambiado nada.
mail-choose-password = Elegir una contraseña
