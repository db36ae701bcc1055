//! Writing a binding as the text of a file.

use std::fmt::Write;

use super::{Binding, CellBinding, Direction, Format, TableBinding, TablePart};
use super::{cell_name, column_name};

/// The text of a binding; reading it gives the same binding.
pub fn to_toml(binding: &Binding) -> String {
    let mut out = String::new();
    line(&mut out, "template_sha256", &binding.template_sha256);
    line(&mut out, "title", &binding.title);
    line(&mut out, "issuer", &binding.issuer);
    line(&mut out, "version", &binding.version);
    line(&mut out, "valid_from", &binding.valid_from);
    line(&mut out, "kind", binding.kind.map_or("", crate::plan::PlanKind::letter));
    for cell in &binding.cells {
        write_cell(&mut out, cell);
    }
    for table in &binding.tables {
        write_table(&mut out, table);
    }
    out
}

fn write_cell(out: &mut String, cell: &CellBinding) {
    out.push_str("\n[[cell]]\n");
    line(out, "sheet", &cell.sheet);
    line(out, "cell", &cell_name(cell.row, cell.column));
    line(out, "label", &cell.label);
    line(out, "field", &cell.field);
    line(out, "format", &cell.format.as_ref().map(Format::name).unwrap_or_default());
    line(out, "overflow", cell.overflow.name().unwrap_or_default());
}

fn write_table(out: &mut String, table: &TableBinding) {
    out.push_str("\n[[table]]\n");
    line(out, "sheet", &table.sheet);
    let (source, parts) = match table.direction {
        Direction::Down => {
            // Writing into a String does not fail.
            let _ = write!(out, "first_row = {}\nlast_row = {}\n", table.first, table.last);
            ("rows", "columns")
        }
        Direction::Across => {
            line(out, "direction", "across");
            line(out, "first_column", &column_name(table.first));
            line(out, "last_column", &column_name(table.last));
            ("columns", "rows")
        }
    };
    if table.step > 1 {
        let _ = writeln!(out, "step = {}", table.step);
    }
    line(out, source, &table.source);
    line(out, "overflow", table.overflow.name().unwrap_or_default());
    let _ = writeln!(out, "{parts} = {{ {} }}", all_parts(table).join(", "));
}

/// What stands at each column, several of one column as a list.
fn all_parts(table: &TableBinding) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = table.parts.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|part| part.at == first.at).count();
        let name = match table.direction {
            Direction::Down => column_name(first.at),
            Direction::Across => first.at.to_string(),
        };
        let inner: Vec<String> = rest[..count].iter().map(|one| part(one, count > 1)).collect();
        let value = if count > 1 { format!("[{}]", inner.join(", ")) } else { inner.concat() };
        all.push(format!("{name} = {value}"));
        rest = &rest[count..];
    }
    all
}

fn part(part: &TablePart, several: bool) -> String {
    let plain = part.format.is_none() && part.offset == 0 && part.label.is_empty();
    if plain && !several {
        return quoted(&part.key);
    }
    let mut keys = vec![format!("field = {}", quoted(&part.key))];
    if let Some(format) = &part.format {
        keys.push(format!("format = {}", quoted(&format.name())));
    }
    if part.offset > 0 {
        keys.push(format!("offset = {}", part.offset));
    }
    if !part.label.is_empty() {
        keys.push(format!("label = {}", quoted(&part.label)));
    }
    format!("{{ {} }}", keys.join(", "))
}

fn line(out: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "{key} = {}", quoted(text));
    }
}

/// A text on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", letter as u32);
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
