//! Each answer stands in one cell; every other box that shows it refers to that cell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::json;
use shirube_domain::plan::PlanKind;
use shirube_forms::{FormBook, Sent, verify};
use shirube_sheets::{Limits, Workbook, parse_cell};

use crate::fixture::{Fullness, World};
use crate::{FULLNESS, world, write};

type Place = (String, (u32, u32));

/// A book as another program reads it.
struct Read {
    values: BTreeMap<Place, Data>,
    formulas: BTreeMap<Place, String>,
}

fn read(book: &FormBook) -> Read {
    let mut read = Read { values: BTreeMap::new(), formulas: BTreeMap::new() };
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(book.bytes.clone())).unwrap();
    for sheet in &book.sheets {
        let values = file.worksheet_range(sheet).unwrap();
        let (top, left) = values.start().unwrap_or_default();
        for (row, column, value) in values.used_cells() {
            let at = (top + row as u32 + 1, left + column as u32);
            read.values.insert((sheet.clone(), at), value.clone());
        }
        let formulas = file.worksheet_formula(sheet).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = (top + row as u32 + 1, left + column as u32);
            read.formulas.insert((sheet.clone(), at), formula.clone());
        }
    }
    read
}

/// The cell that a formula shows whole: `IF('表紙'!D9="","",'表紙'!D9)`.
fn target(formula: &str) -> Option<Place> {
    let (_, last) = formula.strip_prefix("IF('")?.rsplit_once(",'")?;
    let (sheet, cell) = last.strip_suffix(')')?.split_once("'!")?;
    Some((sheet.to_owned(), parse_cell(cell)?))
}

/// The home cells, as `written` and as 「データ」 say them.
fn homes(book: &FormBook) -> BTreeMap<String, Place> {
    let mut homes = BTreeMap::new();
    for one in &book.written {
        let Some(field) = &one.field else { continue };
        let place = (one.sheet.clone(), parse_cell(&one.cell).unwrap());
        assert_eq!(homes.insert(field.clone(), place), None, "{field} has two homes");
    }
    let file = Workbook::from_bytes("f.xlsx", book.bytes.clone(), &Limits::default()).unwrap();
    let sent = Sent::read(&file).unwrap().unwrap();
    for home in sent.homes {
        let place = (home.sheet, (home.row, home.column));
        let known = homes.entry(home.field.clone()).or_insert_with(|| place.clone());
        assert_eq!(*known, place, "{}", home.field);
    }
    homes
}

fn every_book(world: &World) -> impl Iterator<Item = (PlanKind, Fullness, FormBook)> {
    let all = PlanKind::ALL.into_iter().flat_map(|kind| FULLNESS.map(|full| (kind, full)));
    all.map(|(kind, full)| (kind, full, world.render(&world.case(kind, full))))
}

#[test]
fn no_two_answers_and_no_two_boxes_share_a_home() {
    let world = world("ja");
    for (kind, fullness, book) in every_book(&world) {
        let homes = homes(&book);
        let places: BTreeSet<&Place> = homes.values().collect();
        assert_eq!(places.len(), homes.len(), "{kind:?} {fullness:?}");
    }
}

#[test]
fn a_repeat_is_a_formula_whose_result_is_what_its_home_says() {
    let world = world("ja");
    for (kind, fullness, book) in every_book(&world) {
        let homes: BTreeSet<Place> = homes(&book).into_values().collect();
        let read = read(&book);
        assert!(read.formulas.len() >= 3, "{kind:?}: the title and the period are repeated");
        for (place, formula) in &read.formulas {
            let home = target(formula).unwrap();
            assert!(homes.contains(&home), "{place:?} refers to {home:?}, which is no home");
            assert!(!homes.contains(place) && !read.formulas.contains_key(&home), "{place:?}");
            let said = |place| match read.values.get(place) {
                None | Some(Data::Empty) => String::new(),
                Some(value) => value.to_string(),
            };
            assert_eq!(said(place), said(&home), "{kind:?} {fullness:?} {place:?}");
        }
    }
}

#[test]
fn a_name_that_is_said_again_refers_to_the_row_that_says_it_first() {
    let world = world("ja");
    let book = world.render(&world.case(PlanKind::RegionalCluster, Fullness::Complete));
    let homes = homes(&book);
    let read = read(&book);
    for field in ["plan.title", "plan.period.start", "kpi[0].name", "selected_firms[0].name"] {
        let repeated = read.formulas.values().any(|one| target(one) == Some(homes[field].clone()));
        assert!(repeated, "{field}");
    }
}

#[test]
fn every_box_of_a_blank_plan_has_a_home() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        let book = world.render(&world.case(kind, Fullness::Blank));
        let homes = homes(&book);
        for field in ["plan.summary", "plan.vision", "actions[0].name", "actions[4].text"] {
            assert!(homes.contains_key(field), "{kind:?} {field}");
        }
        let filled: BTreeSet<Place> = (book.written.iter())
            .map(|one| (one.sheet.clone(), parse_cell(&one.cell).unwrap()))
            .collect();
        assert!(!filled.contains(&homes["plan.summary"]));
    }
    let kpi = homes(&world.render(&world.case(PlanKind::RegionalCluster, Fullness::Blank)));
    assert!(kpi.contains_key("kpi[3].target[2031]") && kpi.contains_key("kpi[0].baseline"));
}

#[test]
fn long_texts_and_texts_like_numbers_are_repeated_too() {
    let world = world("ja");
    for title in ["題名が長い計画。".repeat(100), "2027".to_owned(), "#N/A".to_owned()] {
        let mut case = world.case(PlanKind::LocalGrowth, Fullness::Half);
        case.plan.title = title;
        write(&mut case, json!({"summary": "概要"}));
        let book = world.render(&case);
        assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells));
        let read = read(&book);
        let outline: String = read
            .values
            .iter()
            .filter(|((sheet, (row, column)), _)| {
                sheet == "計画概要" && *row > 1 && *row < 8 && *column == 3
            })
            .map(|(_, value)| value.to_string())
            .collect();
        assert!(outline.contains(&case.plan.title), "{outline}");
    }
}
