//! Rules in the words of net30: what is wrong, and what would be right.

use en16931::Finding;

/// What a rule wants, as a sentence that goes on where the pointer ends; none of rules that hardly anybody meets.
pub(super) fn of(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "BR-06" => "is missing: the seller needs a name",
        "BR-07" => "is missing: the buyer needs a name",
        "BR-08" | "BR-09" => "is missing: the seller's address needs a country",
        "BR-10" | "BR-11" => "is missing: the buyer's address needs a country",
        "BR-16" => "is empty: the document needs a line",
        "BR-25" => "is missing: each line needs a name",
        "BR-27" => "must not be negative",
        "BR-29" | "BR-30" => "is before the first day of the period",
        "BR-50" | "BR-61" => "has neither an IBAN nor an account number: a transfer needs one",
        "BR-55" => "is missing: the document that this one follows needs its number",
        "BR-57" => "is missing: the address that goods go to needs a country",
        "BR-62" | "BR-63" => "has no scheme: it needs a code of the EAS list, such as 0088 or 9930",
        "BR-CL-14" => "is not a country of ISO 3166-1",
        "BR-CL-25" => "has a scheme that is not on the EAS list",
        "BR-CL-22" => "begins with a code that is not on the VATEX list",
        "BR-CO-04" => "is missing: each line needs a tax category",
        "BR-CO-09" => "begins with no country: a VAT id does, such as DE or EL",
        "BR-CO-25" => "is missing: what is to be paid needs a due date or payment terms",
        "BR-CO-26" => {
            "is missing: the seller needs a legal id or a VAT id, so that the buyer knows it by it"
        }
        "BR-CO-17" | "BR-S-09" | "BR-AF-09" | "BR-AG-09" => "is not the rate of its base",
        "BR-E-10" => "is missing: an exemption needs its reason",
        "BR-AE-10" => "is missing: reverse charge needs a reason",
        "BR-IC-10" => "is missing: an intra-community supply needs a reason",
        "BR-IC-11" => {
            "is missing: an intra-community supply needs its delivery date or a service period"
        }
        "BR-IC-12" => "is missing: an intra-community supply needs the country that goods go to",
        "BR-G-10" => "is missing: an export needs a reason",
        "BR-O-10" => "is missing: what is not subject to VAT needs a reason",
        "BR-S-10" | "BR-Z-10" => "must not be there: only what is not taxed has a reason",
        "BR-O-11" | "BR-O-12" | "BR-O-13" | "BR-O-14" => {
            "is beside other categories: what is not subject to VAT (O) needs a document of its own"
        }
        "BR-S-05" | "BR-S-06" | "BR-S-07" => "is not above zero: category S needs a rate",
        "BR-DE-1" => {
            "is missing: XRechnung needs to know how it is paid, such as by transfer to an IBAN"
        }
        "BR-DE-2" => "is missing: XRechnung needs a contact of the seller",
        "BR-DE-3" => "is missing: XRechnung needs the seller's city",
        "BR-DE-4" => "is missing: XRechnung needs the seller's postal code",
        "BR-DE-5" => "is missing: XRechnung needs the name of a contact of the seller",
        "BR-DE-6" => "is missing: XRechnung needs the seller's phone number",
        "BR-DE-7" => "is missing: XRechnung needs the seller's e-mail address",
        "BR-DE-8" => "is missing: XRechnung needs the buyer's city",
        "BR-DE-9" => "is missing: XRechnung needs the buyer's postal code",
        "BR-DE-10" => {
            "is missing: XRechnung needs the city that goods go to, if it is told an address"
        }
        "BR-DE-11" => {
            "is missing: XRechnung needs the postal code that goods go to, if it is told an address"
        }
        "BR-DE-14" => "is missing: XRechnung needs the rate of each tax",
        "BR-DE-15" => "is missing: XRechnung needs the buyer's reference, such as a Leitweg-ID",
        "BR-DE-16" => "is missing: XRechnung needs the seller's VAT id or tax number",
        "BR-DE-18" => "has a line for early payment that is not in XRechnung's form",
        "BR-DE-23-a" => "is missing: a transfer needs an account",
        "BR-DE-24-a" => "is missing: a payment by card needs the card",
        "BR-DE-25-a" | "PEPPOL-EN16931-R061" => "is missing: a direct debit needs its mandate",
        "BR-DE-30" => "is missing: a direct debit needs the creditor's id",
        "BR-DE-31" => "is missing: a direct debit needs the account that is debited",
        "PEPPOL-EN16931-R002" => "are several: Peppol takes one note",
        "PEPPOL-EN16931-R003" => "is missing: Peppol needs the buyer's reference or order number",
        "PEPPOL-EN16931-R010" => "is missing: the buyer needs an address for electronic invoices",
        "PEPPOL-EN16931-R020" => "is missing: the seller needs an address for electronic invoices",
        "PEPPOL-EN16931-R110" => "is before the period of the document",
        "PEPPOL-EN16931-R111" => "is after the period of the document",
        "PEPPOL-EN16931-R120" => {
            "comes to a fraction that its currency has not: Peppol wants quantity × price to be the amount of the line"
        }
        "PEPPOL-EN16931-R121" => "is not above zero",
        "PEPPOL-EN16931-CL008" => "has a scheme that is not on the EAS list of Peppol",
        _ => return None,
    })
}

/// A rule in its authority's own words, without its name.
pub(super) fn published(finding: &Finding) -> String {
    let text = finding.message.trim().trim_end_matches('.');
    format!("breaks a rule: {text}")
}
