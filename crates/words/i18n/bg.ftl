## What it is
invoice = Фактура
credit-note = Кредитно известие
draft = Чернова
void = Анулирана
document-title = { $title } № { $number }
continued = { $title } { $number } – { $seller }
page-of = Страница { $page } от { $pages }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Номер на фактура
credit-note-number = Номер на известието
invoice-date = Дата на издаване
credit-note-date = Дата на издаване
due-date = Краен срок за плащане
delivery-date = Дата на доставка
service-period = Период на услугата
period = { $start } – { $end }
period-from = от { $start }
period-until = до { $end }
payment-terms = Условия на плащане
terms-on-receipt = Плащане при получаване
terms-net-days = { $count ->
    [one] { $days } ден нето
   *[other] { $days } дни нето
}
buyer-reference = Ваш референтен номер
purchase-order = Номер на поръчка
contract = Договор
project = Проект
credits-invoice = Към фактура
credited-invoice = { $number } от { $date }

## Parties
billed-to = Получател
from = Доставчик
ship-to = Адрес за доставка
attention = На вниманието на { $name }
tax-id = ИН по ЗДДС
tax-id-other = Данъчен номер
gst-number = № по GST
tax-number = Данъчен номер
legal-id = ЕИК
contact = Лице за контакт

## Lines
position = №
item = Наименование
item-number = Арт. №
quantity = Количество
measure = Мярка
price = Ед. цена
discount = Отстъпка
tax = Данък
amount = Стойност ({ $currency })
amount-with-tax = Стойност с данък ({ $currency })
price-for = { $price } за { $quantity }
flat-fee = Фиксирана сума: { $amount }
served = Период на услугата: { $period }
carried-forward = За пренасяне
brought-forward = Пренесено от предходната страница

## Sums
subtotal = Междинна сума
subtotal-without-tax = Междинна сума без данък
extra-charge = Допълнителна такса
named-rate = { $name } ({ $rate })
net = Данъчна основа
tax-rate = { $name } { $rate }
tax-of = { $name } върху { $base }
includes-tax = в т.ч. { $tax }
total-with-tax = Общо с данък
total = Общо
rounding = Закръгляване
paid = Платено
refunded = Възстановено
credited = Кредитирано
due = Сума за плащане
overpaid = Надплатена сума
total-credit = Обща сума на кредита
prices-include-tax = Цените са с включен данък.

## Why no tax is charged
reverse-charge = Обратно начисляване: данъкът е изискуем от получателя.
intra-community = Вътреобщностна доставка с нулева ставка на ДДС.
export = Износ с нулева ставка на ДДС.
exempt = Освободена доставка.
out-of-scope = Не подлежи на облагане с данък.

## Payment
payment = Плащане
please-pay = Моля, платете { $amount }.
please-pay-by = Моля, платете { $amount } до { $date }
account-holder = Титуляр на сметката
iban = IBAN
account-number = Номер на сметка
routing-number = Маршрутен номер (ABA)
sort-code = Код за сортиране (sort code)
bsb = Код BSB
institution-number = Номер на институцията
transit-number = Транзитен номер
ifsc = Код IFSC
bank-code = Банков код
branch-code = Код на клона
bic = BIC
bank = Банка
reference = Основание за плащане
view-online = Преглед онлайн
scan-to-pay = Сканирайте за плащане с банков превод

