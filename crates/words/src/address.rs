//! Addresses as the post of their country writes them.

use net30_domain::customer::Address;

/// The lines of an address, the country's name last where one is given.
#[must_use]
pub fn lines(address: &Address, country_name: Option<String>) -> Vec<String> {
    let part =
        |part: &Option<String>| part.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let (city, region, code) =
        (part(&address.city), part(&address.region), part(&address.postal_code));
    let joined = |parts: &[&str], between: &str| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        parts.join(between)
    };
    let town = match address.country.as_ref().map_or("", |country| country.code()) {
        "US" | "CA" | "AU" | "PR" => vec![joined(&[&city, &joined(&[&region, &code], " ")], ", ")],
        "GB" | "IE" | "IN" | "SG" | "HK" => vec![city, region, code],
        _ => vec![joined(&[&joined(&[&code, &city], " "), &region], ", ")],
    };
    let street = [&address.line1, &address.line2, &address.line3].map(part);
    let all = street.into_iter().chain(town).chain(country_name);
    all.filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::lines;
    use net30_domain::{customer::Address, text::Country};

    fn check(country: &str, expected: &[&str]) {
        let address = Address {
            line1: Some("1 Main".to_owned()),
            line2: None,
            line3: None,
            city: Some("Town".to_owned()),
            region: Some("RG".to_owned()),
            postal_code: Some("12345".to_owned()),
            country: Some(Country::parse(country).unwrap()),
        };
        assert_eq!(lines(&address, None), expected);
    }

    #[test]
    fn the_town_is_written_as_its_country_does() {
        check("US", &["1 Main", "Town, RG 12345"]);
        check("DE", &["1 Main", "12345 Town, RG"]);
        check("GB", &["1 Main", "Town", "RG", "12345"]);
        assert_eq!(lines(&Address::default(), None), [""; 0]);
        assert_eq!(lines(&Address::default(), Some("France".to_owned())), ["France"]);
    }
}
