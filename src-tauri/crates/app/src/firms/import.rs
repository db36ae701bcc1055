//! Taking a file of firms in: one action of the ledger, or nothing at all.

use std::ops::ControlFlow;

use shirube_domain::draft::{DraftFirm, ImportSource};
use shirube_intake::{DraftSink, FileRead, Problem, SkippedRow, TableMapping, read_tables};
use shirube_store::{ActionKind, ImportCounts, Importer, StoreError};

use crate::api::imports::{ImportDone, ImportRequest};
use crate::fault::Fault;
use crate::firms::reading::{Reading, Wanted, problems};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The most problems that an answer lists.
const LISTED: usize = 10_000;

/// How many rows lie between two looks at the progress.
const STRIDE: u64 = 500;

pub(crate) fn import(
    session: &Session,
    request: ImportRequest,
    progress: &dyn Progress,
) -> Outcome<ImportDone> {
    let assets = session.assets();
    let reading = Reading::open(assets, &Wanted::from(&request))?;
    let at_file = |fault: Fault| fault.at_file(&request.file);
    let first = reading.found.first().map_err(|error| at_file(error.into()))?;
    for table in reading.found.taken() {
        table.mapping().check().map_err(|error| at_file(error.into()))?;
    }
    let source = source_of(&reading, &first.mapping());
    let action = session
        .action(ActionKind::ImportFirms)
        .with("file", source.file_name.as_str())
        .with("sheet", source.sheet.as_str());
    let listed = reading.found.problems.clone();
    let mut found = Found { total: listed.len() as u64, listed };
    let written = session.with_ledger(|ledger| {
        let written = ledger.write(action, |tx| {
            let bytes = Some(reading.workbook.bytes());
            let imported = tx.import(&source, bytes, |importer| {
                feed(&reading, assets, importer, progress, &mut found)
            })?;
            let taken = Taken { counts: imported.counts, file: imported.value };
            if request.dry_run {
                // An error takes everything back: nothing of the trial stays.
                return Err(Stop::Trial(taken));
            }
            tx.param("new", taken.counts.new);
            tx.param("updated", taken.counts.updated);
            tx.param("count", taken.counts.rows);
            Ok(taken)
        });
        match written {
            Ok(written) => Ok((written.action, written.value)),
            Err(Stop::Trial(taken)) => Ok((None, taken)),
            Err(Stop::Fault(fault)) => Err(at_file(fault)),
            Err(Stop::Store(error)) => Err(error.into()),
        }
    });
    let (action, taken) = written?;
    let counts = taken.counts;
    Ok(ImportDone {
        action: action.map(|id| id.to_string()),
        rows_read: taken.file.data.into(),
        new: counts.new,
        updated: counts.updated,
        unchanged: counts.unchanged + counts.repeated,
        skipped: taken.file.skipped.into(),
        problems: problems(session, &found.listed),
        problem_count: found.total,
    })
}

/// What came of the rows.
struct Taken {
    counts: ImportCounts,
    file: FileRead,
}

/// Why the write ended early.
enum Stop {
    /// It was only a trial.
    Trial(Taken),
    Fault(Fault),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The problems of a reading.
struct Found {
    total: u64,
    listed: Vec<Problem>,
}

/// What the ledger keeps of the table that a mapping reads.
fn source_of(reading: &Reading<'_>, mapping: &TableMapping) -> ImportSource {
    ImportSource {
        file_name: reading.workbook.file_name().to_owned(),
        sha256: reading.workbook.sha256().to_owned(),
        sheet: mapping.sheet.clone(),
        columns: mapping.source_columns(),
    }
}

fn feed(
    reading: &Reading<'_>,
    assets: &crate::assets::Assets,
    importer: &mut Importer<'_, '_>,
    progress: &dyn Progress,
    found: &mut Found,
) -> Result<FileRead, Stop> {
    let mut tables = reading.found.tables.clone();
    let mut sink = Sink { reading, importer, progress, found, rows: 0, stop: None };
    let read = read_tables(
        &reading.workbook,
        &mut tables,
        &reading.options,
        &assets.words,
        &reading.codes,
        &mut sink,
    );
    match sink.stop {
        Some(stop) => Err(stop),
        None => read.map_err(|error| Stop::Fault(error.into())),
    }
}

/// Puts each firm into the ledger as it comes.
struct Sink<'s, 't, 'l> {
    reading: &'s Reading<'s>,
    importer: &'s mut Importer<'t, 'l>,
    progress: &'s dyn Progress,
    found: &'s mut Found,
    rows: u64,
    stop: Option<Stop>,
}

impl DraftSink for Sink<'_, '_, '_> {
    fn table(&mut self, mapping: &TableMapping) -> ControlFlow<()> {
        match self.importer.turn_to(&source_of(self.reading, mapping)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.stop = Some(Stop::Store(error));
                ControlFlow::Break(())
            }
        }
    }

    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()> {
        self.rows += 1;
        if self.rows.is_multiple_of(STRIDE) {
            self.progress.report(self.rows, 0);
            if self.progress.cancelled() {
                self.stop = Some(Stop::Fault(Fault::cancelled()));
                return ControlFlow::Break(());
            }
        }
        match self.importer.put(&firm) {
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => {
                self.stop = Some(Stop::Store(error));
                ControlFlow::Break(())
            }
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.found.total += 1;
        if self.found.listed.len() < LISTED {
            self.found.listed.push(problem);
        }
    }

    fn skipped(&mut self, _row: SkippedRow) {}
}
