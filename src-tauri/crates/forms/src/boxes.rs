//! How much text the box of a field holds on the reference form.

use shirube_domain::plan::PlanKind;

use crate::heights::{column_points, row_room};
use crate::layout::{Block, FieldsBlock, Layout, SheetLayout, TableBlock};
use crate::style::Look;

/// The room that a field's box has before its text goes on in the row below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextBox {
    /// Full-width characters on one line.
    pub characters: u32,
    /// Lines.
    pub lines: u32,
}

impl Layout {
    /// The box of a field (`plan.summary`, `actions[].text`) on the forms of a plan kind; where
    /// it stands several times, the smallest. `None` where no box shows it.
    pub fn text_box(&self, kind: PlanKind, field: &str) -> Option<TextBox> {
        self.sheets_of(kind)
            .flat_map(|sheet| sheet.blocks.iter().filter_map(|block| room(sheet, block, field)))
            .min_by_key(|room| room.characters)
    }
}

fn room(sheet: &SheetLayout, block: &Block, field: &str) -> Option<TextBox> {
    let widths = sheet.columns.widths();
    let (from, span) = match block {
        Block::Fields(block) => box_of(block, widths.len(), field)?,
        Block::Table(block) => column_of(block, field)?,
        Block::Mark
        | Block::Title { .. }
        | Block::Note { .. }
        | Block::Gantt
        | Block::Chart { .. } => return None,
    };
    let width: f64 = widths.get(from..from + span)?.iter().map(|w| column_points(*w)).sum();
    let (characters, lines) = row_room(width, Look::Text.size());
    Some(TextBox { characters, lines })
}

/// The first column of a field's box and how many it spans, as [`crate::table`] draws it.
fn box_of(block: &FieldsBlock, columns: usize, field: &str) -> Option<(usize, usize)> {
    let line = block.fields.iter().find(|line| line.iter().any(|name| name == field))?;
    let (mut from, mut left) = (block.offset, columns.checked_sub(block.offset)?);
    for (index, name) in line.iter().enumerate() {
        let share = left / (line.len() - index);
        let span = block.value_span.unwrap_or(share.checked_sub(block.label_span)?);
        if name == field {
            return Some((from + block.label_span, span));
        }
        left = left.checked_sub(block.label_span + span)?;
        from += block.label_span + span;
    }
    None
}

fn column_of(block: &TableBlock, field: &str) -> Option<(usize, usize)> {
    let (rows, key) = field.split_once("[].")?;
    if rows != block.rows {
        return None;
    }
    let mut from = 0;
    for column in &block.columns {
        if column.key == key {
            return Some((from, column.span));
        }
        from += column.span;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_long_text_of_the_reference_forms_has_a_box() {
        let toml = include_str!("../../../../assets/forms/reference.toml");
        let layout = Layout::parse(toml).unwrap();
        let b = PlanKind::RegionalCluster;
        let summary = layout.text_box(b, "plan.summary").unwrap();
        assert!(summary.characters > 30 && summary.lines > 20, "{summary:?}");
        let action = layout.text_box(b, "actions[].text").unwrap();
        assert!(action.characters < summary.characters);
        assert_eq!(layout.text_box(b, "nothing"), None);
    }
}
