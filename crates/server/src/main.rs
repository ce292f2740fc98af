//! net30
fn main() {}
