//! Why no tax is charged, where nobody said it in other words: what the page and the electronic invoice say.

use crate::Word;
use net30_domain::tax::Category;

impl Word {
    /// The word for why a category of tax charges none; none if it charges some, or needs no reason.
    #[must_use]
    pub fn of_exemption(category: Category) -> Option<Self> {
        match category {
            Category::ReverseCharge => Some(Self::ReverseCharge),
            Category::IntraCommunity => Some(Self::IntraCommunity),
            Category::Export => Some(Self::Export),
            Category::Exempt => Some(Self::Exempt),
            Category::OutOfScope => Some(Self::OutOfScope),
            Category::Standard | Category::Zero | Category::Igic | Category::Ipsi => None,
        }
    }
}
