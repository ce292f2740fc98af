## What it is
invoice = Нэхэмжлэх
credit-note = Буцаалтын нэхэмжлэх
draft = Ноорог
void = Хүчингүй
document-title = { $title } № { $number }
continued = { $title } { $number } – { $seller }
page-of = { $pages } хуудасны { $page }
labelled = { $label }: { $value }

## Facts beside the address
invoice-number = Нэхэмжлэхийн дугаар
credit-note-number = Буцаалтын дугаар
invoice-date = Нэхэмжилсэн огноо
credit-note-date = Огноо
due-date = Төлөх хугацаа
delivery-date = Нийлүүлсэн огноо
service-period = Үйлчилгээний хугацаа
period = { $start } – { $end }
period-from = эхлэх: { $start }
period-until = дуусах: { $end }
payment-terms = Төлбөрийн нөхцөл
terms-on-receipt = Хүлээн авмагц төлнө
terms-net-days = { $count ->
    [one] { $days } хоногийн дотор
   *[other] { $days } хоногийн дотор
}
buyer-reference = Таны лавлах дугаар
purchase-order = Захиалгын дугаар
contract = Гэрээ
project = Төсөл
credits-invoice = Холбогдох нэхэмжлэх
credited-invoice = { $number }, { $date }

## Parties
billed-to = Төлөгч
from = Нэхэмжлэгч
ship-to = Хүргэх хаяг
attention = Хүлээн авагч: { $name }
tax-id = НӨАТ-ын дугаар
tax-id-other = ТТД
gst-number = GST дугаар
tax-number = ТТД
legal-id = Регистрийн дугаар
contact = Холбоо барих

## Lines
position = №
item = Утга
item-number = Барааны код
quantity = Тоо хэмжээ
measure = Нэгж
price = Нэгж үнэ
discount = Хөнгөлөлт
tax = Татвар
amount = Дүн ({ $currency })
amount-with-tax = Татвартай дүн ({ $currency })
price-for = { $price } / { $quantity }
flat-fee = Тогтмол төлбөр: { $amount }
served = Үйлчилгээний хугацаа: { $period }
carried-forward = Дараагийн хуудсанд шилжих дүн
brought-forward = Өмнөх хуудаснаас шилжсэн дүн

## Sums
subtotal = Дэд дүн
subtotal-without-tax = Татваргүй дэд дүн
extra-charge = Нэмэлт хураамж
named-rate = { $name } ({ $rate })
net = Цэвэр дүн
tax-rate = { $name } { $rate }
tax-of = { $name }, суурь дүн { $base }
includes-tax = үүнд { $tax }
total-with-tax = Татвартай нийт дүн
total = Нийт дүн
rounding = Бүхэлчлэл
paid = Төлсөн
refunded = Буцаан олгосон
credited = Хасагдсан
due = Төлөх дүн
overpaid = Илүү төлөлт
total-credit = Буцаалтын нийт дүн
prices-include-tax = Үнэд татвар багтсан.

## Why no tax is charged
reverse-charge = Урвуу ногдуулалт: татварыг худалдан авагч төлнө.
intra-community = Европын холбоо доторх нийлүүлэлт, НӨАТ-аас чөлөөлөгдсөн.
export = Экспорт, НӨАТ-аас чөлөөлөгдсөн.
exempt = Татвараас чөлөөлөгдсөн.
out-of-scope = Татвар ногдохгүй.

## Payment
payment = Төлбөр
please-pay = { $amount } төлнө үү.
please-pay-by = { $amount } төлнө үү. Төлөх хугацаа: { $date }.
account-holder = Данс эзэмшигч
iban = IBAN
account-number = Дансны дугаар
routing-number = Чиглүүлэх дугаар (ABA)
sort-code = Ангилах код (sort code)
bsb = BSB код
institution-number = Байгууллагын дугаар
transit-number = Дамжин өнгөрөх дугаар
ifsc = IFSC код
bank-code = Банкны код
branch-code = Салбарын код
bic = BIC
bank = Банк
reference = Гүйлгээний утга
view-online = Онлайнаар үзэх
scan-to-pay = Уншуулж шилжүүлгээр төлөх

