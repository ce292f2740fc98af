## What it is
invoice = 請求書
credit-note = 返還請求書
draft = 下書き
void = 無効
document-title = { $title } { $number }
continued = { $title } { $number } – { $seller }
page-of = { $page }/{ $pages } ページ
labelled = { $label }：{ $value }

## Facts beside the address
invoice-number = 請求書番号
credit-note-number = 返還請求書番号
invoice-date = 請求日
credit-note-date = 発行日
due-date = お支払期限
delivery-date = 納品日
service-period = 役務提供期間
period = { $start }～{ $end }
period-from = { $start }から
period-until = { $end }まで
payment-terms = お支払条件
terms-on-receipt = 請求書受領時払い
terms-net-days = { $count ->
   *[other] { $days }日以内にお支払い
}
buyer-reference = 貴社参照番号
purchase-order = 注文番号
contract = 契約番号
project = 案件
credits-invoice = 対象請求書
credited-invoice = { $number }（{ $date }）

## Parties
billed-to = 請求先
from = 請求元
ship-to = 納品先
attention = ご担当：{ $name } 様
tax-id = VAT番号
tax-id-other = 登録番号
gst-number = GST番号
tax-number = 税務番号
legal-id = 法人番号
contact = 担当者

## Lines
position = No.
item = 品目
item-number = 品番
quantity = 数量
measure = 単位
price = 単価
discount = 値引
tax = 税
amount = 金額（{ $currency }）
amount-with-tax = 税込金額（{ $currency }）
price-for = { $price }/{ $quantity }
flat-fee = 定額料金：{ $amount }
served = 役務提供期間：{ $period }
carried-forward = 次ページへ繰越
brought-forward = 前ページより繰越

## Sums
subtotal = 小計
subtotal-without-tax = 小計（税抜）
extra-charge = 追加料金
named-rate = { $name }（{ $rate }）
net = 税抜金額
tax-rate = { $name } { $rate }
tax-of = { $name }（対象額 { $base }）
includes-tax = 内 { $tax }
total-with-tax = 合計（税込）
total = 合計
rounding = 端数調整
paid = 入金済
refunded = 返金済
credited = 減額済
due = ご請求残高
overpaid = 過入金
total-credit = 返還合計額
prices-include-tax = 表示価格は税込です。

## Why no tax is charged
reverse-charge = リバースチャージ：税は受領者が申告・納付します。
intra-community = EU域内供給（免税）。
export = 輸出免税。
exempt = 非課税。
out-of-scope = 不課税。

## Payment
payment = お支払い
please-pay = { $amount } をお支払いください。
please-pay-by = { $date }までに { $amount } をお支払いください。
account-holder = 口座名義
iban = IBAN
account-number = 口座番号
routing-number = ルーティング番号（ABA）
sort-code = ソートコード
bsb = BSB番号
institution-number = 金融機関番号
transit-number = トランジット番号
ifsc = IFSCコード
bank-code = 銀行コード
branch-code = 支店コード
bic = BIC
bank = 銀行名
reference = 振込時の記載事項
view-online = オンラインで表示
scan-to-pay = 読み取って振込で支払う

