//! What people write of payment terms, phrase by phrase: a line for each language, in the order of
//! [`crate::text::Language::ALL`] where it has anything to add.

use super::token::Token;
use crate::schedule::Unit;

/// Meanings, each with its phrases, separated by strokes. Case, accents and punctuation do not matter.
pub(super) const VOCABULARY: &[(Token, &str)] = &[
    // days
    (Token::Unit(Unit::Day), "day|days|d|calendar day|calendar days"),
    (Token::Unit(Unit::Day), "jour|jours|j|jrs|jour calendaire|jours calendaires"),
    (Token::Unit(Unit::Day), "tag|tage|tagen|tg|tge|kalendertage|kalendertagen"),
    (Token::Unit(Unit::Day), "dag|dagen|dgn"),
    (Token::Unit(Unit::Day), "día|días|días naturales"),
    (Token::Unit(Unit::Day), "ден|дни|дена|дневен|календарни дни"),
    (Token::Unit(Unit::Day), "zi|zile|de zile|zile calendaristice|de zile calendaristice"),
    (Token::Unit(Unit::Day), "日|日間"),
    (Token::Unit(Unit::Day), "хоног|хоногийн|хоногт|өдөр|өдрийн|өдөрт"),
    (
        Token::Unit(Unit::Day),
        "dage|dagar|dagars|diena|dienos|dienų|dienas|dienu|dienām|kalendorinių dienų|kalendāro dienu",
    ),
    (Token::Unit(Unit::Day), "päivä|päivää|päivän|pv|pvä"),
    (Token::Unit(Unit::Day), "nap|napon|napos|napra|napja|naptári nap|naptári napon"),
    (
        Token::Unit(Unit::Day),
        "den|dny|dní|dnů|dnech|kalendářních dnů|kalendářních dní|deň|kalendárnych dní",
    ),
    (Token::Unit(Unit::Day), "giorno|giorni|gg|g|giorni solari|dia|dias|dias corridos"),
    (Token::Unit(Unit::Day), "päev|päeva|kalendripäeva|dzień|dni|dni kalendarzowych"),
    (Token::Unit(Unit::Day), "天|个日历日|日历天|自然日|個日曆日"),
    // weeks
    (
        Token::Unit(Unit::Week),
        "week|weeks|wk|wks|semaine|semaines|woche|wochen|weken|semana|semanas",
    ),
    (
        Token::Unit(Unit::Week),
        "седмица|седмици|săptămână|săptămâni|de săptămâni|週間|週|долоо хоног|долоо хоногийн|долоо хоногт",
    ),
    (
        Token::Unit(Unit::Week),
        "uge|uger|vecka|veckor|veckors|savaitė|savaitės|savaites|savaičių|viikko|viikkoa|viikon|vko|vk",
    ),
    (
        Token::Unit(Unit::Week),
        "hét|hetes|héten|týden|týdny|týdnů|settimana|settimane|nädal|nädala|nädalat|nedēļa|nedēļas|nedēļu",
    ),
    (
        Token::Unit(Unit::Week),
        "tydzień|tygodnie|tygodni|týždeň|týždne|týždňov|周|个星期|星期|个周|個星期|週內",
    ),
    // months
    (
        Token::Unit(Unit::Month),
        "month|months|mois|monat|monate|monaten|monats|maand|maanden|mes|meses",
    ),
    (
        Token::Unit(Unit::Month),
        "месец|месеца|месеци|lună|luni|de luni|ヶ月|か月|カ月|ケ月|ヵ月|箇月|сар|сарын",
    ),
    (
        Token::Unit(Unit::Month),
        "måned|måneder|månad|månader|månaders|mėnuo|mėnesiai|mėnesius|mėnesių|mėn|kuukausi|kuukautta|kuukauden|kk",
    ),
    (
        Token::Unit(Unit::Month),
        "hónap|hónapon|hónapos|měsíc|měsíce|měsíců|mese|mesi|kuu|kuud|mēnesis|mēneši|mēnešu|mēnešus|mēn",
    ),
    (Token::Unit(Unit::Month), "mês|miesiąc|miesiące|miesięcy|mesiac|mesiace|mesiacov|个月|個月"),
    // years
    (
        Token::Unit(Unit::Year),
        "year|years|an|ans|jahr|jahre|jahren|jaar|año|años|anno|anni|ano|anos|år|rok|roky|lat|年",
    ),
    // nothing is taken off
    (
        Token::Net,
        "net|nets|nette|n|nett|netto|rein netto|neto|netos|нето|正味|ネット|цэвэр|nettó|netti|líquido|líquidos|净|净额|淨|淨額",
    ),
    // something is
    (
        Token::Discount,
        "discount|cash discount|early payment discount|prompt payment discount|escompte|remise|rabais",
    ),
    (
        Token::Discount,
        "skonto|skontoabzug|abzug|rabatt|korting|betalingskorting|descuento|descuento por pronto pago|dto|отстъпка|reducere",
    ),
    (
        Token::Discount,
        "割引|値引|値引き|хөнгөлөлт|хямдрал|rabat|kontantrabat|kasserabat|kassarabatt|nuolaida|alennus|alennusta|käteisalennus",
    ),
    (
        Token::Discount,
        "kedvezmény|árengedmény|skontó|sleva|slevy|slevou|sconto|sconto cassa|allahindlus|soodustus|atlaide|desconto",
    ),
    (Token::Discount, "desconto de pronto pagamento|upust|zľava|折扣|现金折扣|現金折扣"),
    // the month ends after what stands before it
    (Token::EndOfMonth, "fin de mois|fin du mois|en fin de mois|à la fin du mois|fdm"),
    (
        Token::EndOfMonth,
        "monatsende|zum monatsende|bis monatsende|ende des monats|zum ende des monats|bis ende des monats|ultimo",
    ),
    (
        Token::EndOfMonth,
        "einde maand|einde van de maand|eind van de maand|eind maand|fin de mes|fin del mes|final de mes|final del mes|a fin de mes",
    ),
    (
        Token::EndOfMonth,
        "края на месеца|край на месеца|до края на месеца|sfârșitul lunii|la sfârșitul lunii|sfârșit de lună|până la sfârșitul lunii",
    ),
    (
        Token::EndOfMonth,
        "月末|月末払い|当月末|当月末払い|月末締め当月末払い|сарын эцэс|сарын эцэст|сарын сүүлч|сарын эцсээр",
    ),
    (
        Token::EndOfMonth,
        "månedens udgang|ved månedens udgang|ultimo måneden|månadens slut|slutet av månaden|månadsslut|i slutet av månaden",
    ),
    (
        Token::EndOfMonth,
        "mėnesio pabaiga|mėnesio pabaigoje|iki mėnesio pabaigos|kuukauden loppu|kuukauden lopussa|kuukauden loppuun|kuun lopussa|kuun loppuun",
    ),
    (
        Token::EndOfMonth,
        "hó vége|hó végén|hónap vége|hónap végén|hónap végéig|konec měsíce|do konce měsíce|ke konci měsíce|koncem měsíce",
    ),
    (
        Token::EndOfMonth,
        "fine mese|fm|f m|dffm|d f f m|df fm|data fattura fine mese|kuu lõpp|kuu lõpus|kuu lõpuks",
    ),
    (
        Token::EndOfMonth,
        "mēneša beigas|mēneša beigās|līdz mēneša beigām|fim do mês|fim de mês|final do mês|no fim do mês",
    ),
    (
        Token::EndOfMonth,
        "koniec miesiąca|do końca miesiąca|na koniec miesiąca|koniec mesiaca|do konca mesiaca|ku koncu mesiaca|月底|当月底|當月底",
    ),
    // the month ends before what stands beside it
    (
        Token::AfterEndOfMonth,
        "eom|end of month|end of the month|month end|after end of month|after the end of the month|from end of month|from the end of the month|after month end|from month end",
    ),
    (
        Token::AfterEndOfMonth,
        "end of the month of invoice|end of month of invoice|after the end of the month of invoice|end of invoice month|after the end of the invoice month",
    ),
    (
        Token::AfterEndOfMonth,
        "après fin de mois|après la fin du mois|à compter de la fin du mois|à partir de la fin du mois",
    ),
    (
        Token::AfterEndOfMonth,
        "nach monatsende|ab monatsende|nach ende des monats|na einde maand|na het einde van de maand|na einde van de maand",
    ),
    (
        Token::AfterEndOfMonth,
        "después de fin de mes|desde fin de mes|desde el fin de mes|след края на месеца|от края на месеца|după sfârșitul lunii|de la sfârșitul lunii",
    ),
    (
        Token::AfterEndOfMonth,
        "月末締め|月末締|月末から|сарын эцсээс|løbende måned|løbende md|lb md|lb mdr|lbm|lbmd|efter månedens udgang",
    ),
    (
        Token::AfterEndOfMonth,
        "efter månadens slut|från månadens slut|po mėnesio pabaigos|nuo mėnesio pabaigos|kuukauden lopusta|kuun lopusta",
    ),
    (
        Token::AfterEndOfMonth,
        "hónap végétől|hónap vége után|od konce měsíce|po konci měsíce|da fine mese|dalla fine del mese|dopo fine mese",
    ),
    (
        Token::AfterEndOfMonth,
        "kuu lõpust|pärast kuu lõppu|no mēneša beigām|pēc mēneša beigām|fora o mês|fora mês|após o fim do mês|após fim do mês",
    ),
    (
        Token::AfterEndOfMonth,
        "od końca miesiąca|po końcu miesiąca|od konca mesiaca|po konci mesiaca|月结|月結",
    ),
    // the end of a later month
    (
        Token::MonthEnd(1),
        "end of next month|end of the next month|end of following month|end of the following month|end of month following invoice|end of the month following invoice|end of the month following",
    ),
    (
        Token::MonthEnd(1),
        "fin du mois suivant|fin de mois suivant|fin du mois prochain|à la fin du mois suivant",
    ),
    (
        Token::MonthEnd(1),
        "ende des folgemonats|ende folgemonat|zum ende des folgemonats|bis ende des folgemonats|ende des nächsten monats|zum ende des nächsten monats|bis ende des nächsten monats|ende nächsten monats",
    ),
    (
        Token::MonthEnd(1),
        "einde volgende maand|eind volgende maand|einde van de volgende maand|eind van de volgende maand",
    ),
    (
        Token::MonthEnd(1),
        "fin del mes siguiente|final del mes siguiente|fin del próximo mes|a fin del mes siguiente|края на следващия месец|край на следващия месец|до края на следващия месец",
    ),
    (
        Token::MonthEnd(1),
        "sfârșitul lunii următoare|la sfârșitul lunii următoare|翌月末|翌月末払い|翌月末日|翌月末日払い|月末締め翌月末払い|月末締翌月末払|月末締め翌月末日払い",
    ),
    (
        Token::MonthEnd(1),
        "дараа сарын эцэст|дараа сарын эцэс|дараагийн сарын эцэст|дараагийн сарын эцэс|udgangen af næste måned|ultimo næste måned|næste måneds udgang",
    ),
    (
        Token::MonthEnd(1),
        "slutet av nästa månad|i slutet av nästa månad|nästa månads slut|kito mėnesio pabaiga|kito mėnesio pabaigoje|iki kito mėnesio pabaigos",
    ),
    (
        Token::MonthEnd(1),
        "seuraavan kuukauden lopussa|seuraavan kuukauden loppuun|seuraavan kuun lopussa|seuraavan kuun loppuun|következő hónap vége|következő hónap végén|következő hónap végéig|a következő hónap végén|a következő hónap végéig",
    ),
    (
        Token::MonthEnd(1),
        "konec následujícího měsíce|do konce následujícího měsíce|ke konci následujícího měsíce|do konce příštího měsíce|fine mese successivo|fine del mese successivo|fine del mese seguente",
    ),
    (
        Token::MonthEnd(1),
        "järgmise kuu lõpp|järgmise kuu lõpus|järgmise kuu lõpuks|nākamā mēneša beigās|nākamā mēneša beigas|līdz nākamā mēneša beigām|fim do mês seguinte|fim do próximo mês",
    ),
    (
        Token::MonthEnd(1),
        "koniec następnego miesiąca|do końca następnego miesiąca|koniec nasledujúceho mesiaca|do konca nasledujúceho mesiaca|次月底|下月底|次月末|下个月底|下個月底",
    ),
    (
        Token::MonthEnd(2),
        "翌々月末|翌々月末払い|翌々月末日払い|月末締め翌々月末払い|月末締め翌々月末日払い",
    ),
    // a day of the month that follows
    (
        Token::NextMonth,
        "mfi|month following invoice|of month following invoice|of the month following invoice|of the month following invoice date|of the month following the invoice|of the month following|of month following|of the month after invoice",
    ),
    (
        Token::NextMonth,
        "next month|of next month|of the next month|following month|of following month|of the following month|prox|proximo",
    ),
    (
        Token::NextMonth,
        "mois suivant|du mois suivant|du mois prochain|folgemonat|des folgemonats|im folgemonat|des nächsten monats|van de volgende maand|volgende maand",
    ),
    (
        Token::NextMonth,
        "mes siguiente|del mes siguiente|del próximo mes|на следващия месец|от следващия месец|a lunii următoare|ale lunii următoare|翌月|月末締め翌月|月末締翌月|дараа сарын|дараагийн сарын",
    ),
    (
        Token::NextMonth,
        "næste måned|i næste måned|i den følgende måned|nästa månad|i nästa månad|i följande månad|kito mėnesio|seuraavan kuukauden|seuraavan kuun|következő hónap|a következő hónap",
    ),
    (
        Token::NextMonth,
        "následujícího měsíce|příštího měsíce|mese successivo|del mese successivo|del mese seguente|järgmise kuu|nākamā mēneša|mês seguinte|do mês seguinte|do próximo mês",
    ),
    (
        Token::NextMonth,
        "następnego miesiąca|kolejnego miesiąca|nasledujúceho mesiaca|budúceho mesiaca|次月|下月|下个月|下個月",
    ),
    (Token::On, "le"),
    // at once
    (
        Token::Receipt,
        "due on receipt|due upon receipt|payable on receipt|payable upon receipt|on receipt|upon receipt|on receipt of invoice|upon receipt of invoice|immediate|immediately|due now|at sight",
    ),
    (
        Token::Receipt,
        "à réception|à la réception|à réception de facture|à réception de la facture|à la réception de la facture|dès réception|comptant|au comptant|immédiat|immédiatement",
    ),
    (
        Token::Receipt,
        "sofort|umgehend|bei erhalt|bei erhalt der rechnung|bei rechnungserhalt|sofort nach erhalt|sofort nach erhalt der rechnung|sofort nach rechnungserhalt",
    ),
    (
        Token::Receipt,
        "bij ontvangst|bij ontvangst van de factuur|direct|per direct|onmiddellijk|contant",
    ),
    (
        Token::Receipt,
        "al recibo|a la recepción|a la recepción de la factura|a la vista|al contado|contado|inmediato|de inmediato",
    ),
    (
        Token::Receipt,
        "при получаване|при получаване на фактурата|веднага|незабавно|la primire|la primirea facturii|imediat|la vedere",
    ),
    (
        Token::Receipt,
        "即時|即日|受領時|請求書受領時|受領後すぐ|請求書受領後すぐ|хүлээн авмагц|хүлээн авах үед|нэн даруй|даруй",
    ),
    (
        Token::Receipt,
        "ved modtagelse|ved modtagelse af faktura|ved modtagelsen|straks|omgående|kontant|netto kontant|vid mottagande|vid mottagandet|vid mottagande av faktura|omgående|genast|direkt",
    ),
    (
        Token::Receipt,
        "gavus|gavus sąskaitą|iš karto|nedelsiant|heti|välittömästi|vastaanotettaessa|laskua vastaanotettaessa|laskun saapuessa",
    ),
    (
        Token::Receipt,
        "azonnal|azonnali|kézhezvételkor|a számla kézhezvételekor|számla kézhezvételekor|ihned|okamžitě|obratem|při převzetí|při obdržení|při obdržení faktury",
    ),
    (
        Token::Receipt,
        "a vista|vista fattura|a ricevimento|al ricevimento|a ricevimento fattura|al ricevimento della fattura|al ricevimento fattura|kohe|viivitamatult|kättesaamisel|arve saamisel|arve kättesaamisel",
    ),
    (
        Token::Receipt,
        "saņemot|saņemot rēķinu|nekavējoties|uzreiz|a pronto|pronto pagamento|à vista|na receção|no recebimento|na receção da fatura|no recebimento da fatura|imediato",
    ),
    (
        Token::Receipt,
        "natychmiast|natychmiastowa|natychmiastowo|przy odbiorze|przy otrzymaniu faktury|ihneď|okamžite|pri prevzatí|pri doručení|pri obdržaní|见票即付|見票即付|收票即付|收到发票即付|收到發票即付|即付|立即付款|立即",
    ),
    // words that mean nothing of their own
    (
        Token::Filler,
        "payment|payments|payable|pay|paid|due|term|terms|payment terms|within|in|of|from|after|following|the|invoice|invoice date|date|date of invoice|of receipt|from receipt|after receipt|of invoice receipt|receipt of invoice|to|be|by|is|are|if|or|and|otherwise|full|in full|amount|balance|st|nd|rd|th",
    ),
    (
        Token::Filler,
        "paiement|règlement|pour|pour paiement|payable sous|à|de|du|des|au|la|les|l|sous|dans|délai|délai de|dans un délai de|date de facture|date de la facture|date d'émission|date de facturation|facture|facturation|émission|échéance|à compter|à partir|compter|partir|réception|de réception|après|après réception|après réception de facture|de réception de la facture|et|er|e|ème",
    ),
    (
        Token::Filler,
        "zahlbar|zahlung|zahlungsziel|zahlungsbedingung|zahlungsbedingungen|zahlungsfrist|ziel|fällig|faellig|fälligkeit|innerhalb|innerhalb von|binnen|nach|ab|bis|zum|am|mit|innert|bei|bei zahlung|abzüglich|rechnungseingang|nach rechnungseingang|ohne abzug|ohne jeden abzug|rechnung|rechnungsdatum|rechnungsstellung|datum der rechnung|rechnungserhalt|nach rechnungserhalt|ab rechnungserhalt|nach erhalt|nach erhalt der rechnung|nach zugang|zugang|der|und|oder|danach|spätestens|rein",
    ),
    (
        Token::Filler,
        "betaling|bij betaling|te voldoen|betalen|betaalbaar|te betalen|betaaltermijn|betalingstermijn|betalingsconditie|betalingscondities|termijn|na|van|vanaf|factuurdatum|factuur|na ontvangst|na ontvangst van de factuur|ontvangst|en|of",
    ),
    (
        Token::Filler,
        "pago|por|por pago|pagadero|pagar|a pagar|vencimiento|plazo|plazo de|a|fecha|fecha factura|fecha de factura|fecha de la factura|fecha de emisión|factura|desde|dentro|el|los|partir de|a partir de|a contar desde|desde la recepción|desde la recepción de la factura|y|o",
    ),
    (
        Token::Filler,
        "плащане|плащането|платимо|дължимо|срок|в|до|от|на|в срок|в срок от|в срок до|в рамките на|дата|датата|дата на фактура|датата на фактурата|фактура|фактурата|след|след получаване|получаване|получаването|издаване|издаването|датата на издаване|и",
    ),
    (
        Token::Filler,
        "plata|plată|plăți|termen|termenul|termen de plată|termenul de plată|scadență|scadent|în|maxim|factură|factura|facturii|data facturii|data emiterii|emitere|emiterii|emiterea|emiterea facturii|de la primirea facturii|de la primire|primirii|și",
    ),
    (
        Token::Filler,
        "請求書|請求書発行日|請求書発行|請求書発行後|請求書日付|請求日|発行日|日付|から|より|以内|以内に|に|の|お支払い|お支払|支払い|支払|払い|払|まで|までに|受領|受領後|請求書受領後|後|支払条件|お支払い条件|支払期限|お支払い期限|期限",
    ),
    (
        Token::Filler,
        "дотор|төлбөр|төлбөрийн|төлөх|төлнө|төлбөрийн нөхцөл|нөхцөл|хугацаа|хугацаанд|нэхэмжлэх|нэхэмжлэхийн|нэхэмжлэл|нэхэмжлэлийн|огноо|огнооноос|өдрөөс|хойш|хүлээн авснаас|хүлээн авснаас хойш",
    ),
    (
        Token::Filler,
        "betales|betalingsbetingelser|betalingsfrist|forfald|forfalder|inden|inden for|for|efter|fra|fakturadato|fakturadatoen|faktura|senest|i|af|modtagelse|efter modtagelse|efter modtagelse af faktura|frist|og",
    ),
    (
        Token::Filler,
        "betalas|betalningsvillkor|betalning|förfaller|inom|från|fakturadatum|fakturans|fakturans datum|mottagande|mottagandet|efter mottagande|på|av|till|och",
    ),
    (
        Token::Filler,
        "per|apmokėti|apmokėjimas|apmokėjimo|mokėjimas|mokėjimo|mokėti|terminas|sąlygos|nuo|iki|po|data|datos|sąskaita|sąskaitos|sąskaitos faktūros|faktūros|išrašymo|išrašymo datos|gavimo|ir",
    ),
    (
        Token::Filler,
        "maksu|maksuehto|maksuaika|maksetaan|maksettava|eräpäivä|kuluessa|sisällä|mennessä|lasku|laskun|laskusta|päiväyksestä|päivämäärästä|laskupäivästä|laskun päiväyksestä|laskun päivämäärästä|vastaanottamisesta|ja",
    ),
    (
        Token::Filler,
        "fizetés|fizetési|fizetendő|fizetési határidő|fizetési feltétel|fizetési feltételek|határidő|feltétel|belül|belüli|az|számla|számla keltétől|keltétől|kelte|kiállítástól|kiállításától|kiállítása|dátumától|számított|után|kézhezvételétől|és",
    ),
    (
        Token::Filler,
        "splatnost|splatné|splatná|platba|platby|úhrada|úhrady|do|od|ode|dne|datum|vystavení|vystavení faktury|data vystavení|faktury|v|ve|lhůta|lhůtě|obdržení|doručení|platební|podmínky|platební podmínky",
    ),
    (
        Token::Filler,
        "pagamento|termini|termini di pagamento|scadenza|entro|dalla|dal|di|della|data fattura|data della fattura|dalla data|dalla data fattura|dalla data della fattura|fattura|df|d f|emissione|data di emissione|ricevimento|ricevimento fattura|rimessa diretta|per pagamento",
    ),
    (
        Token::Filler,
        "jooksul|maksetähtaeg|makse|tasuda|tasumine|tähtaeg|arve|arve kuupäevast|kuupäevast|kuupäev|esitamisest|väljastamisest|saamisest|alates|maksetingimus|maksetingimused",
    ),
    (
        Token::Filler,
        "laikā|apmaksa|apmaksas|apmaksāt|jāapmaksā|maksājums|maksājuma|samaksa|samaksas|termiņš|nosacījumi|no rēķina|no rēķina datuma|no rēķina izrakstīšanas|no rēķina saņemšanas|no izrakstīšanas|no saņemšanas|rēķina|rēķins|izrakstīšanas|datuma|pēc|līdz|un",
    ),
    (
        Token::Filler,
        "pagável|prazo|prazo de|prazo de pagamento|condições de pagamento|vencimento|em|até|da|no prazo de|data da fatura|data da factura|fatura|data de emissão|emissão|após|após receção|após a receção|a contar|a contar da|contar|corridos|a partir da",
    ),
    (
        Token::Filler,
        "płatność|płatności|płatne|płatna|termin płatności|termin|terminie|w terminie|w|w ciągu|ciągu|daty|od daty|wystawienia|daty wystawienia|faktury|zapłata|zapłaty|przelew|przelewem|otrzymania|od otrzymania|po otrzymaniu|doręczenia",
    ),
    (
        Token::Filler,
        "splatnosť|úhrada|odo|dňa|dátumu|vystavenia|od vystavenia|dátumu vystavenia|faktúry|faktúra|lehota|lehote|v lehote|doručenia|prijatia|platobné|platobné podmienky|podmienky",
    ),
    (
        Token::Filler,
        "付款|支付|付清|发票|發票|发票日期|發票日期|日期|开票|開票|开票日|开票日期|開票日期|开具发票|收到|收到发票|收到發票|收到发票后|收到發票後|收票后|收票後|后|後|起|自|之日|之日起|内|內|之内|之內|以內|付款期限|付款条件|付款條件|账期|帳期|在|的|于|於|前",
    ),
    // how it is paid says nothing of when
    (
        Token::Filler,
        "bank transfer|by bank transfer|wire transfer|by wire transfer|virement|par virement|virement bancaire|par virement bancaire|überweisung|per überweisung|banküberweisung|overschrijving|per overschrijving|transferencia|por transferencia|transferencia bancaria|por transferencia bancaria",
    ),
    (
        Token::Filler,
        "банков превод|по банков път|transfer bancar|prin transfer bancar|virament bancar|prin virament bancar|銀行振込|振込|шилжүүлэг|bankoverførsel|banköverföring|bankiniu pavedimu|tilisiirto|átutalás|átutalással|banki átutalás|převodem|bankovním převodem",
    ),
    (
        Token::Filler,
        "bonifico|bonifico bancario|con bonifico|pangaülekanne|ar pārskaitījumu|transferência bancária|por transferência bancária|przelew bankowy|prevodom|bankovým prevodom|银行转账|电汇|銀行轉帳",
    ),
];
