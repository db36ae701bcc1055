//! What a form is made of: everything that it shows comes in here, nothing is asked for later.

use std::collections::BTreeMap;

use jiff::civil::Date;
use shirube_domain::assess::Assessment;
use shirube_domain::catalogue::Catalogue;
use shirube_domain::degree::{Degree, DegreeKind, Denominator, DenominatorKind};
use shirube_domain::figures::Basis;
use shirube_domain::finding::Finding;
use shirube_domain::firm::FirmRecord;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::overlay::own_field;
use shirube_domain::places::Places;
use shirube_domain::plan::{FirmRole, Plan};

/// A sentence or word of the text catalogue by its key, with parameters put in.
pub type Text<'a> = dyn Fn(&str, &[(&str, &str)]) -> String + 'a;

/// Everything that the forms of one plan show.
#[derive(Clone, Copy)]
pub struct FormInput<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The catalogue that the plan pins.
    pub catalogue: &'a Catalogue,
    /// The plan's requirements, assessed.
    pub assessments: &'a [Assessment<'a>],
    /// The plan's firms, in its own order.
    pub selected: &'a [SelectedFirmView],
    /// The list of prefectures and municipalities.
    pub places: &'a Places,
    /// Names of industries by code.
    pub industries: &'a BTreeMap<String, String>,
    /// The text catalogue.
    pub text: &'a Text<'a>,
    /// The sentence of a finding.
    pub sentence: &'a dyn Fn(&Finding) -> String,
    /// The day on the cover, and the creation date of the file.
    pub today: Date,
}

/// A firm of the plan, with what its degrees are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectedFirmView {
    /// What is known of the firm.
    pub record: FirmRecord,
    /// What it is in the plan.
    pub role: FirmRole,
    /// Why it was chosen.
    pub reason: String,
    /// コネクター度
    pub connector: DegreeView,
    /// ハブ度
    pub hub: DegreeView,
}

/// A degree and what it was worked out from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DegreeView {
    /// The share, if there is one.
    pub degree: Option<Degree>,
    /// Why there is none, as a sentence; empty when there is one.
    pub missing: String,
    /// The firm's money, in yen.
    pub numerator: Option<i64>,
    /// The year of the firm's money.
    pub year: Option<FiscalYear>,
    /// 本社 or 事業所.
    pub basis: Option<Basis>,
    /// The prefecture's money.
    pub denominator: Option<Denominator>,
    /// What is worth knowing of it, as sentences.
    pub warnings: Vec<String>,
}

impl DegreeView {
    /// Whether its denominator is only the sum over the registered firms.
    pub(crate) fn is_registered_sum(&self) -> bool {
        self.denominator.as_ref().is_some_and(|d| d.kind == DenominatorKind::RegisteredSum)
    }
}

impl SelectedFirmView {
    /// One of the two degrees.
    pub fn degree(&self, kind: DegreeKind) -> &DegreeView {
        match kind {
            DegreeKind::Connector => &self.connector,
            DegreeKind::Hub => &self.hub,
        }
    }
}

impl FormInput<'_> {
    /// A word of the text catalogue; the label of a field that an overlay adds.
    pub(crate) fn word(&self, key: &str) -> String {
        let own = key.strip_prefix("field.").and_then(|path| own_field(self.catalogue, path));
        if let Some(field) = own {
            return field.label.clone();
        }
        (self.text)(key, &[])
    }

    /// A sentence of the text catalogue.
    pub(crate) fn render(&self, key: &str, params: &[(&str, &str)]) -> String {
        (self.text)(key, params)
    }

    /// The form's title.
    pub(crate) fn title(&self) -> String {
        self.word(&format!("forms.title.reference_{}", self.plan.kind.letter()))
    }

    /// Whether a requirement is still open.
    pub(crate) fn is_draft(&self) -> bool {
        self.assessments.iter().any(|assessment| !assessment.state.is_done())
    }

    /// Whether a degree stands on the sum over the registered firms.
    pub(crate) fn has_registered_sum(&self) -> bool {
        self.selected
            .iter()
            .any(|firm| firm.connector.is_registered_sum() || firm.hub.is_registered_sum())
    }
}