## Paying online, and the public page
pay-online = Онлайнаар төлөх
scan-to-pay-online = Уншуулж онлайнаар төлөх
document-from = Нэхэмжлэгч: { $seller }
preview = Урьдчилан харах
preview-explained = Энэ бол ноорог бөгөөд одоогийн байдлаар харуулж байна. Одоохондоо төлөх зүйл алга.
open = Төлөөгүй
overdue = Хугацаа хэтэрсэн
due-on = Төлөх хугацаа: { $date }
was-due-on = Төлөх хугацаа дууссан: { $date }
paid-of = { $total } дүнгээс { $paid } төлөгдсөн.
paid-on = Төлсөн огноо: { $date }
nothing-due = Төлөх зүйл алга.
credit-over = Төлсөн дүнгээс { $amount } таны илүү төлөлт болж үлдэнэ.
void-explained = Энэ баримт хүчингүй болсон. Төлөх зүйл алга.
credit-explained = Энэ дүнг танд буцаан тооцно.
download-pdf = PDF татах
download-xml = XML татах
pay-now = Одоо төлөх
pay-amount = { $amount } төлөх
pay-hint = Карт болон бусад аргаар Stripe-ийн аюулгүй хуудсанд төлнө.
amount-to-pay = Төлөх дүн ({ $currency })
amount-at-most = Хамгийн ихдээ { $amount }
receipt = Төлбөрийн баримт
receipt-of = { $number } нэхэмжлэхийн төлбөрийн баримт
receipt-says = Бид { $number } нэхэмжлэхийн { $amount } төлбөрийг хүлээн авлаа. Төлсөн огноо: { $date }. Баярлалаа.
payment-date = Төлсөн огноо
this-payment = Энэ төлбөр
paid-stamp = Төлсөн: { $date }
download-receipt = Төлбөрийн баримт (PDF)
as-issued = Анх гаргасан хувь (PDF)
payments = Төлбөрүүд
payment-method = Төлбөрийн хэлбэр
method-bank-transfer = Банкны шилжүүлэг
method-card = Карт
method-cash = Бэлэн мөнгө
method-cheque = Чек
method-direct-debit = Шууд дебит
method-credit = Илүү төлөлт
method-other = Төлбөр
refund = Буцаан олголт
notice-confirmed = Баярлалаа. Таны төлбөр орлоо.
notice-confirming = Таны төлбөрийг баталгаажуулж байна. Түр хүлээнэ үү.
notice-processing = Таны төлбөр хийгдэж байна. Орох хүртэл та өөр зүйл хийх шаардлагагүй.
notice-unavailable = Одоогоор онлайнаар төлөх боломжгүй, таны данснаас мөнгө аваагүй. Хэдэн минутын дараа дахин оролдох эсвэл банкны шилжүүлгээр төлнө үү.
notice-amount = Энэ дүнг төлөх боломжгүй. Өөр дүн оруулна уу.
notice-nothing-due = Төлөх зүйл үлдээгүй. Мөнгө аваагүй.
check-again = Дахин шалгах
gone = Энэ холбоос хаашаа ч хүргэхгүй
gone-explained = Баримт байхгүй эсвэл хуваалцахаа больсон байна. Холбоосыг илгээсэн хүнээс шинээр авна уу.

