//! Rules of electronic invoices in the person's words: the field first, then what to do.

use super::texts::Texts;
use net30_domain::fault::Fault;

/// What a rule wants, with the line that it is about; none if the fault breaks no rule of an electronic invoice.
pub(super) fn said(t: Texts, fault: &Fault) -> Option<String> {
    let words = words(t, fault)?;
    let line = fault.pointer.strip_prefix("/items/").and_then(|rest| rest.split('/').next());
    let line = line.and_then(|line| line.parse::<usize>().ok());
    Some(match line {
        Some(line) => format!("{}: {words}", t.line_number(&(line + 1).to_string())),
        None => words,
    })
}

/// What a rule wants, without the line.
#[expect(clippy::too_many_lines, reason = "a line for each thing that rules want")]
pub(super) fn words(t: Texts, fault: &Fault) -> Option<String> {
    let rule = fault.code.as_ref();
    Some(match rule {
        "BR-06" => t.rule_seller_name(),
        "BR-08" | "BR-09" => t.rule_seller_country(),
        "BR-DE-3" => t.rule_seller_city(),
        "BR-DE-4" => t.rule_seller_postal_code(),
        "BR-DE-2" | "BR-DE-5" => t.rule_seller_contact(),
        "BR-DE-6" => t.rule_seller_phone(),
        "BR-DE-7" => t.rule_seller_email(),
        "BR-DE-16" => t.rule_seller_tax_id(),
        "BR-CO-26" => t.rule_seller_known(),
        "PEPPOL-EN16931-R020" => t.rule_seller_electronic(),
        "BR-62" => t.rule_seller_electronic_scheme(),
        "BR-07" => t.rule_buyer_name(),
        "BR-10" | "BR-11" => t.rule_buyer_country(),
        "BR-DE-8" => t.rule_buyer_city(),
        "BR-DE-9" => t.rule_buyer_postal_code(),
        "PEPPOL-EN16931-R010" => t.rule_buyer_electronic(),
        "BR-63" => t.rule_buyer_electronic_scheme(),
        "BR-57" | "BR-IC-12" => t.rule_ship_to_country(),
        "BR-DE-10" => t.rule_ship_to_city(),
        "BR-DE-11" => t.rule_ship_to_postal_code(),
        "BR-CO-09" => t.rule_vat_id_country(),
        "BR-CL-14" => t.rule_country(),
        "BR-CL-25" | "PEPPOL-EN16931-CL008" => t.rule_electronic_scheme(),
        "PEPPOL-COMMON-R040" | "PEPPOL-COMMON-R041" | "PEPPOL-COMMON-R042"
        | "PEPPOL-COMMON-R043" | "PEPPOL-COMMON-R049" | "PEPPOL-COMMON-R050"
        | "PEPPOL-COMMON-R052" | "PEPPOL-COMMON-R053" => t.rule_identifier(),
        "BR-CL-10" | "BR-CL-11" | "BR-CL-21" | "BR-CL-26" => t.rule_identifier_scheme(),
        "BR-02" => t.rule_number(),
        "BR-03" => t.rule_issue_date(),
        "BR-05" | "BR-CL-04" | "EN-CURRENCY-01" => t.rule_currency(),
        "BR-DEC-18" => t.rule_decimals(),
        "BR-CO-25" => t.rule_due_date(),
        "BR-DE-15" => t.rule_buyer_reference(),
        "PEPPOL-EN16931-R003" => t.rule_order_reference(),
        "PEPPOL-EN16931-R002" => t.rule_notes(),
        "BR-DE-18" => t.rule_skonto(),
        "BR-29" => t.rule_period(),
        "BR-CO-19" | "BR-CO-20" => t.rule_period_empty(),
        "BR-IC-11" => t.rule_delivery_date(),
        "BR-55" => t.rule_preceding(),
        "PEPPOL-EN16931-P0112" => t.rule_type(),
        "BR-CO-16" if fault.pointer == "/extra_fields" => t.rule_after_tax(),
        "BR-16" => t.rule_lines(),
        "BR-25" => t.rule_line_name(),
        "BR-23" | "BR-CL-23" => t.rule_line_unit(),
        "BR-27" | "BR-28" => t.rule_line_price(),
        "PEPPOL-EN16931-R121" => t.rule_line_price_base(),
        "PEPPOL-EN16931-R130" => t.rule_line_price_unit(),
        "PEPPOL-EN16931-R120" => t.rule_line_fraction(),
        "BR-30" => t.rule_line_period(),
        "PEPPOL-EN16931-R110" => t.rule_line_period_before(),
        "PEPPOL-EN16931-R111" => t.rule_line_period_after(),
        "BR-64" => t.rule_line_identifier(),
        "BR-65" | "BR-CL-13" => t.rule_line_classification(),
        "BR-CL-15" => t.rule_line_origin(),
        "BR-33" | "BR-38" | "BR-42" | "BR-44" | "BR-CO-21" | "BR-CO-22" | "BR-CO-23"
        | "BR-CO-24" => t.rule_reason(),
        "BR-CO-04" => t.rule_line_tax(),
        "BR-48" | "BR-DE-14" => t.rule_tax_rate(),
        "BR-CL-22" => t.rule_tax_code(),
        "PEPPOL-EN16931-P0104"
        | "PEPPOL-EN16931-P0105"
        | "PEPPOL-EN16931-P0106"
        | "PEPPOL-EN16931-P0107"
        | "PEPPOL-EN16931-P0108"
        | "PEPPOL-EN16931-P0109"
        | "PEPPOL-EN16931-P0110"
        | "PEPPOL-EN16931-P0111" => t.rule_tax_code_category(),
        "BR-O-11" | "BR-O-12" | "BR-O-13" | "BR-O-14" => t.rule_tax_apart(),
        "BR-47" | "BR-CL-17" | "BR-CL-18" => t.rule_tax_category(),
        "BR-B-01" | "BR-B-02" => t.rule_tax_split(),
        "BR-DE-1" | "BR-49" => t.rule_payment(),
        "BR-CL-16" => t.rule_payment_code(),
        "BR-50" | "BR-61" | "BR-DE-23-a" => t.rule_account(),
        "BR-DE-24-a" => t.rule_card(),
        "BR-DE-23-b" | "BR-DE-24-b" | "BR-DE-25-b" => t.rule_one_way_to_pay(),
        "BR-DE-25-a" | "PEPPOL-EN16931-R061" => t.rule_mandate(),
        "BR-DE-30" => t.rule_creditor_id(),
        "BR-DE-31" => t.rule_debited_account(),
        "NET30-SYNTAX" if fault.pointer == "/preceding_documents" => t.rule_preceding_several(),
        "NET30-SYNTAX" => t.rule_syntax(part(fault)),
        // What net30 writes by itself: codes, references and what it adds up.
        "NET30-TOTALS" | "EN-EXT-02" | "BR-01" | "BR-04" | "BR-12" | "BR-13" | "BR-14"
        | "BR-15" | "BR-17" | "BR-18" | "BR-19" | "BR-20" | "BR-21" | "BR-22" | "BR-24"
        | "BR-26" | "BR-31" | "BR-32" | "BR-36" | "BR-37" | "BR-41" | "BR-43" | "BR-45"
        | "BR-46" | "BR-52" | "BR-53" | "BR-54" | "BR-56" | "BR-DE-17" | "BR-DE-21"
        | "BR-DE-22" | "BR-TMP-2" => t.rule_of_net30(),
        _ if of_net30(rule) => t.rule_of_net30(),
        _ => return of_category(t, rule, &fault.pointer),
    })
}

