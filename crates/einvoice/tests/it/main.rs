//! Electronic invoices: written in every format, judged by the official rules, and read back.

mod arbitrary;
mod documents;
mod figures;
mod formats;
mod incomplete;
mod official;
mod reading;
mod refused;
mod samples;
mod scenarios;
