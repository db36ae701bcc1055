//! 「定義」 and 「コード表」: what the columns and fields of 「データ」 mean, and the codes in it.

use shirube_domain::degree::DegreeKind;
use shirube_domain::fields::{self, FieldType};

use crate::data::{COLUMNS, Table};
use crate::firm_data::{DEGREE_PARTS, degree_part_label};
use crate::input::FormInput;
use crate::layout::Layout;
use crate::trace::{CHECKSUM, TRACES};
use crate::value::Value;

/// What each column and field means: one row a definition.
pub(crate) fn definitions(input: &FormInput<'_>, layout: &Layout) -> Table {
    let header = ["entry", "id", "label", "value_type", "unit", "code_list", "definition"];
    let mut rows = vec![entry(
        "version",
        "form.version",
        [
            Value::text(input.word("forms.data.form_version")),
            Value::Blank,
            Value::Blank,
            Value::Blank,
            Value::text(input.render(
                "forms.definition.version",
                &[("version", &layout.version), ("catalogue", &input.plan.catalogue)],
            )),
        ],
    )];
    for column in COLUMNS {
        rows.push(entry(
            "column",
            column,
            [
                Value::text(input.word(&format!("forms.data.column.{column}"))),
                Value::Blank,
                Value::Blank,
                Value::Blank,
                Value::text(input.word(&format!("forms.definition.column.{column}"))),
            ],
        ));
    }
    for (name, label, ty) in [
        ("form.made_on", "forms.data.form_made_on", FieldType::Date),
        ("plan.catalogue", "forms.data.catalogue", FieldType::Text),
    ] {
        field_rows(&mut rows, input, name, label, ty);
    }
    for (name, label) in TRACES {
        let name = if name == CHECKSUM { name.to_owned() } else { format!("{name}[]") };
        let mut row = field(&name, input.word(label), FieldType::Text);
        if let Some(definition) = row.last_mut() {
            *definition = Value::text(input.word(&format!("{label}.definition")));
        }
        rows.push(row);
    }
    for part in fields::PLAN {
        field_rows(&mut rows, input, part.name, &format!("field.{}", part.name), part.ty);
    }
    for field in fields::answers_of(input.plan.kind) {
        field_rows(&mut rows, input, field.name, &format!("field.{}", field.key), field.ty);
    }
    for column in fields::SELECTED_FIRMS {
        let name = format!("selected_firms[].{}", column.name);
        let label = format!("field.selected_firms.{}", column.name);
        field_rows(&mut rows, input, &name, &label, column.ty);
    }
    firm_rows(&mut rows, input);
    let state = input.word("forms.data.requirement_state");
    rows.push(field("requirement[].state", state, FieldType::Choice(&[])));
    for term in ["connector_degree", "hub_degree", "registered_sum", "in_region"] {
        rows.push(entry(
            "term",
            term,
            [
                Value::text(input.word(&format!("forms.term.{term}"))),
                Value::Blank,
                Value::Blank,
                Value::Blank,
                Value::text(input.word(&format!("forms.definition.term.{term}"))),
            ],
        ));
    }
    Table { header: header.map(str::to_owned).to_vec(), rows }
}

fn entry(entry: &str, id: &str, rest: [Value; 5]) -> Vec<Value> {
    [Value::text(entry), Value::text(id)].into_iter().chain(rest).collect()
}

/// A field, or the parts of a field that has parts.
fn field_rows(
    rows: &mut Vec<Vec<Value>>,
    input: &FormInput<'_>,
    name: &str,
    label: &str,
    ty: FieldType,
) {
    match ty {
        FieldType::Table(columns) => {
            for part in columns {
                let name = match part.ty {
                    FieldType::YearValues => {
                        format!("{name}[].{}[]", part.name.trim_end_matches('s'))
                    }
                    _ => format!("{name}[].{}", part.name),
                };
                field_rows(rows, input, &name, &format!("{label}.{}", part.name), part.ty);
            }
        }
        FieldType::Record(columns) => {
            for part in columns {
                let name = format!("{name}.{}", part.name);
                field_rows(rows, input, &name, &format!("{label}.{}", part.name), part.ty);
            }
        }
        FieldType::List(element) => field_rows(rows, input, &format!("{name}[]"), label, *element),
        FieldType::Keyed => {
            for own in &input.catalogue.own_fields {
                let (name, label) = (format!("{name}.{}", own.id), format!("{label}.{}", own.id));
                field_rows(rows, input, &name, &label, own.ty.field_type());
            }
        }
        _ => rows.push(field(name, input.word(label), ty)),
    }
}

