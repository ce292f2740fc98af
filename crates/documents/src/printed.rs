//! The texts that a document prints, and where they were written: for whoever must say which of them cannot be printed.

use net30_domain::{
    bank::BankAccount,
    customer::{Address, Name, Party, ShipTo},
    document::{Content, Line},
    invoice::Invoice,
    seller::Seller,
    tax::Tax,
    template::Look,
};
use std::fmt;

/// Where a text was written: a JSON pointer in the native API's names, as it is walked.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The document.
    Document,
    /// A field of what stands at a place.
    Field(&'a Place<'a>, &'static str),
    /// An entry of what stands at a place.
    Entry(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => Ok(()),
            Self::Field(of, name) => write!(f, "{of}/{name}"),
            Self::Entry(of, index) => write!(f, "{of}/{index}"),
        }
    }
}

/// Where the pattern of invoices' and credit notes' numbers is written.
pub const NUMBERING: Place<'static> = Place::Field(&SETTINGS, "numbering");
const SETTINGS: Place<'static> = Place::Field(&Place::Document, "settings");

/// Takes a text with its place.
pub type Take<'t> = dyn FnMut(Place<'_>, &str) + 't;

/// Hands over the texts that a document prints of itself and of its customer.
pub fn of_document(invoice: &Invoice, buyer: &Party, take: &mut Take<'_>) {
    let content = &invoice.content;
    of_content(content, invoice.document.asks_for_money(), take);
    for (index, line) in content.lines.iter().enumerate() {
        let items = Place::Field(&Place::Document, "items");
        of_line(line, Place::Entry(&items, index), take);
    }
    of_buyer(buyer, content.presentation.ship_to && content.deliver_to.is_none(), take);
}

/// Hands over the texts that every document of a seller prints.
pub fn of_seller(seller: &Seller, take: &mut Take<'_>) {
    let company = Place::Field(&SETTINGS, "company");
    fields(
        company,
        [
            ("name", Some(&seller.name)),
            ("legal_id", seller.legal_id.as_ref()),
            ("tax_id", seller.tax_id.as_ref()),
            ("tax_number", seller.tax_number.as_ref()),
            ("contact_name", seller.contact_name.as_ref()),
            ("phone", seller.phone.as_ref()),
            ("website", seller.website.as_ref()),
        ],
        take,
    );
    if let Some(email) = &seller.email {
        take(Place::Field(&company, "email"), email.as_str());
    }
    of_address(&seller.address, Place::Field(&company, "address"), take);
    if let Some(bank) = &seller.bank {
        of_bank(bank, Place::Field(&company, "bank"), take);
    }
}

/// Hands over the article numbers of a document's lines, which few templates print.
pub fn of_item_numbers(invoice: &Invoice, take: &mut Take<'_>) {
    let items = Place::Field(&Place::Document, "items");
    for (index, line) in invoice.content.lines.iter().enumerate() {
        let number = line.item.seller_item_id.as_ref();
        fields(Place::Entry(&items, index), [("seller_item_id", number)], take);
    }
}

/// Hands over the texts of a template.
pub fn of_look(look: &Look, take: &mut Take<'_>) {
    let template = Place::Field(&Place::Document, "template");
    fields(template, [("header", look.header.as_ref()), ("footer", look.footer.as_ref())], take);
    let texts = look.texts.iter().map(|own| (own.heading.word(), Some(&own.text)));
    fields(Place::Field(&template, "texts"), texts, take);
}

fn fields<'a>(
    of: Place<'_>,
    texts: impl IntoIterator<Item = (&'static str, Option<&'a String>)>,
    take: &mut Take<'_>,
) {
    for (name, text) in texts {
        if let Some(text) = text {
            take(Place::Field(&of, name), text);
        }
    }
}

