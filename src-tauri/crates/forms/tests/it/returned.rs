//! Forms that come back: what differs is read, and nothing else.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shirube_domain::plan::PlanKind;
use shirube_forms::{Home, PointSort, Returned, Said, Sent, TroubleSort, read_returned};
use shirube_sheets::{Limits, Mark, Put, PutValue, Workbook, cell_name, fill_cells, mark_cells};

use crate::fixture::{Fullness, World};
use crate::world;

fn open(bytes: &[u8]) -> Workbook {
    Workbook::from_bytes("戻り.xlsx", bytes.to_vec(), &Limits::default()).unwrap()
}

fn form(world: &World, kind: PlanKind, fullness: Fullness) -> (Vec<u8>, Sent) {
    let bytes = world.render(&world.case(kind, fullness)).bytes;
    let sent = Sent::read(&open(&bytes)).unwrap().unwrap();
    (bytes, sent)
}

fn read(bytes: &[u8], sent: &Sent) -> Returned {
    read_returned(&open(bytes), sent).unwrap()
}

fn put(home: &Home, text: &str) -> Put {
    let (row, column) = (home.row, home.column);
    Put { sheet: home.sheet.clone(), row, column, value: PutValue::Text(text.to_owned()) }
}

/// The boxes of one line that hold text.
fn text_boxes(sent: &Sent) -> Vec<&Home> {
    let fits = |home: &&Home| {
        let tick = home.field.starts_with("requirement[");
        matches!(home.said, Some(Said::Text(_))) && home.last_row == home.row && !tick
    };
    sent.homes.iter().filter(fits).collect()
}

#[test]
fn what_comes_back_as_it_was_sent_says_nothing() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        for fullness in [Fullness::Complete, Fullness::Half, Fullness::Blank] {
            let (bytes, sent) = form(&world, kind, fullness);
            assert!(sent.intact && sent.traced, "{kind:?} {fullness:?}");
            assert_eq!(sent.kind, kind.letter());
            let returned = read(&bytes, &sent);
            assert_eq!(returned.answers, [], "{kind:?} {fullness:?}");
            assert_eq!(returned.points, [], "{kind:?} {fullness:?}");
            assert_eq!(returned.troubles, [], "{kind:?} {fullness:?}");
        }
    }
}

#[test]
fn thirty_changes_and_five_notes_are_read_and_nothing_else() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        let (bytes, sent) = form(&world, kind, Fullness::Complete);
        let homes: Vec<&Home> = text_boxes(&sent).into_iter().take(30).collect();
        assert_eq!(homes.len(), 30);
        let puts: Vec<Put> = homes.iter().map(|home| put(home, "直しました")).collect();
        let bytes = fill_cells(&bytes, &puts).unwrap().bytes;
        let marks: Vec<Mark> = homes[..5]
            .iter()
            .map(|home| Mark {
                sheet: home.sheet.clone(),
                row: home.row,
                column: home.column,
                colour: 0x00FF_FF00,
                note: format!("{}を確かめてください", home.field),
            })
            .collect();
        let bytes = mark_cells(&bytes, &marks).unwrap();
        let returned = read(&bytes, &sent);
        let read: BTreeMap<&str, &str> =
            returned.answers.iter().map(|one| (one.field.as_str(), one.text.as_str())).collect();
        assert_eq!(read.len(), 30, "{kind:?}");
        for home in homes.iter() {
            assert_eq!(read.get(home.field.as_str()), Some(&"直しました"), "{}", home.field);
        }
        // A colour under a note says nothing more than the note.
        assert_eq!(returned.points.len(), 5, "{kind:?}: {:?}", returned.points);
        assert!(returned.points.iter().all(|one| one.sort == PointSort::Comment));
        assert_eq!(returned.points[0].field.as_deref(), Some(homes[0].field.as_str()));
        assert_eq!(returned.troubles, [], "{kind:?}");
    }
}

#[test]
fn a_blank_box_that_was_filled_is_an_answer_and_a_remark_beside_is_a_point() {
    let world = world("ja");
    let (bytes, sent) = form(&world, PlanKind::RegionalCluster, Fullness::Blank);
    let summary = sent.home("plan.summary").unwrap();
    assert_eq!(summary.said, None);
    let beside = Put {
        sheet: summary.sheet.clone(),
        row: summary.row,
        column: 18,
        value: PutValue::Text("もっと短く".to_owned()),
    };
    let bytes = fill_cells(&bytes, &[put(summary, "あらすじ"), beside]).unwrap().bytes;
    let returned = read(&bytes, &sent);
    assert_eq!(returned.answers.len(), 1);
    assert_eq!((returned.answers[0].field.as_str()), "plan.summary");
    assert_eq!(returned.points.len(), 1, "{:?}", returned.points);
    let point = &returned.points[0];
    assert_eq!((point.sort, point.text.as_str()), (PointSort::Text, "もっと短く"));
    assert_eq!(point.field.as_deref(), Some("plan.summary"));
}

