//! Days, stages and files, as the use cases on stages say and find them.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use shirube_domain::catalogue::Stage;
use shirube_domain::holidays::Closed;

use crate::api::failure::Exit;
use crate::api::stages::StageWarning;
use crate::fault::Fault;
use crate::parse;
use crate::session::{Outcome, Session};
use crate::text::Language;

/// A day of a request: one that a plan may name.
pub(super) fn day(text: &str) -> Outcome<Date> {
    let day = parse::date(text)?;
    parse::year(i64::from(day.year()))?;
    Ok(day)
}

/// A day in words.
pub(crate) fn say_day(session: &Session, day: Date) -> String {
    let part = |number: i8, wide: bool| {
        if wide { format!("{number:02}") } else { number.to_string() }
    };
    session.say(
        "period.date",
        &[
            ("year", &day.year().to_string()),
            ("month", &part(day.month(), false)),
            ("month2", &part(day.month(), true)),
            ("day", &part(day.day(), false)),
            ("day2", &part(day.day(), true)),
        ],
    )
}

/// Why offices are closed, in words.
pub(super) fn say_closed(session: &Session, closed: Closed) -> String {
    let name = session.say(&format!("holiday.{}", closed.code()), &[]);
    if closed.computed() { session.say("stages.computed", &[("name", &name)]) } else { name }
}

/// A stage's name.
pub(super) fn label(session: &Session, stage: &Stage) -> String {
    match session.language() {
        Language::Ja => stage.label.clone(),
        Language::En => stage.label_en.clone(),
    }
}

/// The stage of that id or name.
pub(super) fn find<'a>(session: &Session, stages: &[&'a Stage], text: &str) -> Outcome<&'a Stage> {
    let wanted = text.trim();
    let fits = |stage: &&&Stage| {
        stage.id == wanted || stage.label == wanted || stage.label_en.eq_ignore_ascii_case(wanted)
    };
    stages.iter().find(fits).copied().ok_or_else(|| {
        let known: Vec<String> = stages
            .iter()
            .map(|stage| {
                let name = label(session, stage);
                session.say("stages.known", &[("id", &stage.id), ("label", &name)])
            })
            .collect();
        Fault::usage("stage_unknown")
            .with("value", wanted)
            .with("known", known.join(&session.say("list.separator", &[])))
    })
}

/// A warning about a stage.
pub(super) fn warning(
    session: &Session,
    code: &str,
    stage: Option<&str>,
    params: &[(&str, &str)],
) -> StageWarning {
    StageWarning {
        code: code.to_owned(),
        stage: stage.map(str::to_owned),
        message: session.say(&format!("stages.warning.{code}"), params),
    }
}

/// Where a new file goes: the named one, or one of that name in the folder that was named. What is
/// there already is never replaced.
pub(crate) fn target(to: &str, ending: &str, name: &str) -> Outcome<(PathBuf, String)> {
    let path = Path::new(to.trim());
    if path.is_dir() {
        return Ok((path.to_owned(), name.to_owned()));
    }
    let shown = path.display().to_string();
    let fault = |code| Fault::new(code, Exit::File).with("file", &shown).at_file(&shown);
    if !path.extension().is_some_and(|there| there.eq_ignore_ascii_case(ending)) {
        return Err(fault(if ending == "ics" {
            "not_a_calendar_name"
        } else {
            "not_a_workbook_name"
        }));
    }
    if path.symlink_metadata().is_ok() {
        return Err(fault("file_exists"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(name);
    Ok((folder.unwrap_or(Path::new(".")).to_owned(), name.to_owned()))
}
