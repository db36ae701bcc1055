//! Builders: a ledger in a folder of its own, drafts, sources, and a dump of every data table.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::Connection;
use shirube_domain::answers::Answers;
use shirube_domain::codes::{CorporateNumber, LocalGovernmentCode, PrefectureCode};
use shirube_domain::draft::{ColumnMapping, DraftFirm, ImportSource, MappedField};
use shirube_domain::figures::{Basis, FigureField, FigureRow};
use shirube_domain::firm::FirmRecord;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_domain::plan::{Period, Plan, PlanKind};
use shirube_store::{
    Access, ActionInfo, ActionKind, ImportCounts, Ledger, OpenOptions, Result, StoreError, Written,
};
use tempfile::TempDir;

/// A folder with a ledger in it.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) path: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台帳 #1?.shirube");
        Self { folder, path }
    }

    pub(crate) fn create(&self) -> Ledger {
        Ledger::create(&self.path, at(0), &options(Access::Write)).unwrap()
    }

    pub(crate) fn open(&self) -> Ledger {
        Ledger::open(&self.path, &options(Access::Write)).unwrap()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Options with a seed that no other opening of this run has.
pub(crate) fn options(access: Access) -> OpenOptions {
    static OPENINGS: AtomicU64 = AtomicU64::new(0);
    let mut seed = [3; 32];
    seed[..8].copy_from_slice(&OPENINGS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    OpenOptions { access, app_version: "0.1.0".to_owned(), seed }
}

/// `seconds` after the beginning of the tests' time.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

pub(crate) fn info(kind: ActionKind) -> ActionInfo {
    ActionInfo::new(kind, "担当者", at(1))
}

/// A valid 法人番号 for each `n`.
pub(crate) fn number(n: u64) -> CorporateNumber {
    let base = format!("{:012}", 700_000_000_000 + n);
    ('1'..='9').find_map(|digit| CorporateNumber::parse(&format!("{digit}{base}")).ok()).unwrap()
}

pub(crate) fn record(n: u64) -> FirmRecord {
    FirmRecord {
        corporate_number: Some(number(n)),
        name: format!("株式会社見本{n}"),
        kana: Some(format!("ミホン{n}")),
        address: Some(format!("福井県鯖江市見本町{n}番地")),
        prefecture: Some(fukui()),
        municipality: Some(LocalGovernmentCode::parse("182079").unwrap()),
        capital: Some(10_000_000),
        established: Some(date(1990, 4, 1)),
        ..FirmRecord::default()
    }
}

pub(crate) fn fukui() -> PrefectureCode {
    PrefectureCode::parse("18").unwrap()
}

pub(crate) fn year(year: i64) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

/// 売上額, 域外販売額 and 域内仕入額 of one year.
pub(crate) fn figures(of: i64, sales: i64, outside: Option<i64>, inside: Option<i64>) -> FigureRow {
    let mut row = FigureRow::new(year(of), Basis::HeadOffice);
    row.values[FigureField::Sales.index()] = Some(sales);
    row.values[FigureField::OutOfRegionSales.index()] = outside;
    row.values[FigureField::InRegionPurchases.index()] = inside;
    row
}

pub(crate) fn draft(row: u32, record: FirmRecord, figures: Vec<FigureRow>) -> DraftFirm {
    DraftFirm { row, record, figures }
}

/// `count` firms with a number, with two years of figures.
pub(crate) fn drafts(count: u64) -> Vec<DraftFirm> {
    (0..count)
        .map(|n| {
            let money = i64::try_from(n).unwrap() * 1000;
            let years = vec![
                figures(2023, 5_000_000 + money, Some(3_000_000), None),
                figures(2024, 6_000_000 + money, Some(4_000_000 + money), Some(1_000_000)),
            ];
            draft(u32::try_from(n).unwrap() + 2, record(n), years)
        })
        .collect()
}

pub(crate) fn source(name: &str) -> ImportSource {
    let sales = |column: u32, of: i64| ColumnMapping {
        column,
        header: format!("売上高（{of}年度・千円）"),
        field: MappedField::Figure(FigureField::Sales),
        year: Some(year(of)),
        basis: Basis::HeadOffice,
        unit: Unit::ThousandYen,
        turned: false,
    };
    ImportSource {
        file_name: format!("{name}.xlsx"),
        sha256: format!("{:0>64}", name.bytes().map(|b| format!("{b:02x}")).collect::<String>()),
        sheet: "会員一覧".to_owned(),
        columns: vec![sales(27, 2023), sales(28, 2024)],
    }
}

/// Takes rows in as one action.
pub(crate) fn import(
    ledger: &mut Ledger,
    source: &ImportSource,
    drafts: &[DraftFirm],
) -> Written<ImportCounts> {
    import_at(ledger, source, drafts, 1)
}

pub(crate) fn import_at(
    ledger: &mut Ledger,
    source: &ImportSource,
    drafts: &[DraftFirm],
    seconds: i64,
) -> Written<ImportCounts> {
    let info = ActionInfo::new(ActionKind::ImportFirms, "担当者", at(seconds))
        .with("file", source.file_name.as_str());
    ledger
        .write(info, |tx| -> Result<ImportCounts> {
            let imported = tx.import(source, None, |importer| {
                drafts.iter().try_for_each(|draft| importer.put(draft).map(drop))
            });
            let counts = imported.map_err(|error: StoreError| error)?.counts;
            tx.param("count", counts.new + counts.updated);
            Ok(counts)
        })
        .unwrap()
}

pub(crate) fn counts(rows: u64, new: u64, updated: u64, unchanged: u64) -> ImportCounts {
    ImportCounts { rows, new, updated, unchanged, repeated: rows - new - updated - unchanged }
}

pub(crate) fn plan(ledger: &mut Ledger, title: &str) -> Plan {
    Plan {
        id: ledger.new_id(at(0)),
        kind: PlanKind::LocalGrowth,
        title: title.to_owned(),
        prefectures: vec![fukui()],
        municipalities: vec![LocalGovernmentCode::parse("182079").unwrap()],
        period: Period::new(date(2027, 4, 1), date(2032, 3, 31)).unwrap(),
        catalogue: "2026-11".to_owned(),
        stage: "drafting".to_owned(),
        answers: Answers::default(),
        confirmations: std::collections::BTreeMap::new(),
        selected: Vec::new(),
        overlays: Vec::new(),
        schedule: std::collections::BTreeMap::new(),
        receiver_checks: std::collections::BTreeMap::new(),
        archived_at: None,
    }
}

pub(crate) fn create_plan(ledger: &mut Ledger, plan: &Plan) {
    let info = info(ActionKind::CreatePlan).of_plan(plan.id).with("title", plan.title.as_str());
    ledger.write(info, |tx| tx.create_plan(plan)).unwrap();
}

/// Every row of every data table, the log's tables aside. The ledger must be closed.
pub(crate) fn dump(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    let mut out = Vec::new();
    for table in [
        "import",
        "firm",
        "figure",
        "regional_total",
        "plan",
        "attachment",
        "meta",
        "mapping",
        "decision",
        "former_name",
        "figure_choice",
    ] {
        let mut select = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = select.column_count();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<String> =
                (0..width).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
            out.push(format!("{table}: {}", values.join(" | ")));
        }
    }
    out.sort();
    out
}

/// A file to attach, of no requirement.
pub(crate) fn file<'a>(
    plan: Option<uuid::Uuid>,
    name: &'a str,
    media_type: &'a str,
    bytes: &'a [u8],
) -> shirube_store::NewAttachment<'a> {
    shirube_store::NewAttachment { plan, name, media_type, requirement: None, note: None, bytes }
}