## Paying online, and the public page
pay-online = Плащане онлайн
scan-to-pay-online = Сканирайте за плащане онлайн
document-from = от { $seller }
preview = Преглед
preview-explained = Това е чернова в сегашния ѝ вид. Все още няма нищо за плащане.
open = За плащане
overdue = Просрочена
due-on = Платима до { $date }
was-due-on = Беше платима до { $date }
paid-of = Платени са { $paid } от { $total }.
paid-on = Платена на { $date }
nothing-due = Няма нищо за плащане.
credit-over = От платеното { $amount } остават във Ваша полза.
void-explained = Този документ е анулиран. По него няма нищо за плащане.
credit-explained = Тази сума се кредитира във Ваша полза.
download-pdf = Изтегляне на PDF
download-xml = Изтегляне на XML
pay-now = Плащане сега
pay-amount = Плащане на { $amount }
pay-hint = С карта и по други начини, на защитената страница на Stripe.
amount-to-pay = Сума за плащане ({ $currency })
amount-at-most = Най-много { $amount }
receipt = Потвърждение за плащане
receipt-of = Потвърждение за плащане по фактура { $number }
receipt-says = Получихме { $amount } по фактура { $number }. Дата на плащането: { $date } Благодарим Ви.
payment-date = Дата на плащането
this-payment = Това плащане
paid-stamp = Платено на { $date }
download-receipt = Потвърждение за плащане (PDF)
as-issued = Както е издадена (PDF)
payments = Плащания
payment-method = Начин на плащане
method-bank-transfer = Банков превод
method-card = Карта
method-cash = В брой
method-cheque = Чек
method-direct-debit = Директен дебит
method-credit = Надплатена сума
method-other = Плащане
refund = Възстановена сума
notice-confirmed = Благодарим Ви. Плащането Ви е получено.
notice-confirming = Плащането Ви се потвърждава. Това може да отнеме малко време.
notice-processing = Плащането Ви е в процес на изпълнение. Докато пристигне, не е необходимо да правите нищо повече.
notice-unavailable = В момента не може да се плати онлайн и нищо не е удържано. Моля, опитайте отново след няколко минути или платете с банков превод.
notice-amount = Тази сума не може да бъде платена. Моля, въведете друга.
notice-nothing-due = Вече няма нищо за плащане. Нищо не е удържано.
check-again = Проверка отново
gone = Тази връзка не води до документ
gone-explained = Документът не съществува или вече не е споделен. Моля, поискайте нова връзка от лицето, което Ви я е изпратило.

## Statements of account
statement = Извлечение по сметка
statement-of = { $title } – { $name }
statement-date = Към дата
statement-period = Период
customer = Клиент
balance = Салдо
entry-date = Дата
entry-description = Описание
charges = Дебит ({ $currency })
credits = Кредит ({ $currency })
balance-in = Салдо ({ $currency })
opening-balance = Начално салдо
closing-balance = Крайно салдо
no-movements = През този период няма движения.
entry-invoice = Фактура { $number }
entry-credit-note = Кредитно известие { $number }
entry-of-invoice = към фактура { $number }
entry-payment = Плащане по { $number }
entry-refund = Възстановена сума по { $number }
entry-credit-used = Използвана надплатена сума по { $number }
entry-closed = { $number } приключена след възстановяване
entry-due = платима до { $date }
sum-invoiced = Фактурирано
sum-closed = Приключено след възстановяване
ages = Задължения по давност
age-not-due = С ненастъпил падеж
age-days = { $from } – { $to } дни
age-over = Над { $days } дни

## Late fees
late-fee = Такса за просрочие по фактура { $number }, платима до { $date }
late-fee-exemption = Обезщетение за забавено плащане

## Units of quantity
unit-minute = { $count ->
    [one] минута
   *[other] минути
}
unit-hour = { $count ->
    [one] час
   *[other] часа
}
unit-day = { $count ->
    [one] ден
   *[other] дни
}
unit-night = { $count ->
    [one] нощувка
   *[other] нощувки
}
unit-week = { $count ->
    [one] седмица
   *[other] седмици
}
unit-month = { $count ->
    [one] месец
   *[other] месеца
}
unit-quarter = { $count ->
    [one] тримесечие
   *[other] тримесечия
}
unit-year = { $count ->
    [one] година
   *[other] години
}
unit-piece = { $count ->
    [one] брой
   *[other] броя
}
unit-item = { $count ->
    [one] артикул
   *[other] артикула
}
unit-unit = { $count ->
    [one] единица
   *[other] единици
}
unit-set = { $count ->
    [one] комплект
   *[other] комплекта
}
unit-box = { $count ->
    [one] кутия
   *[other] кутии
}
unit-pack = { $count ->
    [one] опаковка
   *[other] опаковки
}
unit-page = { $count ->
    [one] страница
   *[other] страници
}
unit-word = { $count ->
    [one] дума
   *[other] думи
}
unit-person = { $count ->
    [one] лице
   *[other] лица
}
unit-user = { $count ->
    [one] потребител
   *[other] потребители
}
unit-seat = { $count ->
    [one] място
   *[other] места
}
unit-licence = { $count ->
    [one] лиценз
   *[other] лиценза
}
unit-session = { $count ->
    [one] сесия
   *[other] сесии
}
unit-lesson = { $count ->
    [one] урок
   *[other] урока
}
unit-trip = { $count ->
    [one] пътуване
   *[other] пътувания
}
unit-kilometre = { $count ->
    [one] километър
   *[other] километра
}
unit-metre = { $count ->
    [one] метър
   *[other] метра
}
unit-mile = { $count ->
    [one] миля
   *[other] мили
}
unit-litre = { $count ->
    [one] литър
   *[other] литра
}

