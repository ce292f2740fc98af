### Taiwan, Hong Kong and Macao: traditional characters

## What it is
invoice = 發票
credit-note = 貸項通知單
void = 作廢
page-of = 第 { $page } 頁，共 { $pages } 頁

## Facts beside the address
invoice-number = 發票編號
credit-note-number = 貸項通知單編號
invoice-date = 開立日期
credit-note-date = 開立日期
delivery-date = 交貨日期
service-period = 服務期間
payment-terms = 付款條件
terms-on-receipt = 收到後立即付款
terms-net-days = { $count ->
   *[other] { $days } 天內付清
}
buyer-reference = 貴公司參考號
purchase-order = 採購單號
contract = 合約編號
project = 專案
credits-invoice = 對應發票

## Parties
billed-to = 購買方
from = 銷售方
ship-to = 收貨地址
tax-id = 加值稅號
tax-id-other = 統一編號
gst-number = GST 稅號
tax-number = 稅號
legal-id = 公司登記字號
contact = 聯絡人

## Lines
position = 序號
item = 品名
item-number = 貨號
quantity = 數量
measure = 單位
price = 單價
tax = 稅率/稅額
amount = 金額（{ $currency }）
amount-with-tax = 含稅金額（{ $currency }）
flat-fee = 固定費用：{ $amount }
served = 服務期間：{ $period }
carried-forward = 轉下頁
brought-forward = 承上頁

## Sums
subtotal = 小計
subtotal-without-tax = 不含稅小計
extra-charge = 附加費用
net = 不含稅金額
tax-of = { $name }（計稅金額 { $base }）
total-with-tax = 價稅合計
total = 合計
rounding = 尾差調整
credited = 已沖減
due = 應付金額
overpaid = 貸方餘額
total-credit = 貸項總額
prices-include-tax = 價格含稅。

## Why no tax is charged
reverse-charge = 逆向課稅：稅款由買受人繳納。
intra-community = 歐盟境內供應，免徵加值稅。
export = 出口，免徵加值稅。
exempt = 免稅。
out-of-scope = 不課稅。

## Payment
please-pay = 請支付 { $amount }。
please-pay-by = 請於 { $date } 前支付 { $amount }。
account-holder = 戶名
account-number = 帳號
routing-number = 路由號碼（ABA）
sort-code = 分類代碼（Sort Code）
bsb = BSB 代碼
institution-number = 機構號碼
transit-number = 轉帳號碼
ifsc = IFSC 代碼
bank-code = 銀行代碼
branch-code = 分行代碼
bank = 銀行名稱
view-online = 線上檢視
scan-to-pay = 掃描 QR 碼轉帳付款

## Paying online, and the public page
pay-online = 線上付款
scan-to-pay-online = 掃描 QR 碼線上付款
document-from = 來自 { $seller }
preview = 預覽
preview-explained = 這是草稿的目前版本，暫無應付款項。
was-due-on = 付款截止日已過：{ $date }
paid-of = 總額 { $total }，已付 { $paid }。
nothing-due = 沒有應付款項。
credit-over = 您已付款項中的 { $amount } 留作您的貸方餘額。
void-explained = 此單據已作廢，沒有應付款項。
credit-explained = 此金額將記入您的貸方。
download-pdf = 下載 PDF
download-xml = 下載 XML
pay-now = 立即付款
pay-amount = 付款 { $amount }
pay-hint = 在 Stripe 的安全頁面上使用卡片或其他方式支付。
amount-to-pay = 支付金額（{ $currency }）
receipt = 收據
receipt-of = 發票 { $number } 的收據
receipt-says = 我們已於 { $date } 收到發票 { $number } 的款項 { $amount }。謝謝。
download-receipt = 收據（PDF）
as-issued = 開立時的版本（PDF）
payments = 付款記錄
method-bank-transfer = 銀行轉帳
method-card = 卡片
method-cash = 現金
method-direct-debit = 銀行自動扣款
method-credit = 貸方餘額
notice-confirmed = 謝謝，您的付款已到帳。
notice-confirming = 您的付款正在確認中，請稍候。
notice-processing = 您的付款正在處理中，到帳之前您無需進行其他操作。
notice-unavailable = 目前無法線上付款，未扣取任何款項。請幾分鐘後再試一次，或透過銀行轉帳付款。
notice-amount = 無法支付此金額，請輸入其他金額。
notice-nothing-due = 已沒有應付款項，未扣取任何款項。
check-again = 再次查詢
gone = 此連結無效
gone-explained = 對應的單據不存在，或已不再分享。請向發送連結的人索取新的連結。

