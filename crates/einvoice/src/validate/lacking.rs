//! Which identifiers a category of tax wants of seller and buyer (BR-S-02 to BR-O-04).

use crate::fault::Fault;

/// The faults of a rule about identifiers, each at the party that lacks one; none if the rule is about something else.
pub(super) fn identifiers(model: &en16931::Invoice, rule: &str) -> Option<Vec<Fault>> {
    let (category, number) = rule.strip_prefix("BR-")?.split_once('-')?;
    if !matches!(number, "02" | "03" | "04") {
        return None;
    }
    let seller = &model.seller;
    let buyer = &model.buyer;
    let has_representative = model.tax_representative.is_some();
    let has_vat_id = seller.vat_identifier.is_some() || has_representative;
    let has_any_id = has_vat_id || seller.tax_registration.is_some();
    let seller_wants = |message: &str| Fault::new("/settings/company/tax_id", rule, message);
    let buyer_wants = |message: &str| Fault::new("/customer/tax_id", rule, message);
    let mut faults = Vec::new();
    match category {
        "S" | "Z" | "E" | "AF" | "AG" if !has_any_id => {
            faults.push(seller_wants(
                "is missing: VAT is shown with the seller's VAT id or tax number only",
            ));
        }
        "AE" => {
            if !has_any_id {
                faults.push(seller_wants(
                    "is missing: reverse charge needs the seller's VAT id or tax number",
                ));
            }
            if buyer.vat_identifier.is_none() && buyer.legal_registration.is_none() {
                faults.push(buyer_wants(
                    "is missing: reverse charge needs the buyer's VAT id or legal id",
                ));
            }
        }
        "IC" => {
            if !has_vat_id {
                faults.push(seller_wants(
                    "is missing: an intra-community supply needs the seller's VAT id",
                ));
            }
            if buyer.vat_identifier.is_none() {
                faults.push(buyer_wants("is missing: an intra-community supply needs the buyer's VAT id, with its country"));
            }
        }
        "G" if !has_vat_id => {
            faults.push(seller_wants("is missing: an export needs the seller's VAT id"));
        }
        _ => return None,
    }
    (!faults.is_empty()).then_some(faults)
}
