//! A type for each id, so that a customer's id is never taken for an invoice's.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// An organisation: whom API keys belong to. It has one or more accounts.
    OrganisationId,
    /// An account: a company that issues invoices, with its own numbers, customers and books.
    AccountId,
    /// An API key. The id is public, the secret is not.
    KeyId,
    /// An invoice or a credit note.
    InvoiceId,
    /// A line of an invoice.
    LineId,
    /// A customer.
    CustomerId,
    /// An entry of the catalogue of goods and services.
    ProductId,
    /// An entry of the account's table of taxes.
    TaxId,
    /// A template: how the account's documents look.
    TemplateId,
    /// A payment received for an invoice.
    PaymentId,
    /// Money given back from a payment.
    RefundId,
    /// What of a payment pays another invoice.
    CreditUseId,
    /// An event of the account's history.
    EventId,
    /// The delivery of one e-mail.
    EmailDeliveryId,
    /// Something that the server does in the background.
    JobId,
    /// A list that a person keeps under a name.
    SavedViewId,
    /// A webhook: whom the account tells what happens.
    WebhookId,
    /// What a webhook is told.
    WebhookDeliveryId,
    /// A recurring invoice.
    RecurringId,
    /// A rule by which customers are reminded.
    ReminderRuleId,
    /// A person.
    UserId,
    /// A browser in which a person is signed in.
    SessionId,
    /// A link by which somebody who was invited comes in.
    InvitationId,
}
