//! Filling somebody else's form with a plan's answers, and reading it again.

use std::path::{Path, PathBuf};

use shirube_domain::binding::Binding;
use shirube_domain::plan::Plan;
use shirube_forms::{Filling, FormInput, Layout, Spot};
use shirube_store::Ledger;

use crate::api::failure::{Exit, FailurePlace};
use crate::api::templates::{FillRequest, FormFilled, NoteView, PlaceView, SpotView, SurplusView};
use crate::assets::FORM_LAYOUT;
use crate::fault::Fault;
use crate::forms::export::with_input;
use crate::forms::template::{self, Opened};
use crate::forms::{binding, rebind};
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn fill(
    session: &Session,
    request: FillRequest,
    progress: &dyn Progress,
) -> Outcome<FormFilled> {
    let id = parse::plan_id(&request.id)?;
    let to = Target::of(&request.to, &request.template)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let form = template::open(&request.template)?;
        let text = binding::text(&request.binding)?;
        // What is wrong by itself is told before the form is looked at.
        let read = binding::read(session, &request.binding, &text, Some(plan.kind), None)?;
        if read.template_sha256 != form.book.sha256() {
            return Err(rebind::changed(session, &read, &form).at_file(&request.template));
        }
        let binding =
            binding::read(session, &request.binding, &text, Some(plan.kind), Some(&form.look))?;
        if progress.cancelled() {
            return Err(Fault::cancelled());
        }
        fill_plan(session, ledger, &plan, &form, &binding, &to)
    })
}

/// Where a filled form goes.
pub(crate) struct Target {
    pub(crate) folder: PathBuf,
    pub(crate) name: String,
}

impl Target {
    /// The new file's folder and name; its ending must be the form's own, or no spreadsheet opens
    /// it.
    pub(crate) fn of(to: &str, template: &str) -> Outcome<Self> {
        let path = Path::new(to);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name else {
            return Err(Fault::new("place_missing", Exit::File).with("file", to).at_file(to));
        };
        let ending =
            |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let own = ending(Path::new(template)).filter(|e| ["xlsx", "xlsm"].contains(&e.as_str()));
        if let Some(own) = own
            && ending(path).as_ref() != Some(&own)
        {
            return Err(Fault::usage("fill_other_ending").with("expected_ending", own).at_file(to));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Ok(Self { folder: folder.unwrap_or(Path::new(".")).to_owned(), name })
    }
}

/// Fills a form, writes it whole or not at all, and reads it again.
pub(crate) fn fill_plan(
    session: &Session,
    ledger: &mut Ledger,
    plan: &Plan,
    form: &Opened,
    binding: &Binding,
    to: &Target,
) -> Outcome<FormFilled> {
    let (filling, annexes) = with_input(session, ledger, plan, |input| {
        let filling = shirube_forms::fill(binding, &form.look, input)
            .map_err(|refusals| refused(&refusals))?;
        let annexes = annexes(&filling, input)?;
        Ok((filling, annexes))
    })?;
    let filled = shirube_sheets::fill_cells(form.book.bytes(), &filling.puts)?;
    shirube_forms::compare_filled(&form.look, &filled.bytes, &filling.puts)?;
    let annex = match annexes {
        Some(bytes) => Some(write(session, to, &bytes)?),
        None => None,
    };
    let path = shirube_forms::export(&to.folder, &to.name, &filled.bytes).inspect_err(|_| {
        if let Some(annex) = &annex {
            // Without the form its 別紙 says nothing; a file that can't be removed stays.
            let _ = std::fs::remove_file(annex);
        }
    })?;
    let verified = std::fs::read(&path).is_ok_and(|bytes| bytes == filled.bytes);
    let mut answer = view(session, filling);
    answer.path = path.display().to_string();
    answer.annex = annex.map(|path| path.display().to_string());
    answer.changed_parts = filled.changed_parts;
    answer.untouched_parts = filled.untouched_parts;
    let place = |(sheet, cell)| PlaceView { sheet, cell };
    answer.uncached = filled.uncached.into_iter().map(place).collect();
    answer.verified = verified;
    Ok(answer)
}

/// The workbook of the 別紙, read again.
fn annexes(filling: &Filling, input: &FormInput<'_>) -> Outcome<Option<Vec<u8>>> {
    if filling.annexes.is_empty() {
        return Ok(None);
    }
    let font = Layout::parse(FORM_LAYOUT)?.font;
    let (bytes, written) = shirube_forms::annex_book(&filling.annexes, input, &font)?;
    shirube_forms::verify(&bytes, &written)?;
    Ok(Some(bytes))
}

/// 「様式_別紙.xlsx」 beside 「様式.xlsx」.
fn write(session: &Session, to: &Target, bytes: &[u8]) -> Outcome<PathBuf> {
    let stem = Path::new(&to.name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = session.say("forms.annex.file", &[("form", &stem)]);
    Ok(shirube_forms::export(&to.folder, &format!("{name}.xlsx"), bytes)?)
}

fn refused(refusals: &[shirube_forms::Refusal]) -> Fault {
    let Some(first) = refusals.first() else { return Fault::new("internal", Exit::File) };
    refusal(first).with("count", refusals.len())
}

/// Why one cell could not be filled.
pub(crate) fn refusal(first: &shirube_forms::Refusal) -> Fault {
    let mut fault = Fault::new(first.code, Exit::File)
        .with("field", &first.at.field)
        .with("sheet", &first.at.sheet)
        .with("cell", &first.at.cell);
    fault.params.extend(first.params.iter().cloned());
    let (sheet, cell) = (Some(first.at.sheet.clone()), Some(first.at.cell.clone()));
    fault.place = Some(FailurePlace { file: None, sheet, cell });
    fault
}

fn spot(at: Spot) -> SpotView {
    SpotView { sheet: at.sheet, cell: at.cell, field: at.field }
}

pub(crate) fn view(session: &Session, filling: Filling) -> FormFilled {
    let note = |one: shirube_forms::Note| {
        let mut params = vec![
            ("sheet", one.at.sheet.as_str()),
            ("cell", one.at.cell.as_str()),
            ("field", one.at.field.as_str()),
        ];
        params.extend(one.params.iter().map(|(name, value)| (*name, value.as_str())));
        let message = session.say(&format!("fill_note.{}", one.code), &params);
        NoteView { code: one.code.to_owned(), message, at: spot(one.at) }
    };
    let surplus = |one: shirube_forms::Surplus| {
        let (count, annex) =
            (one.surplus.to_string(), one.annex.map(|n| n.to_string()).unwrap_or_default());
        let params = [
            ("sheet", one.at.sheet.as_str()),
            ("cell", one.at.cell.as_str()),
            ("surplus", count.as_str()),
            ("annex", annex.as_str()),
        ];
        SurplusView {
            done: one.done.to_owned(),
            surplus: one.surplus as u64,
            annex: one.annex.map(|number| number as u64),
            message: session.say(&format!("fill_surplus.{}", one.done), &params),
            at: spot(one.at),
        }
    };
    FormFilled {
        path: String::new(),
        annex: None,
        written: filling.written.into_iter().map(spot).collect(),
        blank: filling.blank.into_iter().map(spot).collect(),
        changed_parts: Vec::new(),
        untouched_parts: 0,
        uncached: Vec::new(),
        overflow: filling.surplus.into_iter().map(surplus).collect(),
        notes: filling.notes.into_iter().map(note).collect(),
        verified: false,
    }
}
