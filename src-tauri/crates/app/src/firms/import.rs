//! Taking a file of firms in: one action of the ledger, or nothing at all.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use shirube_domain::draft::{DraftFirm, ImportSource};
use shirube_intake::{DraftSink, FileRead, Problem, SkippedRow, TableMapping, read_tables};
use shirube_store::{
    ActionKind, Difference, GoneFirm, ImportCounts, ImportTerms, Imported, Importer, KeptMapping,
    StoreError, Tx,
};
use uuid::Uuid;

use crate::api::imports::{ImportDone, ImportRequest};
use crate::fault::Fault;
use crate::firms::ahead::read_ahead;
use crate::firms::difference::{self, LISTED as LISTED_FIRMS};
use crate::firms::kept;
use crate::firms::mappings::{self, ToKeep};
use crate::firms::reading::{Reading, Wanted, problems};
use crate::hubs::ask;
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
    let level = ask::level(request.confidentiality.as_ref())?;
    let assets = session.assets();
    let wanted = Wanted::from(&request);
    let sender = wanted.sender.map(mappings::sender).transpose()?;
    let mut reading = Reading::open(assets, &wanted)?;
    let used = kept::apply(session, &mut reading, &wanted)?;
    let at_file = |fault: Fault| fault.at_file(&request.file);
    let first = reading.found.first().map_err(|error| at_file(error.into()))?;
    for table in reading.found.taken() {
        table.mapping().check().map_err(|error| at_file(error.into()))?;
    }
    let source = source_of(&reading, &first.mapping());
    let keeping = Keeping::of(&reading, sender, used.as_ref()).map_err(at_file)?;
    let terms = ImportTerms {
        sender: sender.or(used.as_ref().map(|kept| kept.sender.as_str())),
        fingerprint: reading.layout.as_ref().map(|layout| layout.fingerprint.as_str()),
        erase_blanks: request.erase_blanks,
        level,
        list_new: request.dry_run,
        listed: LISTED_FIRMS,
    };
    let action = session
        .action(ActionKind::ImportFirms)
        .with("file", source.file_name.as_str())
        .with("sheet", source.sheet.as_str());
    let listed = reading.found.problems.clone();
    let mut found = Found { total: listed.len() as u64, listed };
    let written = session.with_ledger(|ledger| {
        let written = ledger.write(action, |tx| {
            let bytes = Some(reading.workbook.bytes());
            let imported = tx.import_on(terms, &source, bytes, |importer| {
                feed(&reading, assets, importer, progress, &mut found)
            })?;
            let gone = gone(tx, &reading, terms.sender, &imported.named)?;
            let taken = Taken::of(imported, gone);
            if request.dry_run {
                // An error takes everything back: nothing of the trial stays.
                return Err(Stop::Trial(Box::new(taken)));
            }
            keeping.keep(tx, taken.import.is_some())?;
            tx.param("new", taken.counts.new);
            tx.param("updated", taken.counts.updated);
            tx.param("count", taken.counts.rows);
            Ok(taken)
        });
        match written {
            Ok(written) => Ok((written.action, written.value)),
            Err(Stop::Trial(taken)) => Ok((None, *taken)),
            Err(Stop::Fault(fault)) => Err(at_file(fault)),
            Err(Stop::Store(error)) => Err(error.into()),
        }
    });
    let (action, taken) = written?;
    let (counts, trial) = (taken.counts, request.dry_run);
    let gone = taken.gone.iter().take(LISTED_FIRMS);
    let mut changes = difference::changes(&taken.difference, trial);
    let room = LISTED_FIRMS.saturating_sub(changes.len());
    changes.extend(gone.clone().take(room).map(|f| difference::gone_change(f, &source.sheet)));
    Ok(ImportDone {
        action: action.map(|id| id.to_string()),
        rows_read: taken.file.data.into(),
        new: counts.new,
        updated: counts.updated,
        unchanged: counts.unchanged + counts.repeated,
        skipped: taken.file.skipped.into(),
        changes,
        change_count: counts.new + counts.updated + taken.gone.len() as u64,
        gone: gone.map(difference::gone).collect(),
        gone_count: taken.gone.len() as u64,
        proposals: difference::proposals(session, &taken.difference, trial),
        proposal_count: taken.difference.proposal_count,
        mapping_used: used.as_ref().map(kept::used),
        problems: problems(session, &found.listed),
        problem_count: found.total,
    })
}

