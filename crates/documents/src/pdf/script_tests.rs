//! Every script comes from the binary: these tests have no other fonts.

use super::{
    tests::{Case, tool},
    world::{Families, Shared},
};
use crate::fixture;
use net30_domain::{
    customer::{Address, Name},
    html::Html,
    money::{Amount, Currency},
    seller::Seller,
    template::{Font, Layout, Look},
    text::{Country, Language},
};
use net30_words::{Formats, Locale};
use std::fmt::Write as _;

fn families() -> Families {
    Families::of(super::fonts::OWN.iter().map(|own| &own.info))
}

/// What is written in a script, and the fonts that it is printed in.
const SCRIPTS: [(&str, &str, &str); 11] = [
    ("Latin", "Zażółć gęślą jaźń, Þórður & Đặng Ünlü", "NotoSans-"),
    ("Cyrillic", "Съешь ещё этих мягких французских булок", "NotoSans-"),
    ("Greek", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία", "NotoSans-"),
    ("Arabic", "شركة القاهرة للتجارة والتوريد", "NotoSansArabic-"),
    ("Hebrew", "חברת תל אביב לעיצוב בע״מ", "NotoSansHebrew-"),
    ("Thai", "บริษัทกรุงเทพการออกแบบจำกัด", "NotoSansThai-"),
    ("Devanagari", "दिल्ली डिज़ाइन प्राइवेट लिमिटेड", "NotoSansDevanagari-"),
    ("Japanese", "東京デザイン株式会社 髙橋﨑", "NotoSansJP-"),
    ("Chinese", "北京设计有限公司 镕喆珺", "NotoSansSC-"),
    ("Korean", "서울디자인 주식회사", "NotoSansKR-"),
    ("Emoji", "😀 🎉 👩‍👩‍👧‍👦 ❤️ 👍🏽 🇩🇪", "NotoEmoji-"),
];

#[test]
fn a_line_in_each_script_is_printed_in_its_font() {
    for (script, words, font) in SCRIPTS {
        for own in [Font::Sans, Font::Serif] {
            let mut case = Case::of(fixture::invoice_of(1));
            case.look = Look { font: own, ..Look::default() };
            case.invoice.content.lines[0].name = Some(words.to_owned());
            case.invoice.content.lines[0].description =
                Some(Html::sanitised(&format!("<p>{words} <b>{words}</b></p>")));
            let pdf = case.pdf(&[]);
            let text = tool("pdftotext", &["-layout", "-", "-"], &pdf);
            assert!(!text.contains('\u{fffd}'), "{script}: {text}");
            // Right to left, and where letters join, poppler gives other orders and forms.
            let letters = words.chars().filter(|c| !c.is_whitespace());
            let (found, all): (Vec<char>, Vec<char>) =
                (letters.clone().filter(|&c| text.contains(c)).collect(), letters.collect());
            assert!(found.len() * 10 >= all.len() * 7, "{script}: {words} is not in {text}");
            let fonts = tool("pdffonts", &["-"], &pdf);
            let font =
                if own == Font::Serif { font.replace("Sans-", "Serif-") } else { font.to_owned() };
            assert!(fonts.contains(&font), "{script}: no {font} in\n{fonts}");
            assert!(fonts.contains("TrueType"), "{fonts}");
        }
    }
}

#[test]
fn han_characters_have_the_forms_of_whoever_reads_them() {
    let buyer_in = |country: &str| Country::parse(country).ok();
    for (language, country, words, expected, other) in [
        (Language::Ja, Some("CN"), "直角 骨", "NotoSansJP", "NotoSansSC"),
        (Language::Zh, Some("JP"), "直角 骨", "NotoSansSC", "NotoSansJP"),
        (Language::En, Some("JP"), "直角 骨", "NotoSansJP", "NotoSansSC"),
        (Language::En, Some("TW"), "直角 骨", "NotoSansSC", "NotoSansJP"),
        (Language::En, None, "直角 骨", "NotoSansSC", "NotoSansJP"),
        (Language::En, None, "直角の骨", "NotoSansJP", "NotoSansSC"),
        (Language::En, None, "辻 直角", "NotoSansJP", "NotoSansSC"),
    ] {
        let mut case = Case::of(fixture::invoice_of(1));
        case.invoice.content.language = language;
        case.buyer.address = Address { country: country.and_then(buyer_in), ..Address::default() };
        case.seller.address.country = None;
        case.invoice.content.lines[0].name = Some(words.to_owned());
        let fonts = tool("pdffonts", &["-"], &case.pdf(&[]));
        assert!(fonts.contains(expected), "{language:?} {country:?} {words}: {fonts}");
        assert!(!fonts.contains(other), "{language:?} {words}: {fonts}");
    }
}

#[test]
fn a_font_that_no_text_needs_is_not_tried() {
    let families = families();
    let needed = |text: &str| families.needed("Noto Sans", None, text.chars().collect());
    assert_eq!(needed("Zażółć Ωμέγα Щука"), ["Noto Sans"]);
    assert_eq!(needed("שלום"), ["Noto Sans", "Noto Sans Hebrew"]);
    assert_eq!(needed("東京デザイン"), ["Noto Sans", "Noto Sans JP"]);
    assert_eq!(needed("发票 辻"), ["Noto Sans", "Noto Sans SC", "Noto Sans JP"]);
}

#[test]
fn the_binary_has_every_character_of_every_catalogue() {
    let families = families();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../words/i18n");
    let mut missing = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        count += 1;
        for c in text.chars().filter(|&c| c != '\n' && !families.has(c)) {
            writeln!(missing, "{c} (U+{:04X}) of {}", u32::from(c), path.display()).unwrap();
        }
    }
    assert!(count > Language::ALL.len(), "{count} catalogues");
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn the_binary_has_the_sign_of_every_currency_and_the_name_of_every_country() {
    let families = families();
    for &language in Language::ALL {
        let formats = Formats::of(Locale::of(language, None));
        for (first, second) in ('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| (a, b))) {
            if let Ok(country) = Country::parse(&format!("{first}{second}")) {
                let name = formats.country(country);
                let lacking = super::printable::lacking_in(&name, &families);
                assert!(lacking.is_empty(), "{language:?} {name}: {lacking:?}");
            }
            for third in 'A'..='Z' {
                if let Some(currency) = Currency::parse(&format!("{first}{second}{third}")) {
                    let amount = formats.money(currency).amount(Amount(123_456));
                    let lacking = super::printable::lacking_in(&amount, &families);
                    assert!(lacking.is_empty(), "{language:?} {amount}: {lacking:?}");
                }
            }
        }
    }
}

#[test]
fn many_scripts_in_one_line_are_all_printed() {
    let all: Vec<&str> = SCRIPTS.iter().map(|(_, words, _)| *words).collect();
    let mut case = Case::of(fixture::invoice_of(1));
    case.seller = Seller { name: all.join(" "), ..fixture::seller() };
    case.buyer.name = Name { company: Some(all.join(" · ")), ..Name::default() };
    for layout in Layout::ALL {
        case.look.layout = layout;
        let text = case.text();
        assert!(!text.contains('\u{fffd}'), "{layout:?}: {text}");
        let fonts = tool("pdffonts", &["-"], &case.pdf(&[]));
        for (script, _, font) in SCRIPTS {
            assert!(fonts.contains(font), "{layout:?} {script}: {fonts}");
        }
    }
}

#[test]
fn further_fonts_are_only_asked_for_what_the_binary_lacks() {
    let shared = Shared::new(vec![]);
    let text: String = SCRIPTS.iter().map(|(_, words, _)| *words).collect();
    assert!(super::printable::lacking_in(&text, shared.families()).is_empty());
    assert_eq!(super::printable::lacking_in("አማርኛ x", shared.families()).len(), 4);
}
