//! Units of quantity: from the word on a line to the code of electronic invoices (UN/ECE Recommendation 20).

use crate::text::folded;
use std::{collections::HashMap, sync::LazyLock};

/// The code of one, of which nothing more is said.
pub const ONE: &str = "C62";

/// Codes, each with the words for it in the languages of documents, as far as they are common; the first is English.
const WORDS: &[(&str, &str)] = &[
    (
        "C62",
        "piece|pieces|pc|pcs|item|items|unit|units|each|ea|stück|stücke|stk|st|einheit|einheiten|pièce|pièces|unité|unités|unidad|unidades|ud|uds|pieza|piezas|pezzo|pezzi|pz|unità|stuk|stuks|eenheid|eenheden|peça|peças|unidade|sztuka|sztuki|sztuk|szt|styck|stycken|styk|license|licenses|licence|licences|lizenz|lizenzen|user|users|seat|seats|person|people|persons|personen|one|stueck|ks|kus|kpl|db|darab|buc|bucata|tk|gab|vnt|бр|брой|ширхэг|個|个|件|position",
    ),
    (
        "HUR",
        "hour|hours|hr|hrs|h|stunde|stunden|std|heure|heures|hora|horas|ora|ore|uur|uren|godzina|godziny|godzin|godz|timme|timmar|time|timer|timma|tunti|tuntia|hodina|hodiny|hod|valanda|valandos|val|stunda|stundas|tund|tundi|час|часа|часове|цаг|時間|小时",
    ),
    (
        "MIN",
        "minute|minutes|min|mins|minuten|minuto|minutos|minuti|minuut|minuta|minuty|minut|分|分钟",
    ),
    (
        "DAY",
        "day|days|d|tag|tage|tagen|jour|jours|journée|journées|día|días|dia|dias|giorno|giorni|dag|dagen|dagar|dage|dzień|dni|night|nights|nacht|nächte|giornata|paiva|paivaa|den|dny|nap|zi|zile|diena|dienos|dienas|paev|paeva|ден|дни|өдөр|日|天|manday|person day|personentag|pt",
    ),
    (
        "WEE",
        "week|weeks|wk|woche|wochen|semaine|semaines|semana|semanas|settimana|settimane|weken|tydzień|vecka|veckor|uge|uger|viikko|tygodnie|tyden|tyzden|het|saptamana|savaite|nedela|nadal|седмица|долоо хоног|週間|週|周",
    ),
    (
        "MON",
        "month|months|mo|monat|monate|monaten|mois|mes|meses|mese|mesi|maand|maanden|mês|miesiąc|miesiące|månad|månader|måned|måneder|kuukausi|kk|mesic|mesiac|honap|luna|luni|menuo|menesis|kuu|месец|сар|月|ヶ月|か月|个月",
    ),
    ("QAN", "quarter|quarters|quartal|quartale|trimestre|trimestres|trimestri|kwartaal"),
    (
        "ANN",
        "year|years|yr|yrs|jahr|jahre|jahren|an|ans|année|années|año|años|anno|anni|jaar|jaren|ano|anos|rok|lat|år|a|vuosi|lata|roky|ev|metai|gads|aasta|година|жил|年",
    ),
    (
        "KGM",
        "kilogram|kilograms|kg|kilo|kilos|kilogramm|kilogramme|kilogrammes|kilogramo|kilogramos|chilogrammo|chilogrammi|kgs|кг|公斤",
    ),
    ("GRM", "gram|grams|g|gramm|gramme|grammes|gramo|gramos|grammo|grammi|gr"),
    (
        "TNE",
        "tonne|tonnes|t|tonnen|tonelada|toneladas|tonnellata|tonnellate|ton|tons|metric ton|tona",
    ),
    ("LBR", "pound|pounds|lb|lbs"),
    ("LTR", "litre|litres|liter|liters|l|litro|litros|litri|升|リットル"),
    (
        "MTR",
        "metre|metres|meter|meters|m|mètre|mètres|metro|metros|metri|lfm|laufmeter|метр|米|メートル",
    ),
    (
        "KMT",
        "kilometre|kilometres|kilometer|kilometers|km|kilomètre|kilomètres|kilómetro|kilómetros|chilometro|chilometri|公里",
    ),
    ("SMI", "mile|miles|mi|meile|meilen"),
    ("CMT", "centimetre|centimetres|centimeter|centimeters|cm"),
    (
        "MTK",
        "m²|m2|qm|sqm|square metre|square metres|square meter|square meters|quadratmeter|mètre carré|mètres carrés|平米|平方米",
    ),
    ("FTK", "ft²|sqft|sq ft|square foot|square feet|ft2"),
    ("MTQ", "m³|m3|cbm|cubic metre|cubic metres|cubic meter|cubic meters|kubikmeter|立方米"),
    ("KWH", "kwh|kilowatt hour|kilowatt hours|kilowattstunde|kilowattstunden"),
    ("SET", "set|sets|satz|sätze|jeu|jeux|juego|juegos|セット|套"),
    ("PR", "pair|pairs|paar|paare|paire|paires|par|pares|paio|paia"),
    ("DZN", "dozen|dozens|dutzend|douzaine|docena|dozzina|dz"),
    ("BX", "box|boxes|karton|kartons|carton|cartons|kiste|kisten|caja|cajas|scatola|scatole"),
    (
        "PK",
        "pack|packs|package|packages|packung|packungen|paket|pakete|paquet|paquets|paquete|paquetes",
    ),
    (
        "LS",
        "lump sum|flat rate|flat|pauschal|pauschale|psch|forfait|tanto alzado|forfettario|flat fee|a corpo|ryczalt|式",
    ),
    ("P1", "%|percent|per cent|prozent|pourcent|procent|por ciento|percento"),
    ("H87", "pce|piece(s)"),
    (
        "SEC",
        "second|seconds|sec|s|sekunde|sekunden|seconde|secondes|segundo|segundos|secondo|secondi",
    ),
    ("ONZ", "ounce|ounces|oz"),
    ("MMT", "mm|millimetre|millimeter"),
    ("FOT", "foot|feet|ft"),
    ("INH", "inch|inches"),
    ("MLT", "ml|millilitre|milliliter"),
    ("HLT", "hl|hectolitre|hektoliter"),
    ("MWH", "mwh|megawatt hour"),
    ("XPK", "pacchetto|balenie"),
    ("XBX", "schachtel|boite|doos|krabica|箱"),
    ("XPX", "pallet|pallets|palette|paletten|palet"),
    ("XRO", "roll|rolls|rolle|rollen|rouleau|rollo|rotolo"),
    ("XBO", "bottle|bottles|flasche|flaschen|bouteille|botella|bottiglia|瓶"),
    ("XBG", "bag|bags|beutel|sac|bolsa|sacchetto|袋"),
    ("XCR", "crate|crates"),
    ("AD", "byte|bytes"),
    ("E34", "gigabyte|gigabytes|gb"),
    ("E35", "terabyte|terabytes|tb"),
];

