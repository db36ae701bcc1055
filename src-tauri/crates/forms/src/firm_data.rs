//! The firms of a plan as observations.

use shirube_domain::degree::DegreeKind;
use shirube_domain::fields::FieldType;

use crate::data::place_label;
use crate::input::{DegreeView, FormInput, SelectedFirmView};
use crate::observation::{Observation, named};

/// Everything that is known of one firm of the plan.
pub(crate) fn firm_observations(
    all: &mut Vec<Observation>,
    input: &FormInput<'_>,
    index: usize,
    firm: &SelectedFirmView,
) {
    let known = &firm.record;
    let at = |name: &str, label: &str| Observation {
        item: Some(index + 1),
        ..named(input, format!("selected_firms[{index}].{name}"), label)
    };
    let own = |name: &str| at(name, &format!("field.selected_firms.{name}"));
    let ledger = |name: &str| at(name, &format!("field.firm.{name}"));
    if let Some(number) = &known.corporate_number {
        all.push(own("corporate_number").code(number.as_str(), None));
    }
    all.push(own("name").text(&known.name));
    all.push(own("address").text(known.address.as_deref().unwrap_or_default()));
    if let Some(code) = &known.prefecture {
        all.push(ledger("prefecture").code(code.as_str(), place_label(input, code.as_str())));
    }
    if let Some(code) = &known.municipality {
        all.push(ledger("municipality").code(code.as_str(), place_label(input, code.as_str())));
    }
    if let Some(code) = &known.industry {
        let name = input.industries.get(code.as_str()).cloned();
        all.push(ledger("industry").code(code.as_str(), name));
    }
    if let Some(capital) = known.capital {
        all.push(own("capital").number(capital.into()).unit(input, "yen"));
    }
    if let Some(employees) = known.employees {
        all.push(own("employees").number(employees.into()).unit(input, "persons"));
    }
    let role = firm.role.as_str();
    all.push(own("role").code(role, Some(input.word(&format!("role.{role}")))));
    all.push(own("reason").text(&firm.reason));
    for kind in DegreeKind::ALL {
        let name = format!("{}_degree", kind.as_str());
        degree_observations(all, input, firm.degree(kind), &|part: &str| match part {
            "" => own(&name),
            part => Observation {
                field: format!("selected_firms[{index}].{name}.{part}"),
                item: Some(index + 1),
                label: degree_part_label(input, kind, part),
                ..Observation::default()
            },
        });
    }
}

/// What is said of a degree beside its value.
pub(crate) const DEGREE_PARTS: [(&str, FieldType); 6] = [
    ("numerator", FieldType::Money),
    ("basis", FieldType::Choice(&[])),
    ("denominator", FieldType::Money),
    ("denominator_kind", FieldType::Choice(&[])),
    ("denominator_source", FieldType::Text),
    ("missing", FieldType::Text),
];

pub(crate) fn degree_part_label(input: &FormInput<'_>, kind: DegreeKind, part: &str) -> String {
    let degree = input.word(&format!("degree.{}", kind.as_str()));
    let column = input.word(&format!("forms.column.degrees.{part}"));
    input.render("forms.data.of", &[("whole", &degree), ("part", &column)])
}

fn degree_observations(
    all: &mut Vec<Observation>,
    input: &FormInput<'_>,
    view: &DegreeView,
    at: &dyn Fn(&str) -> Observation,
) {
    let year = view.year.map(i64::from);
    if let Some(share) = view.degree.and_then(|d| d.to_decimal_string().parse().ok()) {
        all.push(Observation { year, ..at("").number(share) });
    }
    if let Some(numerator) = view.numerator {
        let numerator = at("numerator").number(numerator.into()).unit(input, "yen");
        all.push(Observation { year, ..numerator });
    }
    if let Some(basis) = view.basis {
        let label = input.word(&format!("basis.{}", basis.as_str()));
        all.push(at("basis").code(basis.as_str(), Some(label)));
    }
    if let Some(denominator) = &view.denominator {
        let year = Some(i64::from(denominator.year));
        let value = at("denominator").number(denominator.value.into()).unit(input, "yen");
        all.push(Observation { year, ..value });
        let kind = denominator.kind.as_str();
        let label = input.word(&format!("denominator.{kind}"));
        all.push(at("denominator_kind").code(kind, Some(label)));
        all.push(at("denominator_source").text(&denominator.source));
    }
    all.push(at("missing").text(&view.missing));
}