fn of_content(content: &Content, asks_for_money: bool, take: &mut Take<'_>) {
    let document = Place::Document;
    let texts = content.texts.texts().chain(content.references.texts()).chain([
        ("notes", content.notes.as_deref()),
        ("terms", content.terms.as_deref()),
        ("number", content.number.as_deref()),
        ("payment_terms", content.payment_terms.as_deref().filter(|_| asks_for_money)),
    ]);
    for (name, text) in texts {
        if let Some(text) = text {
            take(Place::Field(&document, name), text);
        }
    }
    if let Some(to) = &content.deliver_to {
        let place = Place::Field(&document, "deliver_to");
        fields(place, [("name", to.name.as_ref())], take);
        of_address(&to.address, Place::Field(&place, "address"), take);
    }
    if asks_for_money {
        let means = Place::Field(&document, "payment_means");
        fields(means, [("reference", content.payment_means.reference.as_ref())], take);
        if let Some(bank) = &content.payment_means.account {
            of_bank(bank, Place::Field(&means, "bank"), take);
        }
    }
    of_adjustments(content, take);
    of_taxes(&content.taxes, document, take);
}

fn of_adjustments(content: &Content, take: &mut Take<'_>) {
    let document = Place::Document;
    let adjustments = &content.adjustments;
    let discount = adjustments.discount.as_ref().and_then(|discount| discount.name.as_ref());
    fields(document, [("discount_name", discount)], take);
    let extra = adjustments.extra_charge.as_ref().and_then(|extra| extra.name.as_ref());
    fields(Place::Field(&document, "extra_charges"), [("name", extra)], take);
    for (name, list) in [("allowances", &adjustments.allowances), ("charges", &adjustments.charges)]
    {
        let place = Place::Field(&document, name);
        for (index, own) in list.iter().enumerate() {
            let place = Place::Entry(&place, index);
            fields(place, [("reason", own.reason.as_ref())], take);
            if let Some(tax) = &own.tax {
                of_tax(tax, Place::Field(&place, "tax"), take);
            }
        }
    }
    for (index, field) in adjustments.extra_fields.iter().enumerate() {
        let place = Place::Field(&document, "extra_fields");
        fields(Place::Entry(&place, index), [("name", Some(&field.name))], take);
    }
}

fn of_line(line: &Line, place: Place<'_>, take: &mut Take<'_>) {
    let discount = line.discount.as_ref().and_then(|discount| discount.name.as_ref());
    fields(
        place,
        [("name", line.name.as_ref()), ("unit", line.unit.as_ref()), ("discount_name", discount)],
        take,
    );
    if let Some(description) = line.description.as_deref() {
        take(Place::Field(&place, "description"), description);
    }
    of_taxes(&line.taxes, place, take);
}

fn of_taxes(taxes: &[Tax], of: Place<'_>, take: &mut Take<'_>) {
    let place = Place::Field(&of, "taxes");
    for (index, tax) in taxes.iter().enumerate() {
        of_tax(tax, Place::Entry(&place, index), take);
    }
}

fn of_tax(tax: &Tax, place: Place<'_>, take: &mut Take<'_>) {
    let reason = tax.exemption_reason.as_ref();
    fields(place, [("name", Some(&tax.name)), ("exemption_reason", reason)], take);
}

fn of_buyer(buyer: &Party, with_ship_to: bool, take: &mut Take<'_>) {
    let place = Place::Field(&Place::Document, "customer");
    of_name(&buyer.name, "company", place, take);
    fields(
        place,
        [
            ("contact_name", buyer.contact_name.as_ref()),
            ("tax_id", buyer.tax_id.as_ref()),
            ("legal_id", buyer.legal_id.as_ref()),
        ],
        take,
    );
    of_address(&buyer.address, Place::Field(&place, "address"), take);
    if let Some(to) = buyer.ship_to.as_ref().filter(|_| with_ship_to) {
        of_ship_to(to, Place::Field(&place, "ship_to"), take);
    }
}

fn of_ship_to(to: &ShipTo, place: Place<'_>, take: &mut Take<'_>) {
    of_name(&to.name, "name", place, take);
    fields(place, [("phone", to.phone.as_ref()), ("legal_id", to.legal_id.as_ref())], take);
    if let Some(email) = &to.email {
        take(Place::Field(&place, "email"), email.as_str());
    }
    of_address(&to.address, Place::Field(&place, "address"), take);
}

fn of_name(name: &Name, company: &'static str, place: Place<'_>, take: &mut Take<'_>) {
    fields(
        place,
        [
            (company, name.company.as_ref()),
            ("first_name", name.first_name.as_ref()),
            ("last_name", name.last_name.as_ref()),
        ],
        take,
    );
}

