//! The domain seen from outside: what invoices and credit notes come to, what may be done with them, what is text and
//! what is a number.

mod arbitrary;
mod checks;
mod credit_notes;
mod document;
mod issued;
mod numbers;
mod properties;
mod rules;
mod stages;
mod standings;
mod texts;
mod vectors;
mod vectors_included;
mod walk;