## Paying online, and the public page
pay-online = オンラインで支払う
scan-to-pay-online = 読み取ってオンラインで支払う
document-from = 発行元：{ $seller }
preview = プレビュー
preview-explained = これは現時点の下書きです。まだお支払いいただくものはありません。
open = 未払い
overdue = 支払期限超過
due-on = お支払期限：{ $date }
was-due-on = お支払期限（{ $date }）を過ぎています
paid-of = { $total } のうち { $paid } が入金済みです。
paid-on = 入金日：{ $date }
nothing-due = お支払いいただくものはありません。
credit-over = お支払額のうち { $amount } は過入金としてお預かりしています。
void-explained = この書類は無効になりました。お支払いいただくものはありません。
credit-explained = この金額をお客様に返還いたします。
download-pdf = PDFをダウンロード
download-xml = XMLをダウンロード
pay-now = 今すぐ支払う
pay-amount = { $amount } を支払う
pay-hint = Stripeの安全なページで、カードなどの方法でお支払いいただけます。
amount-to-pay = お支払金額（{ $currency }）
amount-at-most = 上限 { $amount }
receipt = 領収書
receipt-of = 領収書（請求書 { $number }）
receipt-says = { $date }に、請求書 { $number } の代金として { $amount } を領収いたしました。誠にありがとうございました。
payment-date = 入金日
this-payment = 今回の入金額
paid-stamp = 入金済 { $date }
download-receipt = 領収書（PDF）
as-issued = 発行時のもの（PDF）
payments = 入金
payment-method = お支払方法
method-bank-transfer = 銀行振込
method-card = カード
method-cash = 現金
method-cheque = 小切手
method-direct-debit = 口座振替
method-credit = 過入金充当
method-other = お支払い
refund = 返金
notice-confirmed = ありがとうございます。ご入金を確認いたしました。
notice-confirming = お支払いを確認しています。少々お待ちください。
notice-processing = お支払いの手続き中です。入金されるまで、ほかに必要なお手続きはありません。
notice-unavailable = 現在オンラインでのお支払いはご利用いただけません。請求は行われていません。数分後にもう一度お試しいただくか、銀行振込でお支払いください。
notice-amount = この金額はお支払いいただけません。別の金額を入力してください。
notice-nothing-due = お支払いいただくものはもうありません。請求は行われていません。
check-again = もう一度確認する
gone = このリンクの先には何もありません
gone-explained = 書類が存在しないか、共有が終了しています。リンクの送信者に新しいリンクをお問い合わせください。

## Statements of account
statement = 取引明細書
statement-of = { $title } – { $name }
statement-date = 基準日
statement-period = 期間
customer = お客様
balance = 残高
entry-date = 日付
entry-description = 摘要
charges = 請求（{ $currency }）
credits = 入金・返還（{ $currency }）
balance-in = 残高（{ $currency }）
opening-balance = 期首残高
closing-balance = 期末残高
no-movements = この期間の取引はありません。
entry-invoice = 請求書 { $number }
entry-credit-note = 返還請求書 { $number }
entry-of-invoice = 請求書 { $number } 分
entry-payment = { $number } の入金
entry-refund = { $number } の返金
entry-credit-used = { $number } の過入金を充当
entry-closed = { $number } 返金後に終了
entry-due = お支払期限：{ $date }
sum-invoiced = 請求額
sum-closed = 返金後に終了
ages = 未払残高の年齢表
age-not-due = 期限前
age-days = { $from }～{ $to }日
age-over = { $days }日超

## Late fees
late-fee = 請求書 { $number }（お支払期限：{ $date }）の遅延損害金
late-fee-exemption = 支払遅延に対する損害賠償金

## Units of quantity
unit-minute = { $count ->
   *[other] 分
}
unit-hour = { $count ->
   *[other] 時間
}
unit-day = { $count ->
   *[other] 日
}
unit-night = { $count ->
   *[other] 泊
}
unit-week = { $count ->
   *[other] 週間
}
unit-month = { $count ->
   *[other] か月
}
unit-quarter = { $count ->
   *[other] 四半期
}
unit-year = { $count ->
   *[other] 年
}
unit-piece = { $count ->
   *[other] 個
}
unit-item = { $count ->
   *[other] 品
}
unit-unit = { $count ->
   *[other] 単位
}
unit-set = { $count ->
   *[other] セット
}
unit-box = { $count ->
   *[other] 箱
}
unit-pack = { $count ->
   *[other] パック
}
unit-page = { $count ->
   *[other] ページ
}
unit-word = { $count ->
   *[other] 語
}
unit-person = { $count ->
   *[other] 名
}
unit-user = { $count ->
   *[other] ユーザー
}
unit-seat = { $count ->
   *[other] 席
}
unit-licence = { $count ->
   *[other] ライセンス
}
unit-session = { $count ->
   *[other] 回
}
unit-lesson = { $count ->
   *[other] レッスン
}
unit-trip = { $count ->
   *[other] 便
}
unit-kilometre = { $count ->
   *[other] キロメートル
}
unit-metre = { $count ->
   *[other] メートル
}
unit-mile = { $count ->
   *[other] マイル
}
unit-litre = { $count ->
   *[other] リットル
}