## Names of files
file-draft = чернова
file-receipt = потвърждение-за-плащане-{ $number }
file-statement = извлечение-по-сметка-{ $date }

## The rest
notes = Забележки
terms = Условия

## E-mails to customers
mail-greeting = Здравейте, { $customer },
mail-closing = С уважение,
mail-view-invoice = Преглед на фактурата
mail-view-credit-note = Преглед на кредитното известие
mail-attached = Прикачен файл: { $name }
mail-invoice-subject = Фактура { $number } от { $company }
mail-invoice-message = С това съобщение Ви изпращаме нашата фактура { $number } на стойност { $total }. Благодарим Ви за доверието.
mail-paid-invoice-subject = Платена: фактура { $number } от { $company }
mail-paid-invoice-message = С това съобщение Ви изпращаме нашата фактура { $number } на стойност { $total }. Тя е платена и не е необходимо да правите нищо повече. Благодарим Ви за доверието.
mail-credit-note-subject = Кредитно известие { $number } от { $company }
mail-credit-note-message = С това съобщение Ви изпращаме нашето кредитно известие { $number } на стойност { $total }.
mail-reminder-subject = Напомняне: фактура { $number } от { $company } е платима до { $due_date }
mail-reminder-message = Любезно Ви напомняме, че по нашата фактура { $number } остават за плащане { $amount_due } със срок { $due_date } Ако междувременно сте платили, моля, не вземайте под внимание това съобщение.
mail-late-reminder-subject = Просрочена: фактура { $number } от { $company }
mail-late-reminder-message = Срокът за плащане на нашата фактура { $number } изтече на { $due_date }, а { $amount_due } все още не са платени. Моля, погрижете се за плащането. Ако междувременно сте платили, моля, не вземайте под внимание това съобщение.
mail-receipt-subject = Благодарим Ви за плащането по фактура { $number }
mail-receipt-message = Получихме плащането Ви по нашата фактура { $number }. Благодарим Ви.
mail-statement-subject = Извлечение по сметка от { $company }
mail-statement-message = С това съобщение Ви изпращаме Вашето извлечение по сметка.
mail-test-subject = Пробно съобщение от { $company }
mail-test-message = Това съобщение показва, че настройките за електронна поща на { $company } работят.

## Notices to the owner
webhook-disabled = Изключен е уебхук
webhook-failing = В продължение на пет дни нищо не можа да бъде доставено на уебхука на { $host }. Той е изключен и вече не получава известия. Включете го отново, когато получателят му заработи.
webhook-gone = Получателят на уебхука на { $host } съобщи, че вече не съществува. Уебхукът е изключен и вече не получава известия. Включете го отново, ако това е било грешка.

## E-mails to people who work here
mail-invitation-subject = { $company } Ви кани да работите с фактурите
mail-invitation-message = Поканени сте да работите с фактурите на { $company }. Връзката важи еднократно, в продължение на 24 часа. Ако не познавате { $company }, моля, не обръщайте внимание на това съобщение.
mail-come-in = Вход
mail-password-subject = Нова парола за { $host }
mail-password-message = Някой, вероятно Вие, поиска нова парола за { $host }. Връзката важи еднократно, в продължение на 24 часа. Ако не сте били Вие, моля, не обръщайте внимание на това съобщение: нищо не е променено.
mail-choose-password = Изберете парола
