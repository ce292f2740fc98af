//! Words for what is counted, and the codes of UN/ECE Recommendation 20 for them (BT-130).

use en16931::codes::generated::UNIT_CODES;
use net30_domain::text::folded;
use std::{collections::HashMap, sync::LazyLock};

/// One of what the line names.
pub(crate) const ONE: &str = "C62";

/// Codes and the words for them in the languages of documents, folded.
const WORDS: &[(&str, &str)] = &[
    (
        "C62",
        "unit|units|one|stuck|stueck|stk|st|unite|unites|unidad|unidades|ud|uds|unita|unidade|unidades|szt|sztuka|ks|kus|kpl|db|darab|buc|bucata|tk|gab|vnt|бр|брой|ширхэг|個|个|件|item|items|position|pauschale",
    ),
    ("H87", "piece|pieces|pc|pcs|pce|piece(s)|pezzo|pezzi|pieza|piezas|peca|pecas|stuks"),
    ("LS", "lump sum|flat|flat rate|flat fee|forfait|pauschal|tanto alzado|a corpo|ryczalt|式"),
    (
        "SEC",
        "second|seconds|sec|s|sekunde|sekunden|seconde|secondes|segundo|segundos|secondo|secondi",
    ),
    (
        "MIN",
        "minute|minutes|min|mins|minuten|minuut|minuto|minutos|minuti|minut|minuta|minuty|分|分钟",
    ),
    (
        "HUR",
        "hour|hours|hr|hrs|h|std|stunde|stunden|heure|heures|uur|uren|hora|horas|ora|ore|ore|timer|time|timme|timmar|timma|tunti|tuntia|godzina|godziny|godz|hodina|hodiny|hod|ora|valanda|valandos|val|stunda|stundas|tund|tundi|час|часа|часове|цаг|時間|小时",
    ),
    (
        "DAY",
        "day|days|d|tag|tage|jour|jours|dag|dagen|dage|dagar|dia|dias|giorno|giorni|giornata|paiva|paivaa|dzien|dni|den|dny|den|dni|nap|zi|zile|diena|dienos|dienas|paev|paeva|ден|дни|өдөр|日|天|manday|person day|personentag|pt",
    ),
    (
        "WEE",
        "week|weeks|wk|woche|wochen|semaine|semaines|weken|uge|uger|vecka|veckor|semana|semanas|settimana|settimane|viikko|tydzien|tygodnie|tyden|tyzden|het|saptamana|savaite|nedela|nadal|седмица|долоо хоног|週間|週|周",
    ),
    (
        "MON",
        "month|months|mo|monat|monate|mois|maand|maanden|maned|maneder|manad|manader|mes|meses|mese|mesi|kuukausi|kk|miesiac|miesiace|mesic|mesiac|honap|luna|luni|menuo|menesis|kuu|месец|сар|月|ヶ月|か月|个月",
    ),
    (
        "ANN",
        "year|years|yr|a|jahr|jahre|an|ans|annee|annees|jaar|jaren|ar|ano|anos|anno|anni|vuosi|rok|lata|roky|ev|metai|gads|aasta|година|жил|年",
    ),
    ("GRM", "gram|grams|g|gramm|gramme|grammes|gramo|gramos|grammo|grammi|gr"),
    ("KGM", "kilogram|kilograms|kg|kgs|kilo|kilos|kilogramm|kilogramme|kilogramo|кг|公斤"),
    ("TNE", "tonne|tonnes|t|ton|tons|metric ton|tonelada|toneladas|tonnellata|tona"),
    ("LBR", "pound|pounds|lb|lbs"),
    ("ONZ", "ounce|ounces|oz"),
    ("MMT", "mm|millimetre|millimeter"),
    ("CMT", "cm|centimetre|centimeter"),
    ("MTR", "m|metre|metres|meter|meters|lfm|laufmeter|metro|metros|metri|метр|米|メートル"),
    ("KMT", "km|kilometre|kilometres|kilometer|kilometers|kilometro|chilometro|chilometri|公里"),
    ("SMI", "mile|miles|mi"),
    ("FOT", "foot|feet|ft"),
    ("INH", "inch|inches"),
    (
        "MTK",
        "m2|m²|qm|sqm|square metre|square metres|square meter|square meters|quadratmeter|平米|平方米",
    ),
    ("FTK", "ft2|sqft|sq ft|square foot|square feet"),
    ("MTQ", "m3|m³|cbm|cubic metre|cubic metres|cubic meter|kubikmeter|立方米"),
    ("LTR", "l|litre|litres|liter|liters|litro|litros|litri|升|リットル"),
    ("MLT", "ml|millilitre|milliliter"),
    ("HLT", "hl|hectolitre|hektoliter"),
    ("KWH", "kwh|kilowatt hour|kilowatt hours|kilowattstunde|kilowattstunden"),
    ("MWH", "mwh|megawatt hour"),
    ("SET", "set|sets|satz|jeu|juego|セット|套"),
    ("PR", "pair|pairs|paar|paire|paires|par|pares|paio|paia"),
    ("DZN", "dozen|dz|dutzend|douzaine|docena"),
    ("XPK", "package|packages|packung|pack|packs|paket|pakete|paquet|paquete|pacchetto|balenie"),
    ("XBX", "box|boxes|schachtel|boite|caja|cajas|scatola|doos|krabica|箱"),
    ("XCT", "carton|cartons|karton|kartons"),
    ("XPX", "pallet|pallets|palette|paletten|palet"),
    ("XRO", "roll|rolls|rolle|rollen|rouleau|rollo|rotolo"),
    ("XBO", "bottle|bottles|flasche|flaschen|bouteille|botella|bottiglia|瓶"),
    ("XBG", "bag|bags|beutel|sac|bolsa|sacchetto|袋"),
    ("XCR", "crate|crates|kiste|kisten"),
    ("P1", "percent|per cent|%|prozent|pourcent|procent|por ciento|percento"),
    ("AD", "byte|bytes"),
    ("E34", "gigabyte|gigabytes|gb"),
    ("E35", "terabyte|terabytes|tb"),
];

