//! What a threshold can be put on: a small closed set of numbers of a plan.

use crate::answers::Answers;
use crate::fields::{self, Column, FieldType};
use crate::plan::{FirmRole, PlanKind};

/// The heads of indicators that a metric can name.
pub const HEADS: [&str; 4] = ["in_region_transactions", "sales", "labour", "custom"];

/// A number of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// The last target against the baseline, percent of the baseline.
    KpiGrowth(&'static str),
    /// The same as growth per year, percent.
    KpiCagr(&'static str),
    /// The last target less the baseline, in a unit.
    KpiIncrease(&'static str),
    /// The last target, in a unit.
    KpiTarget(&'static str),
    /// The sum of the investments, yen.
    InvestmentsTotal,
    /// The sum of the funding, yen.
    FundingTotal,
    /// How many rows of that table say anything.
    Rows(&'static str),
    /// How many firms the plan names, all or of that role.
    SelectedFirms(Option<FirmRole>),
    /// Any number of the vocabulary, by its path.
    Answer(String),
    /// An own field of the overlay, by its id.
    Own(String),
}

/// What a number counts, and so which units fit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Percent.
    Percent,
    /// Money in one of its units.
    Money,
    /// Whatever unit the indicator has.
    OfIndicator,
    /// Rows.
    Items,
    /// Firms.
    Companies,
    /// A number without a unit of ours.
    Plain,
}

/// The units of money, from the smallest.
pub(crate) const MONEY: [&str; 4] = ["yen", "thousand_yen", "million_yen", "hundred_million_yen"];

impl Quantity {
    /// The units that fit, the usual one first; an empty list means that no unit is written.
    pub fn units(self) -> &'static [&'static str] {
        match self {
            Self::Percent => &["percent"],
            Self::Money => &MONEY,
            Self::OfIndicator => &[
                "yen",
                "thousand_yen",
                "million_yen",
                "hundred_million_yen",
                "persons",
                "percent",
                "companies",
                "items",
            ],
            Self::Items => &["items"],
            Self::Companies => &["companies"],
            Self::Plain => &[],
        }
    }
}

impl Metric {
    /// The metric of that text, `kpi.sales.growth`; the path of an answer is not looked up here.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, rest) = text.split_once('.')?;
        match first {
            "kpi" => {
                let (head, what) = rest.split_once('.')?;
                let head = HEADS.into_iter().find(|known| *known == head)?;
                match what {
                    "growth" => Some(Self::KpiGrowth(head)),
                    "cagr" => Some(Self::KpiCagr(head)),
                    "increase" => Some(Self::KpiIncrease(head)),
                    "target" => Some(Self::KpiTarget(head)),
                    _ => None,
                }
            }
            "investments" if rest == "total" => Some(Self::InvestmentsTotal),
            "funding" if rest == "total" => Some(Self::FundingTotal),
            "rows" => {
                let field = fields::answer(rest)?;
                matches!(field.ty, FieldType::Table(_)).then_some(Self::Rows(field.key))
            }
            "selected_firms" => match rest.strip_prefix("count")? {
                "" => Some(Self::SelectedFirms(None)),
                role => FirmRole::parse(role.strip_prefix('.')?)
                    .map(|role| Self::SelectedFirms(Some(role))),
            },
            "answer" if !rest.is_empty() => Some(Self::Answer(rest.to_owned())),
            "overlay" if !rest.is_empty() => Some(Self::Own(rest.to_owned())),
            _ => None,
        }
    }

    /// The text of it in a file.
    pub fn to_text(&self) -> String {
        match self {
            Self::KpiGrowth(head) => format!("kpi.{head}.growth"),
            Self::KpiCagr(head) => format!("kpi.{head}.cagr"),
            Self::KpiIncrease(head) => format!("kpi.{head}.increase"),
            Self::KpiTarget(head) => format!("kpi.{head}.target"),
            Self::InvestmentsTotal => "investments.total".to_owned(),
            Self::FundingTotal => "funding.total".to_owned(),
            Self::Rows(table) => format!("rows.{table}"),
            Self::SelectedFirms(None) => "selected_firms.count".to_owned(),
            Self::SelectedFirms(Some(role)) => format!("selected_firms.count.{}", role.as_str()),
            Self::Answer(path) => format!("answer.{path}"),
            Self::Own(id) => format!("overlay.{id}"),
        }
    }

    /// The head of the indicator that it looks at.
    pub fn head(&self) -> Option<&'static str> {
        match self {
            Self::KpiGrowth(head)
            | Self::KpiCagr(head)
            | Self::KpiIncrease(head)
            | Self::KpiTarget(head) => Some(head),
            _ => None,
        }
    }

    /// Whether it compares with an earlier number.
    pub fn has_start(&self) -> bool {
        matches!(self, Self::KpiGrowth(_) | Self::KpiCagr(_) | Self::KpiIncrease(_))
    }

    /// What it counts; `None` for an own field and for a path that is no number.
    pub fn quantity(&self) -> Option<Quantity> {
        Some(match self {
            Self::KpiGrowth(_) | Self::KpiCagr(_) => Quantity::Percent,
            Self::KpiIncrease(_) | Self::KpiTarget(_) => Quantity::OfIndicator,
            Self::InvestmentsTotal | Self::FundingTotal => Quantity::Money,
            Self::Rows(_) => Quantity::Items,
            Self::SelectedFirms(_) => Quantity::Companies,
            Self::Answer(path) => return quantity_of(answer_type(path)?),
            Self::Own(_) => return None,
        })
    }

    /// The key of the answer that it reads; `selected_firms` for the selection.
    pub fn key(&self) -> String {
        match self {
            Self::InvestmentsTotal => "investments".to_owned(),
            Self::FundingTotal => "funding".to_owned(),
            Self::Rows(table) => (*table).to_owned(),
            Self::SelectedFirms(_) => "selected_firms".to_owned(),
            Self::Answer(path) => first_key(path).to_owned(),
            Self::Own(id) => format!("{}.{id}", super::ANSWERS_KEY),
            _ => "kpi".to_owned(),
        }
    }

    /// Whether that kind of plan has the answer.
    pub(super) fn is_of(&self, kind: PlanKind) -> bool {
        match self {
            Self::SelectedFirms(_) | Self::Own(_) => true,
            _ => fields::answer(&self.key()).is_some_and(|field| field.kinds.contains(&kind)),
        }
    }
}

