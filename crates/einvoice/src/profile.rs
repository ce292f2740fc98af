//! The formats that an electronic invoice is written in, with what distinguishes them as data.

use en16931::profiles::{EN16931, PEPPOL_BIS_3, XRECHNUNG};
use en16931_formats::Syntax;
use net30_domain::account::EinvoiceProfile;

/// A format: rules and syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profile {
    /// EN 16931 in UBL.
    En16931Ubl,
    /// EN 16931 in CII.
    En16931Cii,
    /// Peppol BIS Billing 3.0, which is UBL.
    Peppol,
    /// `XRechnung` 3.0 in UBL.
    XrechnungUbl,
    /// `XRechnung` 3.0 in CII.
    XrechnungCii,
    /// What a PDF carries: Factur-X and `ZUGFeRD`, profile EN 16931.
    FacturX,
}

/// What distinguishes a format from the others.
struct Properties {
    word: &'static str,
    specification_id: &'static str,
    business_process: Option<&'static str>,
    syntax: Syntax,
    rules: &'static en16931::Profile,
}

const BILLING: Option<&str> = Some("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");

static EN16931_UBL: Properties = Properties {
    word: "en16931-ubl",
    specification_id: "urn:cen.eu:en16931:2017",
    business_process: None,
    syntax: Syntax::Ubl,
    rules: &EN16931,
};

static EN16931_CII: Properties = Properties {
    word: "en16931-cii",
    specification_id: "urn:cen.eu:en16931:2017",
    business_process: None,
    syntax: Syntax::Cii,
    rules: &EN16931,
};

static PEPPOL: Properties = Properties {
    word: "peppol",
    specification_id: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    business_process: BILLING,
    syntax: Syntax::Ubl,
    rules: &PEPPOL_BIS_3,
};

static XRECHNUNG_UBL: Properties = Properties {
    word: "xrechnung-ubl",
    specification_id: "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    business_process: BILLING,
    syntax: Syntax::Ubl,
    rules: &XRECHNUNG,
};

static XRECHNUNG_CII: Properties = Properties {
    word: "xrechnung-cii",
    specification_id: "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    business_process: BILLING,
    syntax: Syntax::Cii,
    rules: &XRECHNUNG,
};

static FACTUR_X: Properties = Properties {
    word: "factur-x",
    specification_id: "urn:cen.eu:en16931:2017",
    business_process: None,
    syntax: Syntax::Cii,
    rules: &EN16931,
};

impl Profile {
    /// Every format.
    pub const ALL: [Self; 6] = [
        Self::En16931Ubl,
        Self::En16931Cii,
        Self::Peppol,
        Self::XrechnungUbl,
        Self::XrechnungCii,
        Self::FacturX,
    ];

    fn properties(self) -> &'static Properties {
        match self {
            Self::En16931Ubl => &EN16931_UBL,
            Self::En16931Cii => &EN16931_CII,
            Self::Peppol => &PEPPOL,
            Self::XrechnungUbl => &XRECHNUNG_UBL,
            Self::XrechnungCii => &XRECHNUNG_CII,
            Self::FacturX => &FACTUR_X,
        }
    }

    /// The word for it, as in `?profile=xrechnung-ubl`.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.properties().word
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.word() == word)
    }

    /// What a document declares to follow (BT-24). Nobody types it.
    #[must_use]
    pub fn specification_id(self) -> &'static str {
        self.properties().specification_id
    }

    /// In which business process a document stands (BT-23).
    #[must_use]
    pub fn business_process(self) -> Option<&'static str> {
        self.properties().business_process
    }

    /// The edition of EN 16931-1 whose rules hold, such as `EN 16931-1:2017+A1:2019`.
    #[must_use]
    pub fn edition(self) -> &'static str {
        self.rules().edition.designation()
    }

    /// The formats of which an account promises at least one: a document has to be right in all of them.
    #[must_use]
    pub fn promised(setting: EinvoiceProfile) -> &'static [Self] {
        match setting {
            EinvoiceProfile::None => &[],
            EinvoiceProfile::En16931 => &[Self::En16931Ubl, Self::En16931Cii],
            EinvoiceProfile::Peppol => &[Self::Peppol],
            EinvoiceProfile::Xrechnung => &[Self::XrechnungUbl, Self::XrechnungCii],
        }
    }

    pub(crate) fn syntax(self) -> Syntax {
        self.properties().syntax
    }

    pub(crate) fn is_cii(self) -> bool {
        self.syntax() == Syntax::Cii
    }

    pub(crate) fn is_xrechnung(self) -> bool {
        matches!(self, Self::XrechnungUbl | Self::XrechnungCii)
    }

    pub(crate) fn rules(self) -> &'static en16931::Profile {
        self.properties().rules
    }
}

impl std::fmt::Display for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}
