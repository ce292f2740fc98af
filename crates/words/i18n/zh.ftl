## What it is
invoice = 发票
credit-note = 贷项通知单
draft = 草稿
void = 作废
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = 第 { $page } 页，共 { $pages } 页
labelled = { $label }：{ $value }

## Facts beside the address
invoice-number = 发票编号
credit-note-number = 贷项通知单编号
invoice-date = 开票日期
credit-note-date = 开具日期
due-date = 付款截止日
delivery-date = 交货日期
service-period = 服务期间
period = { $start } 至 { $end }
period-from = 自 { $start } 起
period-until = 至 { $end } 止
payment-terms = 付款条件
terms-on-receipt = 收到后立即付款
terms-net-days = { $count ->
   *[other] { $days } 天内付清
}
buyer-reference = 贵方参考号
purchase-order = 采购订单号
contract = 合同编号
project = 项目
credits-invoice = 对应发票
credited-invoice = { $number }（{ $date }）

## Parties
billed-to = 购买方
from = 销售方
ship-to = 收货地址
attention = 收件人：{ $name }
tax-id = 增值税号
tax-id-other = 纳税人识别号
gst-number = GST 税号
tax-number = 税号
legal-id = 注册号
contact = 联系人

## Lines
position = 序号
item = 项目名称
item-number = 货号
quantity = 数量
measure = 单位
price = 单价
discount = 折扣
tax = 税率/税额
amount = 金额（{ $currency }）
amount-with-tax = 含税金额（{ $currency }）
price-for = { $price } / { $quantity }
flat-fee = 固定费用：{ $amount }
served = 服务期间：{ $period }
carried-forward = 转下页
brought-forward = 承上页

## Sums
subtotal = 小计
subtotal-without-tax = 不含税小计
extra-charge = 附加费用
named-rate = { $name }（{ $rate }）
net = 不含税金额
tax-rate = { $name } { $rate }
tax-of = { $name }（计税金额 { $base }）
includes-tax = 其中 { $tax }
total-with-tax = 价税合计
total = 合计
rounding = 尾差调整
paid = 已付
refunded = 已退款
credited = 已冲减
due = 应付金额
overpaid = 贷方余额
total-credit = 贷项总额
prices-include-tax = 价格含税。

## Why no tax is charged
reverse-charge = 反向征税：税款由接受方缴纳。
intra-community = 欧盟内部供货，免征增值税。
export = 出口，免征增值税。
exempt = 免税。
out-of-scope = 不征税。

## Payment
payment = 付款
please-pay = 请支付 { $amount }。
please-pay-by = 请于 { $date } 前支付 { $amount }。
account-holder = 户名
iban = IBAN
account-number = 账号
routing-number = 路由号码（ABA）
sort-code = 分类代码（Sort Code）
bsb = BSB 代码
institution-number = 机构号码
transit-number = 转账号码
ifsc = IFSC 代码
bank-code = 银行代码
branch-code = 分行代码
bic = BIC
bank = 开户银行
reference = 付款附言
view-online = 在线查看
scan-to-pay = 扫码转账付款

## Paying online, and the public page
pay-online = 在线支付
scan-to-pay-online = 扫码在线支付
document-from = 来自 { $seller }
preview = 预览
preview-explained = 这是草稿的当前版本，暂无应付款项。
open = 待付款
overdue = 已逾期
due-on = 付款截止日：{ $date }
was-due-on = 付款截止日已过：{ $date }
paid-of = 总额 { $total }，已付 { $paid }。
paid-on = 付款日期：{ $date }
nothing-due = 没有应付款项。
credit-over = 您已付款项中的 { $amount } 留作您的贷方余额。
void-explained = 此单据已作废，没有应付款项。
credit-explained = 此金额将记入您的贷方。
download-pdf = 下载 PDF
download-xml = 下载 XML
pay-now = 立即支付
pay-amount = 支付 { $amount }
pay-hint = 在 Stripe 的安全页面上使用银行卡或其他方式支付。
amount-to-pay = 支付金额（{ $currency }）
amount-at-most = 最多 { $amount }
receipt = 收据
receipt-of = 发票 { $number } 的收据
receipt-says = 我们已于 { $date } 收到发票 { $number } 的款项 { $amount }。谢谢。
payment-date = 付款日期
this-payment = 本次付款
paid-stamp = 已付款 { $date }
download-receipt = 收据（PDF）
as-issued = 开具时的版本（PDF）
payments = 付款记录
payment-method = 付款方式
method-bank-transfer = 银行转账
method-card = 银行卡
method-cash = 现金
method-cheque = 支票
method-direct-debit = 银行代扣
method-credit = 贷方余额
method-other = 付款
refund = 退款
notice-confirmed = 谢谢，您的付款已到账。
notice-confirming = 您的付款正在确认中，请稍候。
notice-processing = 您的付款正在处理中，到账之前您无需进行其他操作。
notice-unavailable = 目前无法在线支付，未扣取任何款项。请几分钟后重试，或通过银行转账付款。
notice-amount = 无法支付此金额，请输入其他金额。
notice-nothing-due = 已没有应付款项，未扣取任何款项。
check-again = 再次查询
gone = 此链接无效
gone-explained = 对应的单据不存在，或已不再共享。请向发送链接的人索取新的链接。

