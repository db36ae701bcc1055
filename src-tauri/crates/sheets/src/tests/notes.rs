//! Notes and threads beside cells.

use super::build::xlsx;
use crate::{Limits, Note, SheetError, Workbook};

const SHEET: &str = "<worksheet><sheetData/></worksheet>";
const OWN: &str = "<Relationships>\
    <Relationship Id='a' Type='http://x/comments' Target='../comments1.xml'/>\
    <Relationship Id='b' Type='http://x/threadedComment' Target='../threads/t1.xml'/>\
    </Relationships>";
const BOOK: &str = "<Relationships>\
    <Relationship Id='rId1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>\
    <Relationship Id='rId9' Type='http://x/person' Target='persons/p.xml'/></Relationships>";

fn read(comments: &str, threads: &str, limits: &Limits) -> Result<Vec<Note>, SheetError> {
    let people = "<personList><person displayName='審査 花子' id='{P}'/></personList>";
    let bytes = xlsx(
        SHEET,
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", OWN.as_bytes()),
            ("xl/comments1.xml", comments.as_bytes()),
            ("xl/threads/t1.xml", threads.as_bytes()),
            ("xl/persons/p.xml", people.as_bytes()),
        ],
    );
    // The builder's list of parts is replaced by one that names the people.
    let bytes = with_part(&bytes, "xl/_rels/workbook.xml.rels", BOOK);
    Workbook::from_bytes("f.xlsx", bytes, limits)?.notes(0)
}

fn with_part(bytes: &[u8], name: &str, content: &str) -> Vec<u8> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let here = file.name().unwrap().into_owned();
        if here == name {
            bytes = content.as_bytes().to_vec();
        }
        parts.push((here, bytes));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    super::build::zip(&parts)
}

const COMMENTS: &str = "<comments><authors><author>県 太郎</author></authors><commentList>\
    <comment ref='C2' authorId='0'><text><r><t>県 太郎:</t></r><r><t>\n根拠を&amp;示す</t>\
    <rPh><t>コンキョ</t></rPh></r></text></comment>\
    <comment ref='A1' authorId='7'><text><t>[Threaded comment]</t></text></comment>\
    </commentList></comments>";
const THREADS: &str = "<ThreadedComments><threadedComment ref='A1' personId='{P}' id='{1}'>\
    <text>目標が低い</text></threadedComment><threadedComment ref='A1' personId='{Q}' id='{2}' \
    parentId='{1}'><text>直します</text></threadedComment></ThreadedComments>";

#[test]
fn a_note_has_its_author_and_a_thread_its_answers() {
    let notes = read(COMMENTS, THREADS, &Limits::default()).unwrap();
    let told: Vec<_> = notes
        .iter()
        .map(|n| (n.row, n.column, n.author.as_str(), n.text.as_str(), n.threaded))
        .collect();
    let expected = [
        (1, 0, "審査 花子", "目標が低い\n: 直します", true),
        (2, 2, "県 太郎", "根拠を&示す", false),
    ];
    assert_eq!(told, expected);
}

#[test]
fn notes_have_a_bound_and_broken_ones_are_told() {
    let few = Limits { notes: 1, ..Limits::default() };
    let error = read(COMMENTS, THREADS, &few).unwrap_err();
    assert_eq!(error, SheetError::TooLarge { what: "notes", limit: 1 });
    let broken = read("<comments><author>&x;</author>", THREADS, &Limits::default());
    assert_eq!(broken.unwrap_err().code(), "truncated_or_broken");
    let bomb = "<!DOCTYPE x><comments/>";
    assert!(read(bomb, THREADS, &Limits::default()).is_err());
}
