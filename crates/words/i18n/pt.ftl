## What it is
invoice = Fatura
credit-note = Nota de crédito
draft = Rascunho
void = Anulada
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = Página { $page } de { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Número da fatura
credit-note-number = Número da nota de crédito
invoice-date = Data da fatura
credit-note-date = Data
due-date = Data de vencimento
delivery-date = Data de entrega
service-period = Período da prestação
period = { $start } – { $end }
period-from = desde { $start }
period-until = até { $end }
payment-terms = Condições de pagamento
terms-on-receipt = Pronto pagamento
terms-net-days = { $count ->
    [one] { $days } dia líquido
    [many] { $days } dias líquidos
   *[other] { $days } dias líquidos
}
buyer-reference = V. referência
purchase-order = Ordem de compra
contract = Contrato
project = Projeto
credits-invoice = Fatura de origem
credited-invoice = { $number } de { $date }

## Parties
billed-to = Faturado a
from = Emitente
ship-to = Local de entrega
attention = A/C { $name }
tax-id = NIF (IVA)
tax-id-other = N.º de identificação fiscal
gst-number = N.º GST
tax-number = NIF
legal-id = N.º de registo comercial
contact = Contacto

## Lines
position = N.º
item = Descrição
item-number = Ref.
quantity = Quantidade
measure = Unidade
price = Preço unitário
discount = Desconto
tax = Imposto
amount = Valor ({ $currency })
amount-with-tax = Valor c/ imposto ({ $currency })
price-for = { $price } por { $quantity }
flat-fee = Valor fixo: { $amount }
served = Período da prestação: { $period }
carried-forward = A transportar
brought-forward = Transporte

## Sums
subtotal = Soma
subtotal-without-tax = Soma sem imposto
extra-charge = Encargo adicional
named-rate = { $name } ({ $rate })
net = Valor líquido
tax-rate = { $name } { $rate }
tax-of = { $name } sobre { $base }
includes-tax = inclui { $tax }
total-with-tax = Total com imposto
total = Total
rounding = Arredondamento
paid = Pago
refunded = Reembolsado
credited = Creditado
due = Total a pagar
overpaid = Saldo a favor
total-credit = Total a crédito
prices-include-tax = Os preços incluem imposto.

## Why no tax is charged
reverse-charge = IVA – autoliquidação: o imposto é devido pelo adquirente.
intra-community = Transmissão intracomunitária isenta de IVA.
export = Exportação isenta de IVA.
exempt = Operação isenta de imposto.
out-of-scope = Operação não sujeita a imposto.

## Payment
payment = Pagamento
please-pay = Solicitamos o pagamento de { $amount }.
please-pay-by = Solicitamos o pagamento de { $amount } até { $date }.
account-holder = Titular da conta
iban = IBAN
account-number = Número da conta
routing-number = Número de encaminhamento (ABA)
sort-code = Código bancário (sort code)
bsb = Código BSB
institution-number = Número da instituição
transit-number = Número de trânsito
ifsc = Código IFSC
bank-code = Código do banco
branch-code = Código da agência
bic = BIC
bank = Banco
reference = Referência
view-online = Ver online
scan-to-pay = Digitalize para pagar por transferência

## Paying online, and the public page
pay-online = Pagar online
scan-to-pay-online = Digitalize para pagar online
document-from = de { $seller }
preview = Pré-visualização
preview-explained = Isto é um rascunho no seu estado atual. Ainda não há nada a pagar.
open = Por pagar
overdue = Vencida
due-on = Vence em { $date }
was-due-on = Venceu em { $date }
paid-of = Foram pagos { $paid } de { $total }.
paid-on = Paga em { $date }
nothing-due = Não há nada a pagar.
credit-over = Do que pagou, { $amount } ficam a seu crédito.
void-explained = Este documento foi anulado. Não há nada a pagar.
credit-explained = Este valor é-lhe creditado.
download-pdf = Transferir PDF
download-xml = Transferir XML
pay-now = Pagar agora
pay-amount = Pagar { $amount }
pay-hint = Com cartão ou outros meios, na página segura da Stripe.
amount-to-pay = Valor a pagar ({ $currency })
amount-at-most = No máximo { $amount }
receipt = Recibo
receipt-of = Recibo da fatura { $number }
receipt-says = Recebemos { $amount } relativos à fatura { $number } em { $date }. Muito obrigado.
payment-date = Data do pagamento
this-payment = Este pagamento
paid-stamp = Paga em { $date }
download-receipt = Recibo (PDF)
as-issued = Tal como emitida (PDF)
payments = Pagamentos
payment-method = Meio de pagamento
method-bank-transfer = Transferência bancária
method-card = Cartão
method-cash = Numerário
method-cheque = Cheque
method-direct-debit = Débito direto
method-credit = Crédito
method-other = Pagamento
refund = Reembolso
notice-confirmed = Obrigado. O seu pagamento foi recebido.
notice-confirming = O seu pagamento está a ser confirmado. Pode demorar um momento.
notice-processing = O seu pagamento está em curso. Até que chegue, não precisa de fazer mais nada.
notice-unavailable = De momento não é possível pagar online e nada foi cobrado. Tente novamente dentro de alguns minutos ou pague por transferência.
notice-amount = Não é possível pagar este valor. Indique outro.
notice-nothing-due = Já não há nada a pagar. Nada foi cobrado.
check-again = Verificar novamente
gone = Esta ligação não conduz a nenhum documento
gone-explained = O documento não existe ou já não é partilhado. Peça uma nova ligação a quem lha enviou.

## Statements of account
statement = Extrato de conta
statement-of = { $title } – { $name }
statement-date = À data de
statement-period = Período
customer = Cliente
balance = Saldo
entry-date = Data
entry-description = Descrição
charges = Débito ({ $currency })
credits = Crédito ({ $currency })
balance-in = Saldo ({ $currency })
opening-balance = Saldo inicial
closing-balance = Saldo final
no-movements = Sem movimentos neste período.
entry-invoice = Fatura { $number }
entry-credit-note = Nota de crédito { $number }
entry-of-invoice = da fatura { $number }
entry-payment = Pagamento de { $number }
entry-refund = Reembolso de { $number }
entry-credit-used = Crédito de { $number } utilizado
entry-closed = { $number } encerrada após reembolso
entry-due = vence em { $date }
sum-invoiced = Faturado
sum-closed = Encerrado após reembolso
ages = Valores em dívida por antiguidade
age-not-due = Por vencer
age-days = { $from } – { $to } dias
age-over = Mais de { $days } dias

## Late fees
late-fee = Encargo por atraso no pagamento da fatura { $number }, vencida em { $date }
late-fee-exemption = Indemnização por atraso no pagamento

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
    [one] dia
    [many] dias
   *[other] dias
}
unit-night = { $count ->
    [one] noite
    [many] noites
   *[other] noites
}
unit-week = { $count ->
    [one] semana
    [many] semanas
   *[other] semanas
}
unit-month = { $count ->
    [one] mês
    [many] meses
   *[other] meses
}
unit-quarter = { $count ->
    [one] trimestre
    [many] trimestres
   *[other] trimestres
}
unit-year = { $count ->
    [one] ano
    [many] anos
   *[other] anos
}
unit-piece = { $count ->
    [one] peça
    [many] peças
   *[other] peças
}
unit-item = { $count ->
    [one] artigo
    [many] artigos
   *[other] artigos
}
unit-unit = { $count ->
    [one] unidade
    [many] unidades
   *[other] unidades
}
unit-set = { $count ->
    [one] conjunto
    [many] conjuntos
   *[other] conjuntos
}
unit-box = { $count ->
    [one] caixa
    [many] caixas
   *[other] caixas
}
unit-pack = { $count ->
    [one] pacote
    [many] pacotes
   *[other] pacotes
}
unit-page = { $count ->
    [one] página
    [many] páginas
   *[other] páginas
}
unit-word = { $count ->
    [one] palavra
    [many] palavras
   *[other] palavras
}
unit-person = { $count ->
    [one] pessoa
    [many] pessoas
   *[other] pessoas
}
unit-user = { $count ->
    [one] utilizador
    [many] utilizadores
   *[other] utilizadores
}
unit-seat = { $count ->
    [one] posto
    [many] postos
   *[other] postos
}
unit-licence = { $count ->
    [one] licença
    [many] licenças
   *[other] licenças
}
unit-session = { $count ->
    [one] sessão
    [many] sessões
   *[other] sessões
}
unit-lesson = { $count ->
    [one] aula
    [many] aulas
   *[other] aulas
}
unit-trip = { $count ->
    [one] viagem
    [many] viagens
   *[other] viagens
}
unit-kilometre = { $count ->
    [one] quilómetro
    [many] quilómetros
   *[other] quilómetros
}
unit-metre = { $count ->
    [one] metro
    [many] metros
   *[other] metros
}
unit-mile = { $count ->
    [one] milha
    [many] milhas
   *[other] milhas
}
unit-litre = { $count ->
    [one] litro
    [many] litros
   *[other] litros
}

