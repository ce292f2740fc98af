//! Where what a document is about was delivered.

use crate::customer::Address;

/// Who received the goods, and where (BG-13).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliverTo {
    /// Who (BT-70).
    pub name: Option<String>,
    /// Where (BG-15); the country is BT-80.
    pub address: Address,
}