## Statements of account
statement = Тооцооны хуулга
statement-of = { $title } – { $name }
statement-date = Байдлаар
statement-period = Хугацаа
customer = Харилцагч
balance = Үлдэгдэл
entry-date = Огноо
entry-description = Утга
charges = Дебет ({ $currency })
credits = Кредит ({ $currency })
balance-in = Үлдэгдэл ({ $currency })
opening-balance = Эхний үлдэгдэл
closing-balance = Эцсийн үлдэгдэл
no-movements = Энэ хугацаанд гүйлгээ гараагүй.
entry-invoice = Нэхэмжлэх { $number }
entry-credit-note = Буцаалтын нэхэмжлэх { $number }
entry-of-invoice = { $number } нэхэмжлэхэд
entry-payment = { $number } төлбөр
entry-refund = { $number } буцаан олголт
entry-credit-used = { $number } илүү төлөлтийг ашигласан
entry-closed = { $number } буцаан олголтын дараа хаагдсан
entry-due = төлөх хугацаа: { $date }
sum-invoiced = Нэхэмжилсэн
sum-closed = Буцаан олголтын дараа хаагдсан
ages = Авлагын насжилт
age-not-due = Хугацаа болоогүй
age-days = { $from } – { $to } хоног
age-over = { $days } хоногоос дээш

## Late fees
late-fee = { $number } нэхэмжлэхийн хугацаа хэтэрсний алданги, төлөх хугацаа: { $date }
late-fee-exemption = Төлбөр хожимдуулсны нөхөн төлбөр

## Units of quantity
unit-minute = { $count ->
    [one] минут
   *[other] минут
}
unit-hour = { $count ->
    [one] цаг
   *[other] цаг
}
unit-day = { $count ->
    [one] өдөр
   *[other] өдөр
}
unit-night = { $count ->
    [one] шөнө
   *[other] шөнө
}
unit-week = { $count ->
    [one] долоо хоног
   *[other] долоо хоног
}
unit-month = { $count ->
    [one] сар
   *[other] сар
}
unit-quarter = { $count ->
    [one] улирал
   *[other] улирал
}
unit-year = { $count ->
    [one] жил
   *[other] жил
}
unit-piece = { $count ->
    [one] ширхэг
   *[other] ширхэг
}
unit-item = { $count ->
    [one] нэр төрөл
   *[other] нэр төрөл
}
unit-unit = { $count ->
    [one] нэгж
   *[other] нэгж
}
unit-set = { $count ->
    [one] иж бүрдэл
   *[other] иж бүрдэл
}
unit-box = { $count ->
    [one] хайрцаг
   *[other] хайрцаг
}
unit-pack = { $count ->
    [one] багц
   *[other] багц
}
unit-page = { $count ->
    [one] хуудас
   *[other] хуудас
}
unit-word = { $count ->
    [one] үг
   *[other] үг
}
unit-person = { $count ->
    [one] хүн
   *[other] хүн
}
unit-user = { $count ->
    [one] хэрэглэгч
   *[other] хэрэглэгч
}
unit-seat = { $count ->
    [one] суудал
   *[other] суудал
}
unit-licence = { $count ->
    [one] лиценз
   *[other] лиценз
}
unit-session = { $count ->
    [one] удаа
   *[other] удаа
}
unit-lesson = { $count ->
    [one] хичээл
   *[other] хичээл
}
unit-trip = { $count ->
    [one] аялал
   *[other] аялал
}
unit-kilometre = { $count ->
    [one] километр
   *[other] километр
}
unit-metre = { $count ->
    [one] метр
   *[other] метр
}
unit-mile = { $count ->
    [one] миль
   *[other] миль
}
unit-litre = { $count ->
    [one] литр
   *[other] литр
}

## Names of files
file-draft = ноорог
file-receipt = төлбөрийн-баримт-{ $number }
file-statement = тооцооны-хуулга-{ $date }

## The rest
notes = Тэмдэглэл
terms = Нөхцөл

