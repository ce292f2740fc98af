//! Stripe as an account has it: its credentials, and what documents offer to be paid by it.

mod offer;
mod settings;

pub use offer::Offer;
pub(crate) use offer::{is_offered, offer, payable};
pub(crate) use settings::credentials;
pub use settings::{Forget, KeyCheck, Save, StripeSettings, check, get};

use crate::{App, Error, Result};
use net30_gateways::stripe::Stripe;

impl App {
    /// The client of Stripe's API.
    pub(crate) fn stripe(&self) -> Result<&Stripe> {
        if let Some(stripe) = self.inner.stripe.get() {
            return Ok(stripe);
        }
        let made = Stripe::new(&self.outside().stripe_api_base);
        let made = made.map_err(|error| Error::Broken(error.into()))?;
        Ok(self.inner.stripe.get_or_init(|| made))
    }

    /// Where browsers are sent to pay: Stripe's own origin as a rule.
    ///
    /// # Errors
    /// [`Error::Broken`] if the machine's TLS cannot be set up.
    pub fn checkout_origin(&self) -> Result<String> {
        Ok(self.stripe()?.checkout_origin())
    }
}