/// The code of a word; none of one that is not known.
#[must_use]
pub fn code_of(word: &str) -> Option<&'static str> {
    static BY_WORD: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
        let words = |(code, words): &(&'static str, &'static str)| {
            let code = *code;
            words.split('|').map(move |word| (folded(word), code))
        };
        WORDS.iter().flat_map(words).collect()
    });
    BY_WORD.get(&folded(word.trim().trim_end_matches('.'))).copied()
}

/// The English word for a code; none if only its list has one.
#[must_use]
pub fn word_of(code: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == code).and_then(|(_, words)| words.split('|').next())
}

#[cfg(test)]
mod tests {
    use super::{WORDS, code_of, folded, word_of};
    use std::collections::HashMap;

    #[test]
    fn a_unit_has_its_code_in_several_languages() {
        for (word, code) in [
            ("hour", Some("HUR")),
            ("Stunden", Some("HUR")),
            ("Std.", Some("HUR")),
            ("heure", Some("HUR")),
            ("時間", Some("HUR")),
            ("Tag", Some("DAY")),
            ("mois", Some("MON")),
            ("Stück", Some("C62")),
            ("PCS", Some("C62")),
            ("kg", Some("KGM")),
            ("m²", Some("MTK")),
            ("pauschal", Some("LS")),
            ("sprint", None),
            ("", None),
        ] {
            assert_eq!(code_of(word), code, "{word}");
        }
    }

    #[test]
    fn a_word_has_one_code_and_a_code_its_first_word() {
        let mut known = HashMap::new();
        for (code, words) in WORDS {
            for word in words.split('|') {
                let before = known.insert(folded(word), code);
                assert!(before.is_none_or(|before| before == code), "{word}: {code}, {before:?}");
            }
            assert_eq!(word_of(code).and_then(code_of), Some(*code));
        }
    }
}