## Names of files
file-draft = rascunho
file-receipt = recibo-{ $number }
file-statement = extrato-de-conta-{ $date }

## The rest
notes = Observações
terms = Condições

## E-mails to customers
mail-greeting = Bom dia, { $customer },
mail-closing = Com os melhores cumprimentos,
mail-view-invoice = Ver a fatura
mail-view-credit-note = Ver a nota de crédito
mail-attached = Anexo: { $name }
mail-invoice-subject = Fatura { $number } de { $company }
mail-invoice-message = Com esta mensagem enviamos a nossa fatura { $number } no valor de { $total }. Agradecemos a sua preferência.
mail-paid-invoice-subject = Paga: fatura { $number } de { $company }
mail-paid-invoice-message = Com esta mensagem enviamos a nossa fatura { $number } no valor de { $total }. Já se encontra paga e não precisa de fazer mais nada. Agradecemos a sua preferência.
mail-credit-note-subject = Nota de crédito { $number } de { $company }
mail-credit-note-message = Com esta mensagem enviamos a nossa nota de crédito { $number } no valor de { $total }.
mail-reminder-subject = Lembrete: a fatura { $number } de { $company } vence em { $due_date }
mail-reminder-message = Vimos lembrar que { $amount_due } da nossa fatura { $number } vencem em { $due_date }. Se entretanto já efetuou o pagamento, agradecemos que não considere esta mensagem.
mail-late-reminder-subject = Vencida: fatura { $number } de { $company }
mail-late-reminder-message = A nossa fatura { $number } venceu em { $due_date } e encontram-se ainda por pagar { $amount_due }. Solicitamos que efetue o pagamento. Se entretanto já o efetuou, agradecemos que não considere esta mensagem.
mail-receipt-subject = Agradecemos o pagamento da fatura { $number }
mail-receipt-message = Recebemos o pagamento da nossa fatura { $number }. Muito obrigado.
mail-statement-subject = Extrato de conta de { $company }
mail-statement-message = Com esta mensagem enviamos o seu extrato de conta.
mail-test-subject = Mensagem de teste de { $company }
mail-test-message = Esta mensagem mostra que as definições de e-mail de { $company } funcionam.

## Notices to the owner
webhook-disabled = Um webhook foi desativado
webhook-failing = Durante cinco dias não foi possível entregar nada ao webhook em { $host }. Foi desativado e deixou de ser informado do que acontece. Volte a ativá-lo quando o seu recetor funcionar.
webhook-gone = O recetor do webhook em { $host } comunicou que deixou de existir. O webhook foi desativado e deixou de ser informado do que acontece. Volte a ativá-lo se se tratou de um engano.

## E-mails to people who work here
mail-invitation-subject = { $company } convida-o para as suas faturas
mail-invitation-message = Foi convidado a trabalhar nas faturas de { $company }. A ligação funciona uma só vez, durante 24 horas. Se não conhece { $company }, ignore esta mensagem.
mail-come-in = Entrar
mail-password-subject = Uma nova palavra-passe para { $host }
mail-password-message = Alguém, provavelmente o próprio, pediu uma nova palavra-passe para { $host }. A ligação funciona uma só vez, durante 24 horas. Se não foi o próprio, ignore esta mensagem: nada mudou.
mail-choose-password = Escolher uma palavra-passe