/// The key of the answers file at the beginning of a path of the vocabulary.
pub(super) fn first_key(path: &str) -> &str {
    let path = path.strip_prefix("plan.").unwrap_or(path);
    path.split(['.', '[']).next().unwrap_or(path)
}

/// The type at a path of the vocabulary: `investments[0].amount`, `kpi[sales].target[2029]`.
pub(super) fn answer_type(path: &str) -> Option<FieldType> {
    let path = path.strip_prefix("plan.").unwrap_or(path);
    let mut steps = Answers::steps(path);
    let mut ty = fields::answer(steps.next()?)?.ty;
    for step in steps {
        ty = match ty {
            FieldType::Table(_) if is_row(step) => FieldType::Record(ty.columns()),
            FieldType::Record(columns) => column(columns, step)?.ty,
            FieldType::YearValues if step.len() == 4 && step.parse::<u16>().is_ok() => {
                FieldType::Decimal
            }
            _ => return None,
        };
    }
    Some(ty)
}

fn is_row(step: &str) -> bool {
    step.parse::<usize>().is_ok() || HEADS.contains(&step)
}

fn column(columns: &[Column], step: &str) -> Option<Column> {
    let name = match step {
        "target" => "targets",
        "actual" => "actuals",
        name => name,
    };
    columns.iter().find(|column| column.name == name).copied()
}

/// What a number of that type counts; `None` for what is no number.
pub(super) fn quantity_of(ty: FieldType) -> Option<Quantity> {
    match ty {
        FieldType::Money => Some(Quantity::Money),
        FieldType::Percent => Some(Quantity::Percent),
        FieldType::Integer(..) | FieldType::Decimal | FieldType::FiscalYear => {
            Some(Quantity::Plain)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "kpi.sales.growth",
            "kpi.labour.cagr",
            "kpi.custom.increase",
            "kpi.in_region_transactions.target",
            "investments.total",
            "funding.total",
            "rows.support_system",
            "selected_firms.count",
            "selected_firms.count.priority_support",
            "answer.products[0].share_target",
            "overlay.housing",
        ] {
            assert_eq!(Metric::parse(text).map(|metric| metric.to_text()).as_deref(), Some(text));
        }
        for text in
            ["", "kpi", "kpi.profit.growth", "rows.summary", "selected_firms.counts", "overlay."]
        {
            assert_eq!(Metric::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_numbers_of_the_vocabulary_count() {
        let quantity = |path: &str| Metric::Answer(path.to_owned()).quantity();
        assert_eq!(quantity("investments[0].amount"), Some(Quantity::Money));
        assert_eq!(quantity("products[0].share_now"), Some(Quantity::Percent));
        assert_eq!(quantity("kpi[sales].target[2029]"), Some(Quantity::Plain));
        assert_eq!(quantity("consultation_desk.telephone"), None);
        assert_eq!(quantity("plan.summary"), None);
        assert_eq!(quantity("no.such"), None);
    }
}
