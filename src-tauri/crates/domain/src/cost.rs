//! What it costs a person to supply a fact: which open place is the quickest to fill.

use crate::fields::{self, Column, FieldType};

/// The cost of writing one place, the cheapest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// Yes or no.
    Bool,
    /// One of a few words.
    Choice,
    /// A day or a fiscal year.
    Date,
    /// A number that the office sets itself: a target, an amount.
    Number,
    /// One line of text.
    ShortText,
    /// A code or a firm that has to be looked up.
    Code,
    /// Text of several lines.
    LongText,
    /// A whole row, or a record, that nobody began.
    Row,
    /// A figure or its source that has to be asked for or looked up in statistics.
    Collected,
}

/// Columns whose content lies with others: figures of the past, and where they come from.
const COLLECTED: [&str; 6] = [
    "kpi.baseline",
    "kpi.source",
    "products.export_amount",
    "products.share_now",
    "products.source",
    "product_comparisons.source",
];

/// What it costs to write the place of that path (`kpi[1].targets.2029`, `support_system`).
pub fn cost(path: &str) -> Cost {
    let mut steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    let key = steps.next().unwrap_or_default();
    let part = steps.find(|step| step.parse::<usize>().is_err());
    let (columns, whole) = match fields::answer(key) {
        Some(field) => (field.ty.columns(), of_type(field.ty)),
        None => (fields::SELECTED_FIRMS, Cost::Row),
    };
    let Some(part) = part else { return whole };
    if COLLECTED.iter().any(|place| *place == format!("{key}.{part}")) {
        return Cost::Collected;
    }
    let named = |column: &&Column| column.name == part;
    columns.iter().find(named).map_or(whole, |column| of_type(column.ty))
}

fn of_type(ty: FieldType) -> Cost {
    match ty {
        FieldType::Bool => Cost::Bool,
        FieldType::Choice(_) => Cost::Choice,
        FieldType::Date | FieldType::FiscalYear => Cost::Date,
        FieldType::Integer(..)
        | FieldType::Money
        | FieldType::Decimal
        | FieldType::Percent
        | FieldType::YearValues => Cost::Number,
        FieldType::Text | FieldType::Path => Cost::ShortText,
        FieldType::LocalGovernment
        | FieldType::Municipality
        | FieldType::CorporateNumber
        | FieldType::Industry
        | FieldType::StrategicField
        | FieldType::Measure => Cost::Code,
        FieldType::LongText => Cost::LongText,
        FieldType::List(element) => of_type(*element),
        FieldType::Record(_) | FieldType::Table(_) => Cost::Row,
        FieldType::Keyed => Cost::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, cost};

    #[test]
    fn a_place_costs_what_its_type_costs() {
        for (path, expected) in [
            ("includes_attraction", Cost::Bool),
            ("products[0].route", Cost::Choice),
            ("consultation_desk.opens_on", Cost::Date),
            ("localisation_roadmap[2].fiscal_year", Cost::Date),
            ("kpi[1].targets.2029", Cost::Number),
            ("budget_consultations[0].amount", Cost::Number),
            ("consultation_desk.telephone", Cost::ShortText),
            ("selected_firms[3].reason", Cost::ShortText),
            ("strategic_fields", Cost::Code),
            ("consultation_desk.municipality", Cost::Code),
            ("reinvestment_policy", Cost::LongText),
            ("support_system", Cost::Row),
            ("consultation_desk", Cost::Row),
            ("selected_firms", Cost::Row),
            ("kpi[0].baseline", Cost::Collected),
            ("kpi[0].source", Cost::Collected),
        ] {
            assert_eq!(cost(path), expected, "{path}");
        }
    }
}