## Statements of account
statement = 对账单
statement-of = { $title } – { $name }
statement-date = 截至日期
statement-period = 期间
customer = 客户
balance = 余额
entry-date = 日期
entry-description = 摘要
charges = 应收（{ $currency }）
credits = 已收及冲减（{ $currency }）
balance-in = 余额（{ $currency }）
opening-balance = 期初余额
closing-balance = 期末余额
no-movements = 本期间无往来记录。
entry-invoice = 发票 { $number }
entry-credit-note = 贷项通知单 { $number }
entry-of-invoice = 对应发票 { $number }
entry-payment = { $number } 的付款
entry-refund = { $number } 的退款
entry-credit-used = 使用 { $number } 的贷方余额
entry-closed = { $number } 退款后结清
entry-due = 付款截止日：{ $date }
sum-invoiced = 已开票
sum-closed = 退款后结清
ages = 欠款账龄
age-not-due = 未到期
age-days = { $from }–{ $to } 天
age-over = 超过 { $days } 天

## Late fees
late-fee = 发票 { $number }（付款截止日：{ $date }）的滞纳金
late-fee-exemption = 逾期付款赔偿金

## Units of quantity
unit-minute = { $count ->
   *[other] 分钟
}
unit-hour = { $count ->
   *[other] 小时
}
unit-day = { $count ->
   *[other] 天
}
unit-night = { $count ->
   *[other] 晚
}
unit-week = { $count ->
   *[other] 周
}
unit-month = { $count ->
   *[other] 个月
}
unit-quarter = { $count ->
   *[other] 季度
}
unit-year = { $count ->
   *[other] 年
}
unit-piece = { $count ->
   *[other] 件
}
unit-item = { $count ->
   *[other] 项
}
unit-unit = { $count ->
   *[other] 单位
}
unit-set = { $count ->
   *[other] 套
}
unit-box = { $count ->
   *[other] 箱
}
unit-pack = { $count ->
   *[other] 包
}
unit-page = { $count ->
   *[other] 页
}
unit-word = { $count ->
   *[other] 字
}
unit-person = { $count ->
   *[other] 人
}
unit-user = { $count ->
   *[other] 用户
}
unit-seat = { $count ->
   *[other] 席位
}
unit-licence = { $count ->
   *[other] 许可证
}
unit-session = { $count ->
   *[other] 次
}
unit-lesson = { $count ->
   *[other] 课时
}
unit-trip = { $count ->
   *[other] 趟
}
unit-kilometre = { $count ->
   *[other] 公里
}
unit-metre = { $count ->
   *[other] 米
}
unit-mile = { $count ->
   *[other] 英里
}
unit-litre = { $count ->
   *[other] 升
}

## Names of files
file-draft = 草稿
file-receipt = 收据-{ $number }
file-statement = 对账单-{ $date }

## The rest
notes = 备注
terms = 条款

## E-mails to customers
mail-greeting = 尊敬的{ $customer }：
mail-closing = 此致敬礼
mail-view-invoice = 查看发票
mail-view-credit-note = 查看贷项通知单
mail-attached = 附件：{ $name }
mail-invoice-subject = { $company } 的发票 { $number }
mail-invoice-message = 随函奉上我方发票 { $number }，金额为 { $total }。感谢您的惠顾。
mail-paid-invoice-subject = 已付款：{ $company } 的发票 { $number }
mail-paid-invoice-message = 随函奉上我方发票 { $number }，金额为 { $total }。该发票已付款，您无需进行其他操作。感谢您的惠顾。
mail-credit-note-subject = { $company } 的贷项通知单 { $number }
mail-credit-note-message = 随函奉上我方贷项通知单 { $number }，金额为 { $total }。
mail-reminder-subject = 付款提醒：{ $company } 的发票 { $number } 将于 { $due_date } 到期
mail-reminder-message = 谨此提醒，我方发票 { $number } 尚有 { $amount_due } 将于 { $due_date } 到期。如您已付款，请忽略此邮件。
mail-late-reminder-subject = 逾期提醒：{ $company } 的发票 { $number }
mail-late-reminder-message = 我方发票 { $number } 已于 { $due_date } 到期，尚有 { $amount_due } 未付。烦请安排付款。如您已付款，请忽略此邮件。
mail-receipt-subject = 感谢您支付发票 { $number }
mail-receipt-message = 我们已收到您就我方发票 { $number } 支付的款项。谢谢。
mail-statement-subject = { $company } 的对账单
mail-statement-message = 随函奉上您的对账单。
mail-test-subject = 来自 { $company } 的测试邮件
mail-test-message = 此邮件表明 { $company } 的邮件设置运行正常。

## Notices to the owner
webhook-disabled = 一个 Webhook 已被停用
webhook-failing = 连续五天无法向 { $host } 的 Webhook 投递任何内容。该 Webhook 已停用，不再接收通知。接收方恢复正常后，请重新启用。
webhook-gone = { $host } 的 Webhook 接收方表示其已永久停止服务。该 Webhook 已停用，不再接收通知。如属误报，请重新启用。

## E-mails to people who work here
mail-invitation-subject = { $company }邀请您处理其发票
mail-invitation-message = 您受邀参与{ $company }的发票工作。此链接仅可使用一次，24 小时内有效。如果您不认识{ $company }，请忽略此邮件。
mail-come-in = 进入
mail-password-subject = { $host } 的新密码
mail-password-message = 有人（很可能是您本人）请求为 { $host } 设置新密码。此链接仅可使用一次，24 小时内有效。如果不是您本人，请忽略此邮件：一切未变。
mail-choose-password = 设置密码