## Statements of account
statement = 對帳單
statement-period = 期間
customer = 客戶
balance = 餘額
charges = 應收（{ $currency }）
credits = 已收及沖減（{ $currency }）
balance-in = 餘額（{ $currency }）
opening-balance = 期初餘額
closing-balance = 期末餘額
no-movements = 本期間無往來記錄。
entry-invoice = 發票 { $number }
entry-credit-note = 貸項通知單 { $number }
entry-of-invoice = 對應發票 { $number }
entry-credit-used = 使用 { $number } 的貸方餘額
entry-closed = { $number } 退款後結清
sum-invoiced = 已開立
sum-closed = 退款後結清
ages = 欠款帳齡
age-over = 超過 { $days } 天

## Late fees
late-fee = 發票 { $number }（付款截止日：{ $date }）的滯納金
late-fee-exemption = 逾期付款賠償金

## Units of quantity
unit-minute = { $count ->
   *[other] 分鐘
}
unit-hour = { $count ->
   *[other] 小時
}
unit-month = { $count ->
   *[other] 個月
}
unit-item = { $count ->
   *[other] 項
}
unit-unit = { $count ->
   *[other] 單位
}
unit-page = { $count ->
   *[other] 頁
}
unit-user = { $count ->
   *[other] 使用者
}
unit-licence = { $count ->
   *[other] 授權
}
unit-lesson = { $count ->
   *[other] 課時
}
unit-kilometre = { $count ->
   *[other] 公裡
}
unit-mile = { $count ->
   *[other] 英裡
}

## Names of files
file-receipt = 收據-{ $number }
file-statement = 對帳單-{ $date }

## The rest
notes = 備註
terms = 條款

## E-mails to customers
mail-closing = 敬祝 商祺
mail-view-invoice = 檢視發票
mail-view-credit-note = 檢視貸項通知單
mail-invoice-subject = { $company } 的發票 { $number }
mail-invoice-message = 隨函奉上本公司發票 { $number }，金額為 { $total }。感謝您的惠顧。
mail-paid-invoice-subject = 已付款：{ $company } 的發票 { $number }
mail-paid-invoice-message = 隨函奉上本公司發票 { $number }，金額為 { $total }。該發票已付款，您無需進行其他操作。感謝您的惠顧。
mail-credit-note-subject = { $company } 的貸項通知單 { $number }
mail-credit-note-message = 隨函奉上本公司貸項通知單 { $number }，金額為 { $total }。
mail-reminder-subject = 付款提醒：{ $company } 的發票 { $number } 將於 { $due_date } 到期
mail-reminder-message = 謹此提醒，本公司發票 { $number } 尚有 { $amount_due } 將於 { $due_date } 到期。如您已付款，請忽略此電子郵件。
mail-late-reminder-subject = 逾期提醒：{ $company } 的發票 { $number }
mail-late-reminder-message = 本公司發票 { $number } 已於 { $due_date } 到期，尚有 { $amount_due } 未付。煩請安排付款。如您已付款，請忽略此電子郵件。
mail-receipt-subject = 感謝您支付發票 { $number }
mail-receipt-message = 我們已收到您就本公司發票 { $number } 支付的款項。謝謝。
mail-statement-subject = { $company } 的對帳單
mail-statement-message = 隨函奉上您的對帳單。
mail-test-subject = 來自 { $company } 的測試郵件
mail-test-message = 此電子郵件表明 { $company } 的電子郵件設定運作正常。

## Notices to the owner
webhook-disabled = 一個 Webhook 已被停用
webhook-failing = 連續五天無法向 { $host } 的 Webhook 投遞任何內容。該 Webhook 已停用，不再接收通知。接收方恢復正常後，請重新啟用。
webhook-gone = { $host } 的 Webhook 接收方表示其已永久停止服務。該 Webhook 已停用，不再接收通知。如屬誤報，請重新啟用。

## E-mails to people who work here
mail-invitation-subject = { $company }邀請您處理其發票
mail-invitation-message = 您受邀參與{ $company }的發票工作。此連結僅可使用一次，24 小時內有效。如果您不認識{ $company }，請忽略此郵件。
mail-come-in = 進入
mail-password-subject = { $host } 的新密碼
mail-password-message = 有人（很可能是您本人）要求為 { $host } 設定新密碼。此連結僅可使用一次，24 小時內有效。如果不是您本人，請忽略此郵件：一切未變。
mail-choose-password = 設定密碼
