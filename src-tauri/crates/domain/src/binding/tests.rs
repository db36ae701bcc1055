//! A binding that is written and read again is the same, and no text makes the reader fall.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::*;

const FIELDS: [(&str, &str); 4] = [
    ("plan.title", ""),
    ("plan.period.start", "era_date"),
    ("funding[0].amount", "thousand_yen"),
    ("kpi[sales].target[2027]", "million_yen"),
];

fn words() -> impl Strategy<Value = String> {
    "[一-龥a-z\"\\\\#=' ]{0,12}".prop_map(|text| text.trim().to_owned())
}

fn overflow() -> impl Strategy<Value = Overflow> {
    prop_oneof![
        Just(Overflow::Tell),
        Just(Overflow::Refuse),
        Just(Overflow::Cut),
        Just(Overflow::Continue),
    ]
}

fn cells() -> impl Strategy<Value = Vec<CellBinding>> {
    let one = (0usize..FIELDS.len(), overflow(), words());
    btree_map((1u32..50, 0u32..800), one, 1..20).prop_map(|cells| {
        let cell =
            |((row, column), (field, overflow, label)): ((u32, u32), (usize, _, _))| CellBinding {
                sheet: "様式".to_owned(),
                row,
                column,
                field: FIELDS[field].0.to_owned(),
                format: Format::parse(FIELDS[field].1),
                overflow,
                label,
            };
        cells.into_iter().map(cell).collect()
    })
}

fn table() -> impl Strategy<Value = TableBinding> {
    let parts = btree_map((1u32..30, 0u32..2), words(), 1..6);
    (any::<bool>(), 100u32..200, 1u32..40, overflow(), parts).prop_map(
        |(across, first, places, overflow, parts)| {
            let part = |((at, offset), label): ((u32, u32), String)| TablePart {
                at,
                offset,
                key: "name".to_owned(),
                format: None,
                label,
            };
            TableBinding {
                sheet: "表".to_owned(),
                direction: if across { Direction::Across } else { Direction::Down },
                first,
                last: first + 2 * places - 1,
                step: 2,
                source: "selected_firms".to_owned(),
                parts: parts.into_iter().map(part).collect(),
                overflow,
            }
        },
    )
}

prop_compose! {
    fn binding()(
        title in words(),
        issuer in words(),
        kind in option::of(Just(PlanKind::RegionalCluster)),
        cells in cells(),
        tables in vec(table(), 0..2),
    ) -> Binding {
        Binding {
            template_sha256: "0f".repeat(32),
            title,
            issuer,
            version: "1.0".to_owned(),
            valid_from: "2027-04-01".to_owned(),
            kind,
            cells,
            tables,
        }
    }
}

proptest! {
    #[test]
    fn what_was_written_is_read_again(binding in binding()) {
        let text = to_toml(&binding);
        prop_assert_eq!(check(&text, Some(PlanKind::RegionalCluster), None), Ok(binding), "{}", text);
    }

    #[test]
    fn no_text_makes_the_reader_fall(text in "\\PC{0,200}") {
        prop_assert!(check(&text, None, None).is_err());
    }
}