/// Whether a rule is about figures, codes and marks that nobody types.
fn of_net30(rule: &str) -> bool {
    ["BR-CL-", "BR-CO-", "BR-DEC-", "PEPPOL-EN16931-"].iter().any(|family| {
        rule.strip_prefix(family)
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    })
}

/// Rules that each category of tax has alike, such as `BR-S-05`.
fn of_category(t: Texts, rule: &str, pointer: &str) -> Option<String> {
    let (category, number) = rule.strip_prefix("BR-")?.split_once('-')?;
    let is_taxed = match category {
        "S" | "AF" | "AG" => true,
        "Z" | "E" | "AE" | "IC" | "G" | "O" => false,
        _ => return None,
    };
    Some(match (number, category) {
        ("02" | "03" | "04", "O") => t.rule_tax_no_ids(),
        ("02" | "03" | "04", "IC") if pointer.starts_with("/customer") => t.rule_buyer_vat_id(),
        ("02" | "03" | "04", _) if pointer.starts_with("/customer") => t.rule_buyer_ids(),
        ("02" | "03" | "04", "IC" | "G") => t.rule_seller_vat_id(),
        ("02" | "03" | "04", _) => t.rule_seller_tax_id(),
        ("05" | "06" | "07", "S") => t.rule_tax_above_zero(),
        ("05" | "06" | "07", _) if is_taxed => t.rule_tax_not_negative(),
        ("05" | "06" | "07", _) => t.rule_tax_zero(),
        ("10", "Z") => t.rule_tax_no_reason(),
        ("10", _) if is_taxed => t.rule_tax_no_reason(),
        ("10", _) => t.rule_tax_reason(),
        ("01" | "08" | "09", _) => t.rule_of_net30(),
        _ => return None,
    })
}

/// What of the document a format has no place for.
fn part(fault: &Fault) -> &str {
    let said = fault.message.split_once(": ").map_or(fault.message.as_ref(), |(_, part)| part);
    said.trim_end_matches(" (NET30-SYNTAX)")
}

#[cfg(test)]
mod tests {
    use super::{super::texts::Texts, said};
    use net30_domain::fault::Fault;

    #[test]
    fn every_rule_is_told_in_words_of_both_languages() {
        let (english, german) = (Texts::asked_for("en"), Texts::asked_for("de"));
        let rules = net30_app::electronic_invoice_rules();
        assert!(rules.len() > 200, "{rules:?}");
        let mut wordless = vec![];
        for rule in rules {
            for pointer in
                ["", "/customer/tax_id", "/settings/company/tax_id", "/items/2/unit_price"]
            {
                let fault = Fault::new(pointer, rule, format!("is wrong ({rule})"));
                let told = [english, german].map(|t| said(t, &fault));
                let [Some(english), Some(german)] = told else {
                    wordless.push(rule);
                    continue;
                };
                assert_ne!(english, german, "{rule}");
                // The field, then what to do; and no word of the standard's own.
                for text in [&english, &german] {
                    assert!(text.split(": ").count() > 1 && text.ends_with(['.', '#']), "{text}");
                    assert!(!text.contains("BT-") && !text.contains("BG-"), "{text}");
                }
            }
        }
        assert!(wordless.is_empty(), "{wordless:?}");
    }

    #[test]
    fn a_rule_about_a_line_names_the_line() {
        let t = Texts::asked_for("de");
        let fault = Fault::new("/items/2/unit_price", "BR-27", "must not be negative (BR-27)");
        assert!(said(t, &fault).unwrap().starts_with("Zeile 3: Preis: "));
        let other = Fault::new("/items/2/unit_price", "required", "is required");
        assert_eq!(said(t, &other), None);
    }
}