/// The code of a unit: of a word for it, or of what is a code already; none if nobody knows what is meant.
#[must_use]
pub fn code(unit: &str) -> Option<&'static str> {
    static BY_WORD: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
        let words = WORDS
            .iter()
            .flat_map(|(code, words)| words.split('|').map(|word| (folded(word), *code)));
        // Of two meanings the first: who wrote it down first meant it more.
        words.rev().collect()
    });
    let unit = unit.trim();
    // A single letter is a word: `h` are hours, and so are `H`, whatever the list has under it.
    if unit.len() > 1
        && let Ok(at) = UNIT_CODES.binary_search(&unit)
    {
        return Some(UNIT_CODES[at]);
    }
    BY_WORD.get(&folded(unit.trim_end_matches('.'))).copied()
}

/// The first word for a code; none if the code has no word here.
#[must_use]
pub fn word(code: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == code).and_then(|(_, words)| words.split('|').next())
}

#[cfg(test)]
mod tests {
    use super::{UNIT_CODES, WORDS, code};

    #[test]
    fn every_code_is_one() {
        for (code, _) in WORDS {
            assert!(UNIT_CODES.contains(code), "{code}");
            assert_eq!(super::code(code), Some(*code), "the list is sorted");
        }
    }

    #[test]
    fn words_of_many_languages_have_a_code() {
        for (unit, expected) in [
            ("hour", Some("HUR")),
            ("Hours", Some("HUR")),
            ("Std.", Some("HUR")),
            ("heures", Some("HUR")),
            ("Stück", Some("C62")),
            ("pièce", Some("H87")),
            ("HUR", Some("HUR")),
            ("KGM", Some("KGM")),
            ("kg", Some("KGM")),
            ("m²", Some("MTK")),
            ("Tage", Some("DAY")),
            ("Monat", Some("MON")),
            ("時間", Some("HUR")),
            ("bundle of joy", None),
            ("", None),
        ] {
            assert_eq!(code(unit), expected, "{unit}");
        }
    }
}
