//! Sending back what is wrong with a file: a report in words, and a copy with the cells marked.

mod facts;
mod lines;
mod marking;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use shirube_forms::{Layout, ProblemReport};
use shirube_intake::{Inspection, inspect_tables};

use crate::api::failure::Exit;
use crate::api::reports::{MarkedFile, ReportFile, ReportRequest, Reported};
use crate::assets::FORM_LAYOUT;
use crate::fault::Fault;
use crate::firms::export::place;
use crate::firms::reading::{Reading, Wanted, problems};
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use marking::Marked;
use words::Words;

pub(crate) fn report(
    session: &Session,
    request: ReportRequest,
    progress: &dyn Progress,
) -> Outcome<Reported> {
    let file = request.reading.file.clone();
    let at_file = |fault: Fault| fault.at_file(&file);
    let words = Words::new(session);
    let target = Target::new(&words, Path::new(&request.to), &file)?;
    let assets = session.assets();
    let Reading { workbook, options, codes, found, .. } =
        Reading::open(assets, &Wanted::from(&request.reading))?;
    let found = inspect_tables(&workbook, found, &options, &assets.words, &codes)
        .map_err(|error| at_file(error.into()))?;
    if progress.cancelled() {
        return Err(Fault::cancelled());
    }
    let today = session.now().1;
    let marked = marking::mark(&words, &workbook, &found, today).map_err(at_file)?;
    if progress.cancelled() {
        return Err(Fault::cancelled());
    }
    let (marked, unmarked) = match marked {
        Ok(marked) => (Some(save_marked(&target, &file, marked)?), None),
        Err(reason) => (None, Some(reason.to_owned())),
    };
    let page = page(&words, workbook.file_name(), &found, marked.as_ref())?;
    let (bytes, written) = page.render(today)?;
    shirube_forms::verify(&bytes, &written)?;
    let path = shirube_forms::export(&target.folder, &target.report, &bytes)?;
    Ok(Reported {
        report: ReportFile {
            verified: holds(&path, &bytes),
            path: path.display().to_string(),
            rows: page.lines.len() as u64,
        },
        marked,
        unmarked,
        problems: problems(session, &found.problems),
        problem_count: found.problem_count,
    })
}

/// Where the two files go.
struct Target {
    folder: PathBuf,
    report: String,
    /// The name of the copy, without its ending.
    marked: String,
}

impl Target {
    /// The folder that was named, or the folder of the file that was; nothing is ever replaced.
    fn new(words: &Words<'_>, to: &Path, file: &str) -> Outcome<Self> {
        let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let named = |suffix: &str| format!("{stem}{}", words.say(suffix, &[]));
        let marked = named("report.marked_suffix");
        if to.is_dir() {
            let report = format!("{}.xlsx", named("report.file_suffix"));
            return Ok(Self { folder: to.to_owned(), report, marked });
        }
        let shown = to.display().to_string();
        if to.extension().is_none() {
            let code = if to.exists() { "place_not_a_folder" } else { "place_missing" };
            return Err(Fault::new(code, Exit::File).with("file", &shown).at_file(shown));
        }
        let (folder, report) = place(to)?;
        Ok(Self { folder, report, marked })
    }
}

fn save_marked(target: &Target, file: &str, marked: Marked) -> Outcome<MarkedFile> {
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
    // A workbook with macros opens under its own ending only.
    let ending = ending
        .map(str::to_ascii_lowercase)
        .filter(|ending| !marked.fresh && matches!(ending.as_str(), "xlsm" | "xltx" | "xltm"))
        .unwrap_or_else(|| "xlsx".to_owned());
    let name = format!("{}.{ending}", target.marked);
    let path = shirube_forms::export(&target.folder, &name, &marked.bytes)?;
    Ok(MarkedFile {
        verified: holds(&path, &marked.bytes),
        path: path.display().to_string(),
        cells: marked.cells,
        fresh: marked.fresh,
    })
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|there| there == bytes)
}

fn page(
    words: &Words<'_>,
    file_name: &str,
    found: &Inspection,
    marked: Option<&MarkedFile>,
) -> Outcome<ProblemReport> {
    let lines = lines::lines(words, found);
    let marked = marked.and_then(|marked| Path::new(&marked.path).file_name()?.to_str());
    let marked =
        marked.map(|file| words.say("report.lead_marked", &[("file", file)])).unwrap_or_default();
    let lead = if lines.is_empty() {
        words.say("report.lead_nothing", &[])
    } else {
        words.say("report.lead", &[("marked", &marked)])
    };
    let head = |name: &str| words.say(&format!("report.head.{name}"), &[]);
    let headings = ["number", "severity", "place", "raw", "understood", "right", "rule"].map(head);
    let mut closing = vec![words.say("report.closing", &[])];
    if lines.iter().any(|line| !line.line.rule.is_empty()) {
        closing.insert(0, words.say("report.closing_rules", &[]));
    }
    Ok(ProblemReport {
        sheet: words.say("report.sheet", &[]),
        title: words.say("report.title", &[]),
        lead,
        facts: facts::facts(words, file_name, found, &lines),
        headings,
        lines: lines.into_iter().map(|line| line.line).collect(),
        closing,
        font: Layout::parse(FORM_LAYOUT)?.font,
    })
}
