//! What type stands at a path of the vocabulary, and the names that it has.

use super::{Column, FieldType, PLAN, SELECTED_FIRMS, answer, answers_of, place};
use crate::plan::PlanKind;

/// The type of what a path names in a plan of that kind (`kpi[sales].target[2029]`: decimal);
/// `None` where there is no such place.
pub fn type_at(kind: PlanKind, path: &str) -> Option<FieldType> {
    let found = place(kind, path)?;
    if let Some(own) = PLAN.iter().find(|column| column.name == path) {
        return Some(own.ty);
    }
    let whole = match found.key {
        "selected_firms" => FieldType::Table(SELECTED_FIRMS),
        key => answer(key)?.ty,
    };
    if let Some(name) = found.column {
        let column = whole.columns().iter().find(|column| column.name == name)?;
        let one_year = matches!(column.ty, FieldType::YearValues) && names_a_year(path);
        return Some(if one_year { FieldType::Decimal } else { column.ty });
    }
    Some(match (found.row, whole) {
        (None, ty) if !path.ends_with(']') => ty,
        (_, FieldType::Table(columns)) => FieldType::Record(columns),
        (_, FieldType::List(element)) => *element,
        (_, ty) => ty,
    })
}

fn names_a_year(path: &str) -> bool {
    let digits = path.trim_end_matches(']').rsplit(['[', '.']).next().unwrap_or("");
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names that a plan of that kind has, the rows of tables as `products[0].name`.
pub fn names(kind: PlanKind) -> Vec<String> {
    let mut names: Vec<String> = PLAN.iter().map(|column| column.name.to_owned()).collect();
    for field in answers_of(kind) {
        parts(&mut names, field.name, field.ty);
    }
    parts(&mut names, "selected_firms", FieldType::Table(SELECTED_FIRMS));
    names
}

fn parts(names: &mut Vec<String>, name: &str, ty: FieldType) {
    names.push(name.to_owned());
    let part = |column: &Column| match ty {
        FieldType::Table(_) => format!("{name}[0].{}", column.name),
        _ => format!("{name}.{}", column.name),
    };
    names.extend(ty.columns().iter().map(part));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_type() {
        let b = PlanKind::RegionalCluster;
        let name = |path| type_at(b, path).map_or("-", FieldType::name);
        assert_eq!(name("plan.title"), "text");
        assert_eq!(name("plan.period.start"), "date");
        assert_eq!(name("plan.summary"), "long_text");
        assert_eq!(name("plan.contact.email"), "text");
        assert_eq!(name("kpi[sales].target[2029]"), "decimal");
        assert_eq!(name("kpi[sales]"), "record");
        assert_eq!(name("kpi[0].targets"), "year_values");
        assert_eq!(name("selected_firms[2].capital"), "money");
        assert_eq!(name("products"), "table");
        assert_eq!(name("industries[0]"), "industry");
        assert_eq!(name("includes_attraction"), "bool");
        assert_eq!(name("resources"), "-");
    }

    #[test]
    fn every_name_is_a_place() {
        for kind in PlanKind::ALL {
            for name in names(kind) {
                assert!(type_at(kind, &name).is_some(), "{name}");
            }
        }
    }
}