## E-mails to customers
mail-greeting = Эрхэм хүндэт { $customer },
mail-closing = Хүндэтгэсэн
mail-view-invoice = Нэхэмжлэх үзэх
mail-view-credit-note = Буцаалтын нэхэмжлэх үзэх
mail-attached = Хавсралт: { $name }
mail-invoice-subject = { $company }: нэхэмжлэх { $number }
mail-invoice-message = Энэхүү захидлаар { $total } дүнтэй { $number } нэхэмжлэхийг танд хүргүүлж байна. Бидэнтэй хамтран ажилласанд баярлалаа.
mail-paid-invoice-subject = { $company }: төлөгдсөн нэхэмжлэх { $number }
mail-paid-invoice-message = Энэхүү захидлаар { $total } дүнтэй { $number } нэхэмжлэхийг танд хүргүүлж байна. Төлбөр төлөгдсөн тул та өөр зүйл хийх шаардлагагүй. Бидэнтэй хамтран ажилласанд баярлалаа.
mail-credit-note-subject = { $company }: буцаалтын нэхэмжлэх { $number }
mail-credit-note-message = Энэхүү захидлаар { $total } дүнтэй { $number } буцаалтын нэхэмжлэхийг танд хүргүүлж байна.
mail-reminder-subject = { $company }: сануулга, { $number } нэхэмжлэхийн төлөх хугацаа { $due_date }
mail-reminder-message = { $number } нэхэмжлэхийн { $amount_due } төлбөрийн хугацаа дөхөж байгааг хүндэтгэлтэйгээр сануулж байна. Төлөх хугацаа: { $due_date }. Хэрэв та аль хэдийн төлсөн бол энэ захидлыг үл тооно уу.
mail-late-reminder-subject = { $company }: { $number } нэхэмжлэхийн хугацаа хэтэрсэн
mail-late-reminder-message = { $number } нэхэмжлэхийн төлөх хугацаа дууссан ({ $due_date }) бөгөөд { $amount_due } төлөгдөөгүй байна. Төлбөрөө төлнө үү. Хэрэв та аль хэдийн төлсөн бол энэ захидлыг үл тооно уу.
mail-receipt-subject = { $number } нэхэмжлэхийн төлбөрийг төлсөнд баярлалаа
mail-receipt-message = { $number } нэхэмжлэхийн төлбөрийг хүлээн авлаа. Баярлалаа.
mail-statement-subject = { $company }: тооцооны хуулга
mail-statement-message = Энэхүү захидлаар тооцооны хуулгыг танд хүргүүлж байна.
mail-test-subject = { $company }: туршилтын захидал
mail-test-message = Энэ захидал нь { $company } компанийн имэйлийн тохиргоо ажиллаж байгааг харуулж байна.

## Notices to the owner
webhook-disabled = Вебхүүк идэвхгүй боллоо
webhook-failing = { $host } хаягийн вебхүүкт таван хоногийн турш юу ч хүргэх боломжгүй байлаа. Идэвхгүй болгосон тул үйл явдлын мэдэгдэл очихгүй. Хүлээн авагч ажиллах үед дахин идэвхжүүлнэ үү.
webhook-gone = { $host } хаягийн вебхүүк хүлээн авагч бүрмөсөн байхгүй болсноо мэдэгдлээ. Идэвхгүй болгосон тул үйл явдлын мэдэгдэл очихгүй. Хэрэв алдаа байсан бол дахин идэвхжүүлнэ үү.

## E-mails to people who work here
mail-invitation-subject = { $company } таныг нэхэмжлэхтэй ажиллахыг урьж байна
mail-invitation-message = Та { $company } компанийн нэхэмжлэхтэй ажиллах урилга авлаа. Холбоос нэг удаа, 24 цагийн турш ажиллана. Хэрэв та { $company } компанийг мэдэхгүй бол энэ мэдээг үл тооно уу.
mail-come-in = Нэвтрэх
mail-password-subject = { $host } хаягийн шинэ нууц үг
mail-password-message = Хэн нэгэн, магадгүй та өөрөө, { $host } хаягийн шинэ нууц үг хүссэн байна. Холбоос нэг удаа, 24 цагийн турш ажиллана. Хэрэв та биш байсан бол энэ мэдээг үл тооно уу: юу ч өөрчлөгдөөгүй.
mail-choose-password = Нууц үг сонгох