## Names of files
file-draft = 下書き
file-receipt = 領収書-{ $number }
file-statement = 取引明細書-{ $date }

## The rest
notes = 備考
terms = 取引条件

## E-mails to customers
mail-greeting = { $customer } 様
mail-closing = 今後ともよろしくお願い申し上げます。
mail-view-invoice = 請求書を表示
mail-view-credit-note = 返還請求書を表示
mail-attached = 添付：{ $name }
mail-invoice-subject = 請求書 { $number } のご送付（{ $company }）
mail-invoice-message = 平素より格別のお引き立てを賜り、誠にありがとうございます。請求書 { $number }（{ $total }）をお送りいたします。ご査収のほどよろしくお願い申し上げます。
mail-paid-invoice-subject = 入金済み請求書 { $number } のご送付（{ $company }）
mail-paid-invoice-message = 平素より格別のお引き立てを賜り、誠にありがとうございます。請求書 { $number }（{ $total }）をお送りいたします。すでにご入金いただいており、ほかに必要なお手続きはございません。
mail-credit-note-subject = 返還請求書 { $number } のご送付（{ $company }）
mail-credit-note-message = 返還請求書 { $number }（{ $total }）をお送りいたします。ご査収のほどよろしくお願い申し上げます。
mail-reminder-subject = お支払期限のご案内：請求書 { $number }（{ $company }、期限 { $due_date }）
mail-reminder-message = 請求書 { $number } の { $amount_due } は、{ $due_date }がお支払期限となっております。行き違いですでにお支払いいただいている場合は、何卒ご容赦ください。
mail-late-reminder-subject = お支払いのお願い：請求書 { $number }（{ $company }）
mail-late-reminder-message = 請求書 { $number } のお支払期限（{ $due_date }）を過ぎておりますが、{ $amount_due } のご入金を確認できておりません。お手数ですが、お支払いくださいますようお願い申し上げます。行き違いですでにお支払いいただいている場合は、何卒ご容赦ください。
mail-receipt-subject = 請求書 { $number } のご入金ありがとうございます
mail-receipt-message = 請求書 { $number } のご入金を確認いたしました。誠にありがとうございました。
mail-statement-subject = 取引明細書のご送付（{ $company }）
mail-statement-message = 取引明細書をお送りいたします。ご査収のほどよろしくお願い申し上げます。
mail-test-subject = { $company } からのテストメール
mail-test-message = このメールは、{ $company } のメール設定が正しく機能していることを示すものです。

## Notices to the owner
webhook-disabled = Webhookが無効になりました
webhook-failing = { $host } のWebhookに5日間何も配信できませんでした。無効にしたため、以後の通知は行われません。受信側が復旧したら、再度有効にしてください。
webhook-gone = { $host } のWebhookの受信側から、恒久的に廃止されたとの応答がありました。無効にしたため、以後の通知は行われません。誤りであった場合は、再度有効にしてください。

## E-mails to people who work here
mail-invitation-subject = { $company }から請求書業務へのご招待
mail-invitation-message = { $company }の請求書業務に招待されています。リンクは24時間以内に1回だけ使えます。{ $company }にお心当たりがない場合は、このメールを無視してください。
mail-come-in = 参加する
mail-password-subject = { $host }の新しいパスワード
mail-password-message = どなたか（おそらくご本人）が{ $host }の新しいパスワードを求められました。リンクは24時間以内に1回だけ使えます。お心当たりがない場合は、このメールを無視してください。何も変更されていません。
mail-choose-password = パスワードを決める
