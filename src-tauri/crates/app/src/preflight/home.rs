//! Where a field stands on the form: its own cell, else the nearest one around it.

use std::collections::BTreeMap;

use shirube_forms::Written;

/// A cell of a form: sheet and cell.
pub(super) type Place = (String, String);

/// The home cells of a form by their fields, as findings name them.
pub(super) fn homes(written: &[Written]) -> BTreeMap<String, Place> {
    let home =
        |one: &Written| Some((plain(one.field.as_deref()?), (one.sheet.clone(), one.cell.clone())));
    written.iter().filter_map(home).collect()
}

/// The place of a field among the cells by their field; names with and without `plan.` are one.
pub(super) fn home<'h>(homes: &'h BTreeMap<String, Place>, field: &str) -> Option<&'h Place> {
    let name = plain(field);
    let mut path = name.as_str();
    let within = || homes.range(path.to_owned()..).next();
    // A finding about a whole table leads to its first cell.
    if let Some((_, place)) = within().filter(|(name, _)| is_within(name, path)) {
        return Some(place);
    }
    while let Some(end) = path.rfind(['.', '[']) {
        path = &path[..end];
        if let Some(place) = homes.get(path) {
            return Some(place);
        }
        if let Some((name, place)) = homes.range(path.to_owned()..).next()
            && is_within(name, path)
        {
            return Some(place);
        }
    }
    None
}

/// The name under which a field is kept: `kpi[0].target[2027]` of the vocabulary is
/// `kpi[0].targets.2027` in a finding, and `plan.` says nothing.
fn plain(field: &str) -> String {
    let mut name = field.strip_prefix("plan.").unwrap_or(field).to_owned();
    for (one, many) in [(".target[", ".targets."), (".actual[", ".actuals.")] {
        if let Some((before, year)) = name.split_once(one)
            && let Some(year) = year.strip_suffix(']')
        {
            name = format!("{before}{many}{year}");
        }
    }
    name
}

/// Whether a field is this one or a part of it.
fn is_within(name: &str, path: &str) -> bool {
    !path.is_empty()
        && name
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_at_its_cell_or_the_nearest_around_it() {
        let homes: BTreeMap<String, Place> = [
            ("summary", "B3"),
            ("kpi[0].name", "A5"),
            ("kpi[0].targets.2029", "D5"),
            ("kpi[1].name", "A6"),
            ("contact.name", "B9"),
        ]
        .into_iter()
        .map(|(field, cell)| (field.to_owned(), ("目標値".to_owned(), cell.to_owned())))
        .collect();
        let at = |field| home(&homes, field).map(|(_, cell)| cell.as_str());
        assert_eq!(at("plan.summary"), Some("B3"));
        assert_eq!(at("kpi[0].targets.2029"), Some("D5"));
        assert_eq!(at("kpi[0].targets.2030"), Some("D5"));
        assert_eq!(at("kpi[1].source"), Some("A6"));
        assert_eq!(at("kpi"), Some("A5"));
        assert_eq!(at("plan.contact.telephone"), Some("B9"));
        assert_eq!(at("kpi[7].name"), Some("A5"));
        assert_eq!(at("funding[0].basis"), None);
        assert_eq!(at(""), None);
        assert_eq!(at("sum"), None);
        assert_eq!(plain("kpi[0].target[2027]"), "kpi[0].targets.2027");
    }
}
