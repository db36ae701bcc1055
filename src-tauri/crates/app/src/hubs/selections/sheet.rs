//! 算出根拠 as a workbook.

use std::fs;
use std::path::Path;

use shirube_domain::degree::DegreeKind;
use shirube_forms::{Ground, GroundsBook, Layout};
use shirube_store::Selection;

use crate::api::grounds::{GroundView, Grounds};
use crate::assets::FORM_LAYOUT;
use crate::firms::export::place;
use crate::hubs::denominators;
use crate::hubs::selections::show::Seen;
use crate::hubs::totals::place_name;
use crate::session::{Outcome, Session};

/// Writes the workbook, opens it again and compares it.
pub(crate) fn write(
    session: &Session,
    selection: &Selection,
    seen: &Seen,
    grounds: &mut Grounds,
    to: &str,
) -> Outcome<()> {
    let (folder, name) = place(Path::new(to))?;
    let book = book(session, selection, seen, &grounds.rows)?;
    let (bytes, written) = book.render(session.now().1)?;
    shirube_forms::verify(&bytes, &written)?;
    let path = shirube_forms::export(&folder, &name, &bytes)?;
    grounds.verified = Some(fs::read(&path).is_ok_and(|there| there == bytes));
    grounds.path = Some(path.display().to_string());
    Ok(())
}

fn book(
    session: &Session,
    selection: &Selection,
    seen: &Seen,
    rows: &[GroundView],
) -> Outcome<GroundsBook> {
    let say = |key: &str| session.say(&format!("grounds.{key}"), &[]);
    let heads = [
        "number",
        "name",
        "corporate_number",
        "degree",
        "numerator",
        "denominator",
        "value",
        "year",
        "numerator_source",
        "denominator_source",
        "remarks",
        "decision",
    ];
    Ok(GroundsBook {
        sheet: say("sheet"),
        data_sheet: session.say("forms.sheet.data", &[]),
        title: session.say("grounds.title", &[("name", &selection.name)]),
        lead: say("lead"),
        facts: facts(session, selection, seen),
        headings: heads.map(|head| say(&format!("head.{head}"))),
        grounds: rows.iter().map(|row| ground(session, row)).collect(),
        closing: vec![say("closing"), say("closing_formula")],
        font: Layout::parse(FORM_LAYOUT)?.font,
    })
}

fn facts(session: &Session, selection: &Selection, seen: &Seen) -> Vec<(String, String)> {
    let label = |key: &str| session.say(&format!("grounds.fact.{key}"), &[]);
    let year = session.say("period.year", &[("year", &selection.year.to_string())]);
    let by = seen.criteria.by.as_deref().unwrap_or("connector");
    let threshold = |text: &Option<String>| text.clone().unwrap_or_else(|| label("none"));
    let (connector, hub) =
        (threshold(&seen.criteria.thresholds.connector), threshold(&seen.criteria.thresholds.hub));
    let most = seen.criteria.most.map_or_else(|| label("none"), |most| most.to_string());
    let criteria = session.say(
        "grounds.criteria",
        &[
            ("by", &session.say(&format!("by.{by}"), &[])),
            ("connector", &connector),
            ("hub", &hub),
            ("most", &most),
        ],
    );
    let mut facts = vec![
        (label("selection"), selection.name.clone()),
        (label("prefecture"), place_name(session, &selection.prefecture)),
        (label("year"), year),
        (label("criteria"), criteria),
    ];
    for kind in DegreeKind::ALL {
        let text = seen.scene.below.of(kind).map_or_else(
            || session.say("cli.no_denominator", &[]),
            |below| {
                let denominator = &below.denominator;
                session.say(
                    "grounds.denominator",
                    &[
                        ("value", &grouped(denominator.value)),
                        ("year", &denominator.year.to_string()),
                        ("source", &denominators::source(session, denominator)),
                    ],
                )
            },
        );
        facts.push((label(kind.as_str()), text));
    }
    facts
}

fn ground(session: &Session, row: &GroundView) -> Ground {
    let say = |prefix: &str, code: &str| session.say(&format!("{prefix}.{code}"), &[]);
    let missing = row.missing.iter().map(|code| say("missing", code));
    let warnings = row.warnings.iter().map(|code| say("warning", code));
    let level = say("confidentiality", &row.confidentiality);
    let level = session.say("grounds.confidentiality", &[("level", &level)]);
    let remarks: Vec<String> = missing.chain(warnings).chain([level]).collect();
    let why = say("chosen", &row.why);
    let decision = row.decision.as_ref().map_or_else(
        || session.say("grounds.undecided", &[("why", &why)]),
        |decision| {
            let verdict = say("verdict_selection", &decision.verdict);
            session.say(
                "grounds.decision",
                &[
                    ("verdict", &verdict),
                    ("decider", &decision.decider),
                    ("reason", &decision.reason),
                    ("why", &why),
                ],
            )
        },
    );
    Ground {
        name: row.name.clone(),
        corporate_number: row.corporate_number.clone(),
        degree: say("degree", &row.degree),
        numerator: row.numerator,
        denominator: row.denominator,
        value: row.value.as_ref().and_then(|value| value.parse().ok()),
        year: i64::from(row.numerator_year),
        numerator_source: numerator_source(session, row),
        denominator_source: denominator_source(session, row),
        remarks: remarks.join("\n"),
        decision,
    }
}

fn numerator_source(session: &Session, row: &GroundView) -> String {
    let Some(source) = &row.numerator_source else { return String::new() };
    let basis = row.numerator_basis.as_deref().unwrap_or("head_office");
    session.say(
        "grounds.numerator_source",
        &[
            ("file", &source.file),
            ("sheet", &source.sheet),
            ("cell", &source.cell),
            ("raw", &source.raw),
            ("basis", &session.say(&format!("basis.{basis}"), &[])),
        ],
    )
}

fn denominator_source(session: &Session, row: &GroundView) -> String {
    let Some(source) = &row.denominator_source else { return String::new() };
    let year = row.denominator_year.map(|year| year.to_string()).unwrap_or_default();
    let basis = row.denominator_basis.as_deref();
    let basis = basis.map(|basis| session.say(&format!("basis.{basis}"), &[])).unwrap_or_default();
    let facts = [("source", source.as_str()), ("year", year.as_str()), ("basis", basis.as_str())];
    let mut text = session.say("grounds.denominator_source", &facts);
    if let Some(cell) = &row.denominator_cell {
        let stands = [
            ("file", cell.file.as_str()),
            ("sheet", cell.sheet.as_str()),
            ("cell", cell.cell.as_str()),
            ("raw", cell.raw.as_str()),
        ];
        text.push('\n');
        text.push_str(&session.say("grounds.denominator_cell", &stands));
    }
    text
}

/// A whole number with its digits in groups of three.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}
