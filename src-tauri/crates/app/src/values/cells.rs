//! The cells of a block as a spreadsheet puts it on the clipboard.

/// What parts cells and rows, and the quotation mark around cells that hold such signs.
const CELL: char = '\t';
const QUOTE: char = '"';

/// The rows of a block, every row with as many cells as the widest. Empty rows and columns at its
/// end are left out; a quotation mark that is never closed is a letter like any other.
pub(crate) fn split(block: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = block;
    loop {
        let (cell, after) = cell(rest);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        rest = match after.strip_prefix(CELL) {
            Some(after) => after,
            None => match line_break(after) {
                Some(after) => {
                    rows.push(Vec::new());
                    after
                }
                None => break,
            },
        };
    }
    trimmed(rows)
}

/// The next cell and what follows it: a sign that parts, or nothing.
fn cell(text: &str) -> (String, &str) {
    if let Some((quoted, after)) = text.strip_prefix(QUOTE).and_then(quoted) {
        return (quoted, after);
    }
    let end = text.find([CELL, '\n', '\r']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// A quoted cell after its first mark; `None` where it is not closed before a sign that parts.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut out, mut rest) = (String::new(), text);
    loop {
        let at = rest.find(QUOTE)?;
        out.push_str(&rest[..at]);
        rest = &rest[at + QUOTE.len_utf8()..];
        match rest.strip_prefix(QUOTE) {
            Some(after) => {
                out.push(QUOTE);
                rest = after;
            }
            None => {
                let parted = rest.is_empty() || rest.starts_with([CELL, '\n', '\r']);
                return parted.then_some((out, rest));
            }
        }
    }
}

fn line_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r']))
}

fn trimmed(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let blank = |cell: &String| cell.trim().is_empty();
    while rows.last().is_some_and(|row| row.iter().all(blank)) {
        rows.pop();
    }
    let last = |row: &Vec<String>| row.iter().rposition(|cell| !blank(cell)).map_or(0, |at| at + 1);
    let width = rows.iter().map(last).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, String::new());
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A block as a spreadsheet writes it.
    fn written(rows: &[Vec<String>]) -> String {
        let cell = |text: &String| {
            if text.contains([CELL, '\n', '\r', QUOTE]) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.clone()
            }
        };
        let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
        rows.iter().map(|one| row(one) + "\r\n").collect()
    }

    #[test]
    fn a_block_comes_apart_as_the_spreadsheet_put_it_together() {
        let rows = split("県\t\"一行目\n二行目\"\t\r\n\"商工会「\"\"匠\"\"」\"\t3\t\t\r\n\t\t\r\n");
        assert_eq!(rows, [["県", "一行目\n二行目"], ["商工会「\"匠\"」", "3"]]);
        assert_eq!(split("\"閉じない\tb"), [["\"閉じない", "b"]]);
        assert_eq!(split("\"a\"b\tc"), [["\"a\"b", "c"]]);
        assert_eq!(split("a\nb\rc"), [["a"], ["b"], ["c"]]);
        assert!(split("").is_empty() && split("\t\r\n \t").is_empty());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(
            prop::collection::vec("[a-zあ-ん0-9\t\n\r\" ]{0,6}", 3..=3), 0..6)) {
            let mut rows = rows;
            for row in &mut rows {
                // A last cell that says something keeps the row and its width.
                row.push("終".to_owned());
            }
            prop_assert_eq!(split(&written(&rows)), rows);
        }

        #[test]
        fn no_text_makes_it_panic(text in "(?s).{0,200}") {
            let rows = split(&text);
            prop_assert!(rows.windows(2).all(|two| two[0].len() == two[1].len()));
        }

        #[test]
        fn no_signs_make_it_panic(text in "[\"\t\r\na]{0,60}") {
            let _ = split(&text);
        }
    }
}
