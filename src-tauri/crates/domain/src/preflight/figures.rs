//! Figures that nobody can look up: no source, no basis.

use super::Remark;
use crate::finding::{Finding, Param};
use crate::plan::Plan;

/// The tables with figures: the columns that hold one, and the column that says where it is from.
const FIGURES: [(&str, &[&str], &str); 5] = [
    ("kpi", &["baseline"], "source"),
    ("products", &["export_amount", "share_now"], "source"),
    ("product_comparisons", &["before", "after"], "source"),
    ("investments", &["amount"], "source"),
    ("funding", &["amount"], "basis"),
];

pub(super) fn remarks(remarks: &mut Vec<Remark>, plan: &Plan) {
    for (table, figures, source) in FIGURES {
        for (index, row) in plan.answers.rows(table) {
            let stated = figures.iter().any(|figure| !row.blank(figure));
            let field = format!("{table}[{index}].{source}");
            let said = |remark: &Remark| remark.finding.field == field;
            if stated && row.blank(source) && !remarks.iter().any(said) {
                let finding = Finding::new("figure_without_source", field)
                    .with("table", Param::Field(table.to_owned()))
                    .text("row", index + 1)
                    .with("field", Param::Field(format!("{table}.{source}")));
                remarks.push(Remark::warning(finding));
            }
        }
    }
}
