//! How long it takes to say, judge, write and read an electronic invoice: `cargo bench -p net30-einvoice`.

#[path = "../tests/it/documents.rs"]
mod documents;
#[path = "../tests/it/scenarios.rs"]
mod scenarios;

use net30_einvoice::{Profile, document, read, validate, write};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Two lines, two lines with prices that include tax, 200 lines.
const SCENARIOS: [&str; 3] = ["two-rates", "included-adjusted", "many-lines"];
const HOW_LONG: Duration = Duration::from_millis(500);

fn main() {
    let wanted = |(name, _): &(String, _)| SCENARIOS.contains(&name.as_str());
    for (name, source) in scenarios::all().into_iter().filter(wanted) {
        let said = document(&source);
        time(&name, "document", || document(&source));
        for profile in [Profile::XrechnungUbl, Profile::Peppol, Profile::FacturX] {
            let xml = write(&said, profile).expect("it is complete");
            time(&name, &format!("validate {profile}"), || validate(&said, profile));
            time(&name, &format!("write {profile}"), || write(&said, profile));
            time(&name, &format!("read {profile}"), || read(&xml));
        }
    }
}

/// Prints the mean of the runs.
fn time<T>(scenario: &str, what: &str, run: impl Fn() -> T) {
    let begin = Instant::now();
    let mut runs = 0_u32;
    while begin.elapsed() < HOW_LONG {
        black_box(run());
        runs += 1;
    }
    println!("{scenario:<18} {what:<24} {:>10.3?}", begin.elapsed() / runs);
}
