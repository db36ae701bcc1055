//! One firm under two names: ㈱架空 in one table and 架空株式会社 in another.

use std::collections::BTreeMap;

use super::{Remark, Surroundings};
use crate::answers::Cell;
use crate::names::matching_form;

/// The columns in which organisations are named.
const NAMING: [&str; 5] = [
    "investments.investor",
    "infrastructure.lead",
    "actions.lead",
    "support_system.organisation",
    "related_bodies.name",
];

pub(super) fn remarks(remarks: &mut Vec<Remark>, cells: &[Cell<'_>], around: &Surroundings) {
    let mut spelled: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    for name in around.selected_names.iter().filter(|name| !name.trim().is_empty()) {
        spelled.entry(matching_form(name)).or_insert((name.trim(), true));
    }
    for cell in cells.iter().filter(|cell| NAMING.contains(&cell.label.as_str())) {
        let written = cell.text.trim();
        let form = matching_form(written);
        if form.chars().count() < 2 {
            continue;
        }
        let (first, known) = *spelled.entry(form).or_insert((written, false));
        if first != written {
            let finding = cell.says("firm_name_variant");
            let finding = finding.text("written", written).text("other", first);
            // The ledger's spelling is the firm's own; of two in the plan a person chooses.
            let mended = known.then(|| first.to_owned());
            remarks.push(Remark { mended, ..Remark::warning(finding) });
        }
    }
}
