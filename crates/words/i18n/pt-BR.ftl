### Brazil

void = Cancelada
service-period = Período do serviço
terms-on-receipt = Pagamento à vista
terms-net-days = { $count ->
    [one] Vencimento em { $days } dia
    [many] Vencimento em { $days } dias
   *[other] Vencimento em { $days } dias
}
buyer-reference = Sua referência
purchase-order = Pedido de compra
ship-to = Endereço de entrega
attention = Aos cuidados de { $name }
tax-id = N.º de IVA
tax-id-other = Identificação fiscal
gst-number = N.º de GST
tax-number = Inscrição estadual
legal-id = Registro na junta comercial
contact = Contato
amount-with-tax = Valor com tributos ({ $currency })
served = Período do serviço: { $period }
brought-forward = Transporte da página anterior
subtotal = Subtotal
subtotal-without-tax = Subtotal sem tributos
extra-charge = Acréscimo
total-with-tax = Total com tributos
tax = Tributo
overpaid = Saldo credor
prices-include-tax = Os preços incluem tributos.
reverse-charge = Inversão do sujeito passivo: o tributo é devido pelo destinatário.
exempt = Operação isenta de tributos.
out-of-scope = Operação não tributada.
routing-number = Número de roteamento (ABA)
branch-code = Agência
reference = Identificação do pagamento
view-online = Ver on-line
scan-to-pay = Leia o código para pagar por transferência
pay-online = Pagar on-line
scan-to-pay-online = Leia o código para pagar on-line
preview-explained = Este é um rascunho em seu estado atual. Ainda não há nada a pagar.
open = Em aberto
void-explained = Este documento foi cancelado. Não há nada a pagar.
credit-over = Do valor pago, { $amount } ficam como crédito seu.
credit-explained = Este valor será creditado a você.
download-pdf = Baixar PDF
download-xml = Baixar XML
preview = Visualização
receipt-says = Recebemos { $amount } referentes à fatura { $number } em { $date }. Muito obrigado.
as-issued = Como emitida (PDF)
payment-method = Forma de pagamento
method-cash = Dinheiro
method-direct-debit = Débito automático
notice-confirmed = Obrigado. Seu pagamento foi recebido.
notice-confirming = Seu pagamento está sendo confirmado. Isso pode levar um momento.
notice-processing = Seu pagamento está em andamento. Até que seja recebido, você não precisa fazer mais nada.
notice-unavailable = No momento não é possível pagar on-line, e nada foi cobrado. Tente novamente em alguns minutos ou pague por transferência bancária.
notice-amount = Não é possível pagar este valor. Informe outro.
notice-nothing-due = Não há mais nada a pagar. Nada foi cobrado.
gone = Este link não leva a nenhum documento
gone-explained = O documento não existe ou não está mais sendo compartilhado. Peça um novo link a quem o enviou a você.
statement = Extrato da conta
statement-date = Posição em
no-movements = Não houve movimentações neste período.
ages = Valores em aberto por antiguidade
age-not-due = A vencer
late-fee = Encargos por atraso da fatura { $number }, vencida em { $date }
late-fee-exemption = Indenização por atraso no pagamento
unit-item = { $count ->
    [one] item
    [many] itens
   *[other] itens
}
unit-user = { $count ->
    [one] usuário
    [many] usuários
   *[other] usuários
}
unit-seat = { $count ->
    [one] assento
    [many] assentos
   *[other] assentos
}
unit-kilometre = { $count ->
    [one] quilômetro
    [many] quilômetros
   *[other] quilômetros
}
mail-greeting = Prezado(a) { $customer },
mail-closing = Atenciosamente,
mail-invoice-message = Com esta mensagem enviamos nossa fatura { $number } no valor de { $total }. Agradecemos a preferência.
mail-paid-invoice-message = Com esta mensagem enviamos nossa fatura { $number } no valor de { $total }. Ela já está paga, e você não precisa fazer mais nada. Agradecemos a preferência.
mail-credit-note-message = Com esta mensagem enviamos nossa nota de crédito { $number } no valor de { $total }.
mail-reminder-message = Lembramos que { $amount_due } de nossa fatura { $number } vencem em { $due_date }. Se você já efetuou o pagamento, por favor desconsidere esta mensagem.
mail-late-reminder-message = Nossa fatura { $number } venceu em { $due_date }, e ainda há { $amount_due } em aberto. Solicitamos que providencie o pagamento. Se você já o efetuou, por favor desconsidere esta mensagem.
mail-receipt-message = Recebemos o pagamento de nossa fatura { $number }. Muito obrigado.
mail-statement-subject = Extrato da conta de { $company }
mail-statement-message = Com esta mensagem enviamos seu extrato da conta.
mail-test-message = Esta mensagem mostra que as configurações de e-mail de { $company } funcionam.
webhook-failing = Durante cinco dias não foi possível entregar nada ao webhook em { $host }. Ele foi desativado e não é mais informado do que acontece. Ative-o novamente quando o destinatário voltar a funcionar.
webhook-gone = O destinatário do webhook em { $host } informou que deixou de existir. O webhook foi desativado e não é mais informado do que acontece. Ative-o novamente se isso foi um engano.

## E-mails to people who work here
mail-invitation-subject = { $company } convida você para as suas faturas
mail-invitation-message = Você foi convidado a trabalhar nas faturas de { $company }. O link funciona uma única vez, durante 24 horas. Se você não conhece { $company }, ignore esta mensagem.
mail-password-subject = Uma nova senha para { $host }
mail-password-message = Alguém, provavelmente você, pediu uma nova senha para { $host }. O link funciona uma única vez, durante 24 horas. Se não foi você, ignore esta mensagem: nada mudou.
mail-choose-password = Escolher uma senha
