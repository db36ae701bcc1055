//! Notes beside cells: the words, and the boxes in which a spreadsheet shows them.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::mark::Spot;
use super::tags::escaped;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::place::cell_name;

/// Letters that a line of a box takes.
const LINE: usize = 20;
/// The columns over which a box reaches.
const WIDTH: u32 = 4;
/// Boxes in one block of numbers, as the file format counts them.
const BLOCK: usize = 1024;
/// The longest note, in letters.
const LONGEST: usize = 2_000;

/// The part with the words.
pub(super) fn words(spots: &BTreeMap<(u32, u32), Spot>) -> String {
    let mut part = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <authors><author></author></authors><commentList>",
    );
    for ((row, column), spot) in noted(spots) {
        let text: String = spot.note.chars().take(LONGEST).collect();
        // Writing into a String does not fail.
        let _ = write!(
            part,
            "<comment ref=\"{}\" authorId=\"0\"><text><t xml:space=\"preserve\">{}</t></text>\
             </comment>",
            cell_name(*row, *column),
            escaped(&text)
        );
    }
    part.push_str("</commentList></comments>");
    part
}

fn noted(spots: &BTreeMap<(u32, u32), Spot>) -> impl Iterator<Item = (&(u32, u32), &Spot)> {
    spots.iter().filter(|(_, spot)| !spot.note.is_empty())
}

/// The part with the boxes, hidden until a person points at the cell.
pub(super) fn boxes(spots: &BTreeMap<(u32, u32), Spot>) -> String {
    let count = noted(spots).count();
    let blocks: Vec<String> = (1..=count / (BLOCK - 1) + 1).map(|n| n.to_string()).collect();
    let mut part = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" \
         coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
         <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/>\
         </v:shapetype>",
        blocks.join(",")
    );
    for (index, ((row, column), spot)) in noted(spots).enumerate() {
        let (id, order) = (BLOCK + 1 + index, index + 1);
        let _ = write!(
            part,
            "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:192pt;height:60pt;\
             z-index:{order};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
             <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
             <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
             <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">\
             <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor>\
             <x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{column}</x:Column>\
             </x:ClientData></v:shape>",
            anchor(*row, *column, &spot.note),
            row - 1
        );
    }
    part.push_str("</xml>");
    part
}

/// The box's place: left column and distance, top row and distance, right, bottom.
fn anchor(row: u32, column: u32, note: &str) -> String {
    let lines: usize = note.lines().map(|line| line.chars().count() / LINE + 1).sum();
    let high = u32::try_from(lines.clamp(2, 12)).unwrap_or(2) + 1;
    let left = (column + 1).min(MAX_COLUMNS - 1 - WIDTH);
    let top = row.saturating_sub(2).min(MAX_ROWS - 1 - high);
    format!("{left}, 15, {top}, 10, {}, 15, {}, 4", left + WIDTH, top + high)
}
