//! Writing a 新旧対照表 as a workbook.

use std::fs;

use shirube_forms::{Comparison, ComparisonLine, Layout};

use super::compare::compared;
use super::words;
use crate::api::revisions::{Compared, ComparisonRequest, ComparisonWritten, PlanChange};
use crate::assets::FORM_LAYOUT;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn write(
    session: &Session,
    request: ComparisonRequest,
    _progress: &dyn Progress,
) -> Outcome<ComparisonWritten> {
    let id = parse::plan_id(&request.compare.id)?;
    let (plan, compared) = session.with_ledger(|ledger| {
        Ok((ledger.plan(id)?, compared(session, ledger, &request.compare)?))
    })?;
    let prefix = session.say("comparison.title", &[]);
    let name = shirube_forms::file_name(&prefix, plan.kind, &plan.title);
    let (folder, name) = words::target(&request.to, "xlsx", &name)?;
    let table = table(session, &compared)?;
    let (bytes, written) = table.render(session.now().1)?;
    shirube_forms::verify(&bytes, &written)?;
    let path = shirube_forms::export(&folder, &name, &bytes)?;
    Ok(ComparisonWritten {
        path: path.display().to_string(),
        rows: compared.changes.len() as u64,
        verified: fs::read(&path).is_ok_and(|there| there == bytes),
    })
}

fn table(session: &Session, compared: &Compared) -> Outcome<Comparison> {
    let say = |name: &str| session.say(&format!("comparison.{name}"), &[]);
    let mut facts = vec![
        (say("plan"), compared.to.title.clone()),
        (say("before"), compared.from.label.clone()),
        (say("after"), compared.to.label.clone()),
        (say("verdict"), compared.verdict_text.clone()),
    ];
    let warnings = compared.warnings.iter();
    facts.extend(warnings.map(|warning| (say("warning"), warning.message.clone())));
    let closing = [compared.advice.clone(), say("closing")];
    Ok(Comparison {
        sheet: say("title"),
        data_sheet: say("data"),
        title: say("title"),
        facts,
        headings: ["head_field", "head_before", "head_after", "head_judgement", "head_rule"]
            .map(say),
        lines: compared.changes.iter().map(|change| line(session, change)).collect(),
        nothing: session.say("stages.verdict.none", &[]),
        closing: closing.into_iter().filter(|text| !text.is_empty()).collect(),
        font: Layout::parse(FORM_LAYOUT)?.font,
    })
}

fn line(session: &Session, change: &PlanChange) -> ComparisonLine {
    let judgement = if change.minor { "minor" } else { "approval" };
    let rule = change.rule.as_ref();
    let kind = match change.kind.as_str() {
        "changed" => String::new(),
        kind => session.say(&format!("comparison.{kind}"), &[]),
    };
    ComparisonLine {
        label: format!("{}{kind}", change.label),
        before: change.before_text.clone(),
        after: change.after_text.clone(),
        judgement: rule.map_or_else(String::new, |_| session.say(&format!("cli.{judgement}"), &[])),
        rule: rule.map_or_else(String::new, |rule| rule.text.clone()),
        field: change.field.clone(),
        kind: change.kind.clone(),
        judgement_code: rule.map_or_else(String::new, |_| judgement.to_owned()),
        rule_id: rule.map_or_else(String::new, |rule| rule.id.clone()),
        rule_origin: rule.map_or_else(String::new, |rule| rule.origin.clone()),
    }
}