fn of_address(address: &Address, place: Place<'_>, take: &mut Take<'_>) {
    fields(
        place,
        [
            ("line1", address.line1.as_ref()),
            ("line2", address.line2.as_ref()),
            ("line3", address.line3.as_ref()),
            ("city", address.city.as_ref()),
            ("region", address.region.as_ref()),
            ("postal_code", address.postal_code.as_ref()),
        ],
        take,
    );
}

fn of_bank(bank: &BankAccount, place: Place<'_>, take: &mut Take<'_>) {
    fields(
        place,
        [
            ("holder", bank.holder.as_ref()),
            ("account_number", bank.account_number.as_ref()),
            ("bic", bank.bic.as_ref()),
            ("bank_name", bank.bank_name.as_ref()),
        ],
        take,
    );
    for (code, text) in &bank.codes {
        take(Place::Field(&place, code.word()), text);
    }
}

#[cfg(test)]
mod tests {
    use super::{of_document, of_item_numbers, of_look, of_seller};
    use crate::{DocumentInput, fixture, pdf::PdfRenderer};
    use net30_domain::{
        Decimal,
        bank::{BankAccount, BankCode},
        customer::{Address, Name, ShipTo},
        document::{AllowanceCharge, DeliverTo, Discount, ExtraCharge, ExtraField, Of},
        html::Html,
        invoice::{Invoice, Stage},
        tax::{Category, Rate},
        template::{Column, Heading, Look, Wording},
        text::Email,
    };
    use std::collections::BTreeSet;

    /// Characters that no font in the binary has, each once.
    struct Odd(std::ops::RangeInclusive<char>);

    impl Odd {
        fn text(&mut self) -> String {
            let odd = self.0.next().expect("there are enough letters");
            format!("x{odd}y")
        }

        #[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
        fn some(&mut self) -> Option<String> {
            Some(self.text())
        }

        fn address(&mut self) -> Address {
            Address {
                line1: self.some(),
                line2: self.some(),
                line3: self.some(),
                city: self.some(),
                region: self.some(),
                postal_code: self.some(),
                country: None,
            }
        }

        fn name(&mut self) -> Name {
            Name { company: self.some(), first_name: self.some(), last_name: self.some() }
        }

        fn bank(&mut self) -> BankAccount {
            BankAccount {
                holder: self.some(),
                iban: Some("DE71110220330123456789".to_owned()),
                account_number: self.some(),
                codes: BankCode::ALL.map(|code| (code, self.text())).into(),
                bic: self.some(),
                bank_name: self.some(),
            }
        }
    }

    #[test]
    fn every_text_that_is_printed_is_known_with_its_place() {
        for deliver_to in [false, true] {
            let mut odd = Odd('\u{1200}'..='\u{1248}');
            let mut more = Odd('\u{13000}'..='\u{1342f}');
            check(&mut odd, &mut more, deliver_to);
        }
    }

