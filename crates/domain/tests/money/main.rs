//! What invoices and credit notes come to: the official vectors, what must hold for all input, and each rule.

mod arbitrary;
mod checks;
mod credit_notes;
mod document;
mod properties;
mod rules;
mod vectors;