/// What came of the rows.
struct Taken {
    counts: ImportCounts,
    file: FileRead,
    difference: Difference,
    gone: Vec<GoneFirm>,
    import: Option<Uuid>,
}

impl Taken {
    fn of(imported: Imported<FileRead>, gone: Vec<GoneFirm>) -> Self {
        let Imported { counts, difference, import, value: file, .. } = imported;
        Self { counts, file, difference, gone, import }
    }
}

/// The mapping that is kept, or noted as used, with an import.
struct Keeping<'k> {
    sender: Option<&'k str>,
    keep: ToKeep,
    used: Option<Uuid>,
}

impl<'k> Keeping<'k> {
    fn of(
        reading: &Reading<'_>,
        sender: Option<&'k str>,
        used: Option<&KeptMapping>,
    ) -> Outcome<Self> {
        Ok(Self { sender, keep: mappings::to_keep(reading)?, used: used.map(|kept| kept.id) })
    }

    /// That a mapping was used is noted where the import itself changed something.
    fn keep(&self, tx: &mut Tx<'_>, imported: bool) -> Result<(), StoreError> {
        if let Some(sender) = self.sender {
            let ToKeep { fingerprint, first_row, choice } = &self.keep;
            tx.keep_mapping(sender, fingerprint, *first_row, choice)?;
        }
        match self.used.filter(|_| imported) {
            Some(id) => tx.used_mapping(id),
            None => Ok(()),
        }
    }
}

/// Why the write ended early.
enum Stop {
    /// It was only a trial.
    Trial(Box<Taken>),
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

/// The firms that earlier files of this origin brought, and this one names no longer.
fn gone(
    tx: &Tx<'_>,
    reading: &Reading<'_>,
    sender: Option<&str>,
    named: &BTreeSet<i64>,
) -> Result<Vec<GoneFirm>, StoreError> {
    let mut gone: Vec<GoneFirm> = Vec::new();
    for table in reading.found.taken() {
        let found = tx.gone(&source_of(reading, &table.mapping()), sender, named)?;
        let known: Vec<Uuid> = gone.iter().map(|firm| firm.id).collect();
        gone.extend(found.into_iter().filter(|firm| !known.contains(&firm.id)));
    }
    Ok(gone)
}

fn feed(
    reading: &Reading<'_>,
    assets: &crate::assets::Assets,
    importer: &mut Importer<'_, '_>,
    progress: &dyn Progress,
    found: &mut Found,
) -> Result<FileRead, Stop> {
    let mut tables = reading.found.tables.clone();
    let mut sink =
        Sink { reading, importer, progress, found, rows: 0, stop: None, blanks: HashMap::new() };
    let read = read_ahead(&mut sink, |sink| {
        let Reading { workbook, options, codes, .. } = reading;
        read_tables(workbook, &mut tables, options, &assets.words, codes, sink)
    });
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
    /// The empty cells of rows whose firm is still to come.
    blanks: HashMap<u32, Vec<u32>>,
}

impl DraftSink for Sink<'_, '_, '_> {
    fn table(&mut self, mapping: &TableMapping) -> ControlFlow<()> {
        self.blanks.clear();
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
        let blank = self.blanks.remove(&firm.row).unwrap_or_default();
        match self.importer.put_row(&firm, &blank) {
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

    fn wants_blanks(&self) -> bool {
        self.importer.erases_blanks()
    }

    fn blanks(&mut self, row: u32, columns: &[u32]) {
        self.blanks.insert(row, columns.to_vec());
    }
}