    /// An invoice whose every text is odd.
    fn odd_invoice(odd: &mut Odd, more: &mut Odd, deliver_to: bool) -> Invoice {
        let mut invoice = fixture::invoice();
        if let Stage::Issued(_) = &invoice.stage {
            invoice.stage = Stage::Draft { kept_number: None };
        }
        invoice.payments.clear();
        let rate = Rate::Percentage(Decimal::TEN);
        let content = &mut invoice.content;
        let html = |text: String| Some(Html::sanitised(&text));
        (content.texts.header, content.number, content.payment_terms) =
            (odd.some(), odd.some(), odd.some());
        (content.notes, content.terms, content.texts.description) =
            (html(odd.text()), html(odd.text()), html(odd.text()));
        let references = &mut content.references;
        (references.buyer_reference, references.purchase_order) = (odd.some(), odd.some());
        (references.contract_reference, references.project_reference) = (odd.some(), odd.some());
        content.adjustments.discount = Some(Discount { rate, name: odd.some(), code: None });
        content.adjustments.extra_charge = Some(ExtraCharge { rate, name: odd.some(), code: None });
        let allowance = |reason| AllowanceCharge { rate, reason, code: None, tax: None };
        content.adjustments.allowances = vec![allowance(odd.some())];
        content.adjustments.charges = vec![allowance(odd.some())];
        content.adjustments.extra_fields =
            vec![ExtraField { name: odd.text(), rate, of: Of::Gross }];
        content.payment_means.reference = odd.some();
        content.payment_means.account = Some(Box::new(more.bank()));
        content.presentation.ship_to = true;
        if deliver_to {
            content.deliver_to =
                Some(Box::new(DeliverTo { name: odd.some(), address: more.address() }));
        }
        for line in &mut content.lines {
            (line.name, line.unit) = (odd.some(), odd.some());
            line.item.seller_item_id = more.some();
            line.description = html(odd.text());
            line.discount = Some(Discount { rate, name: odd.some(), code: None });
        }
        let reason = odd.some();
        for tax in &mut content.taxes {
            tax.name = odd.text();
            tax.exemption_reason.clone_from(&reason);
        }
        let totals = &mut invoice.totals;
        totals.each_allowance = vec![net30_domain::totals::AllowanceChargeTotal::default()];
        totals.each_charge = vec![net30_domain::totals::AllowanceChargeTotal::default()];
        totals.extra_fields = vec![net30_domain::money::Amount(1)];
        for (total, tax) in totals.taxes.iter_mut().zip(&invoice.content.taxes) {
            total.name.clone_from(&tax.name);
            total.exemption_reason.clone_from(&tax.exemption_reason);
            total.category = Category::Exempt;
        }
        invoice
    }

    fn check(odd: &mut Odd, more: &mut Odd, deliver_to: bool) {
        let invoice = odd_invoice(odd, more, deliver_to);
        let mut seller = fixture::seller();
        (seller.name, seller.address) = (more.text(), more.address());
        (seller.legal_id, seller.tax_id, seller.tax_number) =
            (more.some(), more.some(), more.some());
        (seller.contact_name, seller.phone, seller.website) =
            (more.some(), more.some(), more.some());
        seller.email = Email::parse(&format!("{}@a.example", more.text())).ok();
        seller.bank = Some(more.bank());
        let mut buyer = fixture::buyer();
        (buyer.name, buyer.contact_name, buyer.address) =
            (more.name(), more.some(), more.address());
        (buyer.tax_id, buyer.legal_id) = (more.some(), more.some());
        buyer.ship_to = Some(ShipTo {
            name: more.name(),
            address: more.address(),
            email: Email::parse(&format!("{}@b.example", more.text())).ok(),
            phone: more.some(),
            legal_id: more.some(),
        });
        let look = Look {
            header: more.some(),
            footer: more.some(),
            columns: Column::ALL.to_vec(),
            texts: Heading::ALL.map(|heading| Wording { heading, text: more.text() }).to_vec(),
            ..Look::default()
        };
        let input = DocumentInput {
            invoice: &invoice,
            seller: &seller,
            buyer: &buyer,
            look: &look,
            public_url: None,
            pay_online: false,
            created_at: invoice.created_at,
        };
        let renderer = PdfRenderer::new();
        let printed = renderer.lacking_of(&input).unwrap();
        let mut known = BTreeSet::new();
        let mut places = BTreeSet::new();
        let mut take = |place: super::Place<'_>, text: &str| {
            let lacking = renderer.lacking(text);
            if !lacking.is_empty() {
                assert!(places.insert(place.to_string()), "{place} is told twice");
            }
            known.extend(lacking);
        };
        of_document(&invoice, &buyer, &mut take);
        of_seller(&seller, &mut take);
        of_look(&look, &mut take);
        of_item_numbers(&invoice, &mut take);
        let unknown: Vec<&char> = printed.difference(&known).collect();
        assert!(
            unknown.is_empty(),
            "{unknown:?} are printed, and nobody knows where they are written"
        );
        assert!(printed.len() > 60, "{printed:?}");
        for place in [
            "/items/1/description",
            "/allowances/0/reason",
            "/extra_fields/0/name",
            "/taxes/0/name",
            "/payment_means/bank/holder",
            "/settings/company/bank/sort_code",
            "/template/footer",
            "/template/texts/unit_price",
            "/items/0/seller_item_id",
            "/customer/address/line2",
        ] {
            assert!(places.contains(place), "{place} is not among {places:?}");
        }
    }
}
