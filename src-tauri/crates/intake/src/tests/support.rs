//! Code lists from the shipped assets, small workbooks, and a sink that keeps everything.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rust_xlsxwriter::{Format, Workbook as Writer, Worksheet};
use shirube_domain::codes::{IndustryCode, LocalGovernmentCode, PrefectureCode};
use shirube_domain::draft::DraftFirm;
use shirube_domain::places::{Municipality, Places, Prefecture};
use shirube_sheets::{Limits, Workbook};

use crate::words::shipped;
use crate::{Codes, DraftSink, Options, Problem, SkippedRow, Table, find_tables, read_tables};

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn lines(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("assets/codes").join(name)).unwrap();
    let lines = text.lines().skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let prefectures = lines("prefectures.csv").into_iter().map(|f| Prefecture {
        code: PrefectureCode::parse(&f[0]).unwrap(),
        name: f[1].clone(),
        kana: f[2].clone(),
        en: f[3].clone(),
    });
    let municipalities = lines("municipalities.csv").into_iter().map(|f| Municipality {
        code: LocalGovernmentCode::parse(&f[0]).unwrap(),
        name: f[2].clone(),
        kana: f[3].clone(),
        district: f[4].clone(),
    });
    Places::new(prefectures.collect(), municipalities.collect())
});

pub(super) fn codes() -> Codes<'static> {
    let industries = lines("industries.csv");
    Codes::new(
        &PLACES,
        industries.iter().map(|f| (IndustryCode::parse(&f[0]).unwrap(), f[2].as_str())),
    )
}

/// Everything that a reading gave.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) table: Option<Table>,
    pub(super) firms: Vec<DraftFirm>,
    pub(super) problems: Vec<Problem>,
    pub(super) skipped: Vec<SkippedRow>,
}

impl DraftSink for Kept {
    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()> {
        self.firms.push(firm);
        ControlFlow::Continue(())
    }
    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
    fn skipped(&mut self, row: SkippedRow) {
        self.skipped.push(row);
    }
}

impl Kept {
    /// Columns as `C name/2024/thousand_yen`, those that are none of ours left out.
    pub(super) fn columns(&self) -> Vec<String> {
        let table = self.table.as_ref().unwrap();
        let taken = table.columns.iter().filter(|column| column.field.is_some());
        taken
            .map(|column| {
                let mut text = shirube_sheets::column_name(column.column);
                text += &format!(" {}", column.field.unwrap().as_str());
                if let Some(year) = column.year {
                    text += &format!("/{year}");
                }
                if column.unit.is_money() {
                    text += &format!("/{}", column.unit.as_str());
                }
                text
            })
            .collect()
    }

    /// Skipped rows as `3 title`.
    pub(super) fn skips(&self) -> Vec<String> {
        self.skipped.iter().map(|row| format!("{} {}", row.row, row.reason.as_str())).collect()
    }

    /// Problems above a note as `D5 amount_secret`.
    pub(super) fn troubles(&self) -> Vec<String> {
        let above = self.problems.iter().filter(|p| p.severity != crate::Severity::Note);
        above.map(|p| format!("{} {}", p.cell().unwrap_or_default(), p.code)).collect()
    }
}

/// Recognises and reads every table that is taken.
pub(super) fn read_all(workbook: &Workbook, options: &Options) -> Kept {
    let (words, codes) = (shipped(), codes());
    let found = find_tables(workbook, None, options, &words, &codes).unwrap();
    let mut kept = Kept { problems: found.problems, ..Kept::default() };
    let mut tables = found.tables;
    kept.table = tables.first().cloned();
    read_tables(workbook, &mut tables, options, &words, &codes, &mut kept).unwrap();
    kept
}

/// Opens CSV text.
pub(super) fn csv(text: &str) -> Workbook {
    Workbook::from_bytes("一覧.csv", text.as_bytes().to_vec(), &Limits::default()).unwrap()
}

/// An `.xlsx` of one sheet, written by `fill`.
pub(super) fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Workbook {
    let mut writer = Writer::new();
    fill(writer.add_worksheet());
    let bytes = writer.save_to_buffer().unwrap();
    Workbook::from_bytes("一覧.xlsx", bytes, &Limits::default()).unwrap()
}

/// Writes rows of text; what looks like a plain number is stored as one.
pub(super) fn rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) {
    for (row, cells) in (from..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) if text.is_empty() => continue,
                Err(_) => sheet.write(row, column, *text).unwrap(),
            };
        }
    }
}

/// Merges a range, rows and columns from 0.
pub(super) fn merge(sheet: &mut Worksheet, range: (u32, u16, u32, u16), text: &str) {
    let (r1, c1, r2, c2) = range;
    sheet.merge_range(r1, c1, r2, c2, text, &Format::new()).unwrap();
}