/// What the data table says of a firm beside what every form can show of it.
fn firm_rows(rows: &mut Vec<Vec<Value>>, input: &FormInput<'_>) {
    for (part, ty) in [
        ("prefecture", FieldType::LocalGovernment),
        ("municipality", FieldType::LocalGovernment),
        ("industry", FieldType::Industry),
    ] {
        let name = format!("selected_firms[].{part}");
        field_rows(rows, input, &name, &format!("field.firm.{part}"), ty);
    }
    for kind in DegreeKind::ALL {
        for (part, ty) in DEGREE_PARTS {
            let name = format!("selected_firms[].{}_degree.{part}", kind.as_str());
            rows.push(field(&name, degree_part_label(input, kind, part), ty));
        }
    }
}

fn field(name: &str, label: String, ty: FieldType) -> Vec<Value> {
    let rest = [
        Value::text(label),
        Value::text(value_type(ty)),
        Value::opt_text(ty.unit()),
        Value::opt_text(code_list(name, ty)),
        Value::Blank,
    ];
    entry("field", name, rest)
}

/// The value_type of the data table.
fn value_type(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Integer(..)
        | FieldType::Money
        | FieldType::Decimal
        | FieldType::Percent
        | FieldType::FiscalYear
        | FieldType::YearValues => "number",
        FieldType::Date => "date",
        FieldType::Text | FieldType::LongText | FieldType::Path => "text",
        _ => "code",
    }
}

/// The list that the codes of a field are from: one of ours, or a public one by its name.
fn code_list(name: &str, ty: FieldType) -> Option<String> {
    Some(match ty {
        // Both degrees share these two lists.
        FieldType::Choice(_) if name.ends_with(".basis") => "basis".to_owned(),
        FieldType::Choice(_) if name.ends_with("_kind") => "denominator_kind".to_owned(),
        FieldType::Choice(_) => name.to_owned(),
        FieldType::Bool => "boolean".to_owned(),
        FieldType::StrategicField => "strategic_field".to_owned(),
        FieldType::Measure => "measure".to_owned(),
        FieldType::LocalGovernment | FieldType::Municipality => "local_government".to_owned(),
        FieldType::CorporateNumber => "corporate_number".to_owned(),
        FieldType::Industry => "jsic".to_owned(),
        _ => return None,
    })
}

/// Every code that can stand in the data table, but for the public lists, which are named.
pub(crate) fn codes(input: &FormInput<'_>) -> Table {
    let header = ["code_list", "code", "label"];
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut add = |list: &str, code: &str, label: String| {
        rows.push(vec![Value::text(list), Value::text(code), Value::text(label)]);
    };
    for field in fields::answers_of(input.plan.kind) {
        for part in field.ty.columns() {
            let FieldType::Choice(words) = part.ty else { continue };
            for word in words {
                let list = format!("{}[].{}", field.name, part.name);
                add(&list, word, input.word(&format!("choice.{word}")));
            }
        }
    }
    let lists: [(&str, &str, &[&str]); 7] = [
        ("plan.kind", "kind", &["a", "b", "c"]),
        ("selected_firms[].role", "role", &["core", "priority_support", "participant", "incoming"]),
        (
            "requirement[].state",
            "state",
            &["not_started", "in_progress", "unmet", "needs_review", "met", "not_applicable"],
        ),
        ("basis", "basis", &["head_office", "establishment"]),
        ("denominator_kind", "denominator", &["statistic", "registered_sum"]),
        (
            "unit",
            "unit",
            &[
                "yen",
                "thousand_yen",
                "million_yen",
                "hundred_million_yen",
                "persons",
                "percent",
                "companies",
                "items",
            ],
        ),
        ("value_type", "forms.value_type", &["number", "date", "code", "text"]),
    ];
    for (list, prefix, words) in lists {
        for word in words {
            add(list, word, input.word(&format!("{prefix}.{word}")));
        }
    }
    add("boolean", "true", input.word("word.yes"));
    add("boolean", "false", input.word("word.no"));
    for field in &input.catalogue.strategic_fields {
        add("strategic_field", &field.number.to_string(), field.name.clone());
    }
    for measure in &input.catalogue.measures {
        add("measure", &measure.id, measure.title.clone());
    }
    Table { header: header.map(str::to_owned).to_vec(), rows }
}
