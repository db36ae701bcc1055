//! How long a bulk import, its undo and the reads take: `cargo run --release -p shirube-store
//! --example bulk_import [FIRMS]`.

use std::time::Instant;

use jiff::Timestamp;
use shirube_domain::codes::{CorporateNumber, LocalGovernmentCode, PrefectureCode};
use shirube_domain::draft::{DraftFirm, ImportSource};
use shirube_domain::figures::{Basis, FigureRow};
use shirube_domain::firm::FirmRecord;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_store::{
    Access, ActionInfo, ActionKind, FirmFilter, FirmQuery, FirmSort, Ledger, OpenOptions,
    StoreError, UndoScope,
};

type Failure = Box<dyn std::error::Error>;

/// Why an import stopped.
#[derive(Debug)]
struct Stopped(Failure);

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

impl From<Failure> for Stopped {
    fn from(error: Failure) -> Self {
        Self(error)
    }
}

fn main() -> Result<(), Failure> {
    let count = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let folder = std::env::temp_dir().join(format!("shirube-bulk-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let done = measure(&folder.join("bulk.shirube"), count);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn measure(path: &std::path::Path, count: u64) -> Result<(), Failure> {
    let at = Timestamp::from_second(1_800_000_000)?;
    let options = OpenOptions { access: Access::Write, app_version: "0".to_owned(), seed: [1; 32] };
    timed("making the rows", || {
        // Rows come one by one, as from a sheet; this much of each import is their making.
        (0..count).try_fold(0, |sum, n| draft(n).map(|draft| sum + draft.figures.len()))
    })?;
    let source = source("a");
    let mut ledger = Ledger::create(path, at, &options)?;
    for round in ["import", "import again"] {
        let done = timed(round, || {
            let info = ActionInfo::new(ActionKind::ImportFirms, "bench", at);
            ledger.write(info, |tx| -> Result<_, Stopped> {
                let imported = tx.import(&source, None, |importer| {
                    (0..count).try_for_each(|n| -> Result<(), Stopped> {
                        importer.put(&draft(n)?)?;
                        Ok(())
                    })
                })?;
                Ok(format!("{:?}", imported.counts))
            })
        });
        done.map_err(|stopped| stopped.0)?;
        println!("{:>18}  {}", "", peak_memory());
    }
    timed("first list", || ledger.firms(&FirmQuery { limit: 50, ..FirmQuery::default() }))?;
    for search in ["工業", "製作所1234", "めがね"] {
        let filter = FirmFilter { search: search.to_owned(), ..FirmFilter::default() };
        let query = FirmQuery { filter, limit: 50, ..FirmQuery::default() };
        timed(search, || ledger.firms(&query).map(|page| page.total))?;
    }
    let by_sales = FirmQuery { sort: FirmSort::LatestSales, limit: 50, ..FirmQuery::default() };
    timed("by sales", || ledger.firms(&by_sales).map(|page| page.total))?;
    timed("by sales again", || ledger.firms(&by_sales).map(|page| page.total))?;
    let (fukui, year) = (PrefectureCode::parse("18").map_err(|e| e.to_string())?, year(2024)?);
    for round in ["candidates", "candidates again"] {
        timed(round, || {
            ledger.candidates(&fukui, year, Basis::HeadOffice).map(|firms| firms.len())
        })?;
    }
    timed("undo", || ledger.undo(UndoScope::Latest, "bench", at))?;
    timed("redo", || ledger.redo(UndoScope::Latest, "bench", at))?;
    timed("verify", || Ok::<_, StoreError>(ledger.verify()))?;
    timed("close", || ledger.close())?;
    println!("{} bytes; {}", std::fs::metadata(path)?.len(), peak_memory());
    Ok(())
}

fn timed<T: std::fmt::Debug, E>(name: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let (wall, cpu) = (Instant::now(), cpu_ms());
    let done = work()?;
    let mut text = format!("{done:?}");
    text.truncate(text.floor_char_boundary(70));
    println!(
        "{name:>18}: {:>8.1} ms wall {:>5} ms CPU  {text}",
        wall.elapsed().as_secs_f64() * 1e3,
        cpu_ms() - cpu
    );
    Ok(done)
}

/// User and system time of this process, from the kernel, in steps of 10 ms.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let times = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    times.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned()
}

fn year(year: i64) -> Result<FiscalYear, Failure> {
    Ok(FiscalYear::new(year)?)
}

fn source(name: &str) -> ImportSource {
    ImportSource {
        file_name: format!("{name}.xlsx"),
        sha256: "ab".repeat(32),
        sheet: "一覧".to_owned(),
        columns: Vec::new(),
    }
}

fn draft(n: u64) -> Result<DraftFirm, Failure> {
    let base = format!("{:012}", 700_000_000_000 + n * 7919 % 99_999_999);
    let number = ('1'..='9').find_map(|c| CorporateNumber::parse(&format!("{c}{base}")).ok());
    let money = |k: u64| Some(((n * k) % 9_000_000 * 1000).cast_signed());
    let figures = [2022, 2023, 2024].into_iter().map(|fiscal| {
        let values = [
            money(31),
            money(37),
            money(41),
            money(43),
            money(47),
            money(53),
            Some((n % 300).cast_signed()),
        ];
        Ok(FigureRow { values, ..FigureRow::new(year(fiscal)?, Basis::HeadOffice) })
    });
    Ok(DraftFirm {
        row: u32::try_from(n)? + 2,
        record: FirmRecord {
            corporate_number: number,
            name: format!("株式会社見本工業製作所{n}"),
            kana: Some(format!("ミホンコウギョウセイサクショ{n}")),
            address: Some(format!("福井県鯖江市西山町１３番{n}号")),
            prefecture: PrefectureCode::parse("18").ok(),
            municipality: LocalGovernmentCode::parse("182079").ok(),
            capital: Some(10_000_000),
            employees: Some(20),
            ..FirmRecord::default()
        },
        figures: figures.collect::<Result<_, Failure>>()?,
    })
}