#[test]
fn a_colour_is_a_point_and_so_is_the_receivers_box() {
    let world = world("ja");
    let (bytes, sent) = form(&world, PlanKind::LocalGrowth, Fullness::Complete);
    let vision = sent.home("plan.vision").unwrap();
    let check = sent.homes.iter().find(|home| home.field.ends_with(".receiver_check")).unwrap();
    let other = sent.homes.iter().filter(|home| home.field.ends_with(".receiver_check")).nth(1);
    let puts = [put(check, "☒ 根拠がない"), put(other.unwrap(), "☑")];
    let bytes = fill_cells(&bytes, &puts).unwrap().bytes;
    let mark = Mark {
        sheet: vision.sheet.clone(),
        row: vision.row,
        column: vision.column,
        colour: 0x00FF_C000,
        note: String::new(),
    };
    let returned = read(&mark_cells(&bytes, &[mark]).unwrap(), &sent);
    let sorts: Vec<PointSort> = returned.points.iter().map(|one| one.sort).collect();
    assert!(sorts.contains(&PointSort::Colour) && sorts.contains(&PointSort::Check));
    assert_eq!(returned.points.len(), 2, "{:?}", returned.points);
    let said = returned.points.iter().find(|one| one.sort == PointSort::Check).unwrap();
    assert!(check.field.contains(said.requirement.as_deref().unwrap()));
    assert_eq!(returned.troubles.len(), 1);
    assert_eq!(returned.troubles[0].sort, TroubleSort::ReceiverTicked);
    assert_eq!(returned.answers, []);
}

#[test]
fn a_long_text_is_put_together_again() {
    let world = world("ja");
    let mut case = world.case(PlanKind::LocalGrowth, Fullness::Half);
    let long = "この文は長い説明の一部であり、最後まで読めなければならない。".repeat(300);
    crate::write(&mut case, serde_json::json!({"summary": long}));
    let bytes = world.render(&case).bytes;
    let sent = Sent::read(&open(&bytes)).unwrap().unwrap();
    let home = sent.home("plan.summary").unwrap();
    assert!(home.last_row > home.row);
    assert_eq!(read(&bytes, &sent).answers, []);
    let last = Put {
        sheet: home.sheet.clone(),
        row: home.last_row,
        column: home.column,
        value: PutValue::Text("終わり。".to_owned()),
    };
    let returned = read(&fill_cells(&bytes, &[last]).unwrap().bytes, &sent);
    assert_eq!(returned.answers.len(), 1);
    assert!(returned.answers[0].text.ends_with("終わり。"));
    assert!(returned.answers[0].text.starts_with("この文は長い"));
}

/// The workbook written anew, as another program would, with its rows and columns moved.
fn rewritten(
    bytes: &[u8],
    change: impl Fn(&str, u32, u32) -> Option<(String, u32, u32)>,
) -> Vec<u8> {
    rewritten_with(bytes, change, &[])
}

fn rewritten_with(
    bytes: &[u8],
    change: impl Fn(&str, u32, u32) -> Option<(String, u32, u32)>,
    more: &[(&str, u32, u32, &str)],
) -> Vec<u8> {
    use shirube_sheets::Content;
    let template = open(bytes).template().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for sheet in &template.sheets {
        let mut page = rust_xlsxwriter::Worksheet::new();
        let name = change(&sheet.name, 0, 0).map_or(sheet.name.clone(), |(name, ..)| name);
        page.set_name(&name).unwrap();
        for cell in &sheet.cells {
            let Some((_, row, column)) = change(&sheet.name, cell.row, cell.column) else {
                continue;
            };
            let (row, column) = (row - 1, u16::try_from(column).unwrap());
            match cell.content {
                Content::Empty => continue,
                Content::Number => {
                    page.write_number(row, column, cell.text.parse::<f64>().unwrap()).unwrap()
                }
                Content::Date => {
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(&cell.text).unwrap();
                    page.write_datetime_with_format(row, column, &date, &day).unwrap()
                }
                _ => page.write_string(row, column, &cell.text).unwrap(),
            };
        }
        for (_, row, column, text) in more.iter().filter(|one| one.0 == sheet.name) {
            page.write_string(row - 1, u16::try_from(*column).unwrap(), *text).unwrap();
        }
        book.push_worksheet(page);
    }
    book.save_to_buffer().unwrap()
}

fn stay(sheet: &str, row: u32, column: u32) -> (String, u32, u32) {
    (sheet.to_owned(), row, column)
}

