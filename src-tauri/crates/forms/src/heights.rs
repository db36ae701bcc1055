//! How many lines a text takes in a box of a known width, and where a long text is continued.
//!
//! The widths are those of a Japanese gothic, taken a little too wide: a row that is too high
//! is a blemish, a row that is too low hides text.

/// A line is this many times as high as its letters: enough for BIZ UDPゴシック and for Noto.
const LEADING: f64 = 1.5;
/// What a cell keeps free above and below its text, in points.
const PADDING: f64 = 5.0;
/// What a cell keeps free at its left and right together, in points.
pub(crate) const SIDES: f64 = 6.0;
/// What an indent takes besides, in points.
pub(crate) const INDENT: f64 = 7.0;
/// Part of a line that is counted on: the rest is for rules of line breaking that we don't know.
const FILL: f64 = 0.95;
/// The highest text that one row takes, in points; Excel's own limit is 409.
const HIGHEST: f64 = 390.0;
/// The height of the parts of a higher text: a page breaks between rows, never inside one, so
/// lower rows leave less of it empty.
const PART: f64 = 200.0;

/// A column's width in points; `width` in characters as a spreadsheet counts them.
pub(crate) fn column_points(width: f64) -> f64 {
    (width * 7.0 + 5.0).trunc() * 0.75
}

/// A part of a text that fits into one row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) lines: usize,
}

/// The height of a row with that many lines, in points.
pub(crate) fn row_height(lines: usize, size: f64) -> f64 {
    (lines.max(1) as f64 * size * LEADING + PADDING).ceil()
}

/// Cuts a text into parts that each fit a row `width` points wide. Put together they are the
/// text again.
pub(crate) fn parts(text: &str, width: f64, size: f64) -> Vec<Part> {
    let width = (width * FILL / size).max(1.0);
    let lines = |height: f64| (height / (size * LEADING)) as usize;
    let (length, whole) = first_part(text, width, lines(HIGHEST));
    if length == text.len() {
        return if text.is_empty() { Vec::new() } else { vec![part(text, whole)] };
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (length, lines) = first_part(rest, width, lines(PART));
        parts.push(part(&rest[..length], lines));
        rest = &rest[length..];
    }
    parts
}

/// How many full-width letters a line of a box holds, and how many lines its row, before a text
/// goes on in the row below.
pub(crate) fn row_room(width: f64, size: f64) -> (u32, u32) {
    let letters = ((width - SIDES - INDENT) * FILL / size).max(1.0);
    (letters as u32, (HIGHEST / (size * LEADING)) as u32)
}

/// How many bytes of a text fit a box of so many lines, `width` points wide.
pub(crate) fn fitting(text: &str, width: f64, size: f64, lines: usize) -> usize {
    let width = (width * FILL / size).max(1.0);
    let mut line = 0;
    let mut used = 0.0;
    for (start, word) in words(text) {
        if used > 0.0 && used + word_width(word) > width {
            (line, used) = (line + 1, 0.0);
        }
        for (offset, letter) in word.char_indices() {
            let wide = advance(letter);
            if letter == '\n' || (used > 0.0 && used + wide > width) {
                (line, used) = (line + 1, 0.0);
            }
            // A line break at the very end opens a line that nothing stands on.
            let hidden = line >= lines && letter != '\n';
            if hidden {
                return start + offset;
            }
            used += wide;
        }
    }
    text.len()
}

fn part(text: &str, lines: usize) -> Part {
    Part { text: text.to_owned(), lines }
}

/// The bytes of the first part and its lines. A part that is not the last ends behind a
/// sentence where one ends in its last third.
fn first_part(text: &str, width: f64, most: usize) -> (usize, usize) {
    let mut lines = 1;
    let mut used = 0.0;
    let mut sentence = None;
    for (start, word) in words(text) {
        let long = word_width(word);
        if used > 0.0 && used + long > width {
            lines += 1;
            used = 0.0;
        }
        for (offset, letter) in word.char_indices() {
            let wide = advance(letter);
            if used + wide > width && used > 0.0 {
                lines += 1;
                used = 0.0;
            }
            if lines > most {
                return sentence.unwrap_or((start + offset, most));
            }
            used += wide;
            let end = start + offset + letter.len_utf8();
            if matches!(letter, '。' | '\n') && lines * 3 > most * 2 {
                sentence = Some((end, lines));
            }
            if letter == '\n' {
                lines += 1;
                used = 0.0;
            }
        }
    }
    // The last line break may have opened a line that nothing stands on.
    (text.len(), lines.min(most))
}

/// The text in pieces that a line is not broken inside: Latin words, or single letters.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let word = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let length = if word == 0 { rest.chars().next()?.len_utf8() } else { word };
        let found = (start, &rest[..length]);
        start += length;
        Some(found)
    })
}

/// The width of a text on one line, in points.
pub(crate) fn text_points(text: &str, size: f64) -> f64 {
    word_width(text) * size + SIDES
}

fn word_width(word: &str) -> f64 {
    word.chars().map(advance).sum()
}

/// The width of a letter as a part of its size.
fn advance(letter: char) -> f64 {
    match letter {
        '\n' => 0.0,
        '\t' => 4.0,
        'M' | 'W' | 'm' | 'w' | '@' | '%' => 0.95,
        'A'..='Z' | '&' => 0.75,
        ' '..='~' => 0.6,
        '\u{a0}'..='\u{24f}' => 0.75,
        '\u{ff61}'..='\u{ff9f}' => 0.6,
        '\u{1f000}'..='\u{1faff}' => 1.4,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_takes_the_lines_that_its_box_needs() {
        let lines =
            |text: &str| parts(text, 100.0, 10.0).iter().map(|part| part.lines).sum::<usize>();
        assert_eq!(lines("あいうえおかきくけ"), 1);
        assert_eq!(lines("あいうえおかきくけこ"), 2);
        assert_eq!(lines("あ\nい\nう"), 3);
        assert_eq!(lines("ab supercalifragilistic"), 3);
    }

    #[test]
    fn a_long_text_goes_on_behind_a_sentence() {
        let text = "二十字ちょうどの文をここに書いておきます。".repeat(60);
        let parts = parts(&text, 300.0, 10.0);
        assert!(parts.len() > 1);
        for part in &parts[..parts.len() - 1] {
            assert!(part.text.ends_with('。'));
            assert!(row_height(part.lines, 10.0) <= 409.0);
        }
    }

    #[test]
    fn what_fills_the_room_stays_in_one_row() {
        for width in [60.0, 200.0, 430.0] {
            let (letters, lines) = row_room(width, 10.0);
            let full = "字".repeat((letters * lines) as usize);
            assert_eq!(parts(&full, width - SIDES - INDENT, 10.0).len(), 1);
            assert!(parts(&full.repeat(2), width - SIDES - INDENT, 10.0).len() > 1);
        }
    }

    proptest! {
        #[test]
        fn parts_put_together_are_the_text(text in "(?s).{0,400}", width in 20.0..400.0f64) {
            let parts = parts(&text, width, 9.0);
            prop_assert_eq!(parts.iter().map(|p| p.text.as_str()).collect::<String>(), text);
            for part in parts {
                prop_assert!(row_height(part.lines, 9.0) <= 409.0);
            }
        }
    }
}