#[test]
fn rows_that_came_in_or_went_move_nothing_else() {
    let world = world("ja");
    let (bytes, sent) = form(&world, PlanKind::RegionalCluster, Fullness::Complete);
    let second = sent.home("products[1].name").unwrap().clone();
    let products = second.sheet.clone();
    let mut columns: Vec<u32> = sent
        .homes
        .iter()
        .filter(|home| home.field.starts_with("products[1]."))
        .map(|home| home.column)
        .collect();
    columns.sort_unstable();
    // A row put in above the second product, and a line put in at the top of the cover.
    let moved = rewritten_with(
        &bytes,
        |sheet, row, column| {
            let down = (sheet == products && row >= second.row) || (sheet == "表紙" && row >= 2);
            Some(stay(sheet, if down { row + 1 } else { row }, column))
        },
        &[(&products, second.row, second.column, "新しい製品")],
    );
    let returned = read(&moved, &sent);
    let told: Vec<(&str, &str, bool)> = returned
        .answers
        .iter()
        .map(|one| (one.field.as_str(), one.text.as_str(), one.added))
        .collect();
    let count = sent.homes.iter().filter(|h| h.field.ends_with("].name") && h.sheet == products);
    let field = format!("products[{}].name", count.count());
    assert_eq!(told, [(field.as_str(), "新しい製品", true)]);
    assert_eq!((returned.points, returned.troubles), (vec![], vec![]));

    // The first product goes.
    let first = sent.home("products[0].name").unwrap().row;
    let moved = rewritten(&bytes, |sheet, row, column| match sheet == products {
        true if row == first => None,
        true if row > first => Some(stay(sheet, row - 1, column)),
        _ => Some(stay(sheet, row, column)),
    });
    let returned = read(&moved, &sent);
    let told: Vec<(&str, bool)> =
        returned.answers.iter().map(|one| (one.field.as_str(), one.removed)).collect();
    assert_eq!(told, [("products[0]", true)]);
}

#[test]
fn a_column_that_came_in_and_a_sheet_of_another_name_are_found() {
    let world = world("ja");
    let (bytes, sent) = form(&world, PlanKind::RegionalCluster, Fullness::Complete);
    let moved = rewritten(&bytes, |sheet, row, column| {
        let name = if sheet == "計画概要" { "概要（修正）" } else { sheet };
        let column =
            if sheet == "製品・サービス" && column >= 2 { column + 1 } else { column };
        Some((name.to_owned(), row, column))
    });
    let returned = read(&moved, &sent);
    assert_eq!(returned.answers, []);
    let sorts: Vec<TroubleSort> = returned.troubles.iter().map(|one| one.sort).collect();
    assert_eq!(sorts, [TroubleSort::SheetRenamed]);
    assert_eq!(returned.points, []);
}

#[test]
fn a_sheet_that_is_gone_empties_no_answer() {
    let world = world("ja");
    let (bytes, sent) = form(&world, PlanKind::RegionalCluster, Fullness::Complete);
    let moved = rewritten(&bytes, |sheet, row, column| {
        (sheet != "目標値" || row == 0).then(|| stay(sheet, row, column))
    });
    let returned = read(&moved, &sent);
    assert_eq!(returned.answers, []);
    assert_eq!(returned.troubles.len(), 1, "{:?}", returned.troubles);
    assert_eq!(returned.troubles[0].sort, TroubleSort::SheetUnlike);
}

#[test]
fn a_table_for_machines_that_was_changed_is_not_believed() {
    let world = world("ja");
    let (bytes, sent) = form(&world, PlanKind::LocalGrowth, Fullness::Half);
    let put = Put {
        sheet: sent.data_sheet.clone(),
        row: 9,
        column: 16,
        value: PutValue::Text("書き換え".to_owned()),
    };
    let changed = fill_cells(&bytes, &[put]).unwrap().bytes;
    assert!(!Sent::read(&open(&changed)).unwrap().unwrap().intact);
    let without = rewritten(&bytes, |sheet, row, column| {
        (sheet != "データ" || row == 0).then(|| stay(sheet, row, column))
    });
    assert_eq!(Sent::read(&open(&without)).unwrap(), None);
    // The same table in another place of the workbook is still the table.
    let renamed = rewritten(&bytes, |sheet, row, column| {
        let name = if sheet == "データ" { "data" } else { sheet };
        Some((name.to_owned(), row, column))
    });
    let found = Sent::read(&open(&renamed)).unwrap().unwrap();
    assert!(found.intact && found.data_sheet == "data");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_written_into_boxes_is_what_is_read(
        picks in prop::collection::btree_map(0usize..60, "[ぁ-ん一-龠a-z0-9]{1,12}", 1..12)
    ) {
        thread_local!(static FORM: (Vec<u8>, Sent) =
            form(&world("ja"), PlanKind::RegionalCluster, Fullness::Complete));
        FORM.with(|(bytes, sent)| {
            let boxes = text_boxes(sent);
            let puts: Vec<Put> = picks
                .iter()
                .map(|(at, text)| put(boxes[at % boxes.len()], &format!("改{text}")))
                .collect();
            let meant: BTreeMap<(String, String), String> = puts
                .iter()
                .map(|put| {
                    let PutValue::Text(text) = &put.value else { unreachable!() };
                    ((put.sheet.clone(), cell_name(put.row, put.column)), text.clone())
                })
                .collect();
            let returned = read(&fill_cells(bytes, &puts).unwrap().bytes, sent);
            let read: BTreeMap<(String, String), String> = returned
                .answers
                .into_iter()
                .map(|one| ((one.sheet, one.cell), one.text))
                .collect();
            prop_assert_eq!(read, meant);
            prop_assert!(returned.points.is_empty());
            Ok(())
        })?;
    }
}
