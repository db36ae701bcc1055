//! What one reads in a cell: a value in its number format, as a spreadsheet shows it.
//!
//! Colours, conditions and the width of a space are left out; a format that is not understood
//! shows the plain value.

use jiff::civil::{Date, DateTime};
use shirube_domain::eras;
use shirube_sheets::Content;

/// The text of a value in a number format.
pub(crate) fn text(content: Content, plain: &str, format: &str) -> String {
    let number = || plain.parse::<f64>().ok().filter(|number| number.is_finite());
    match content {
        Content::Number => {
            number().map_or_else(|| plain.to_owned(), |n| of_number(n, plain, format))
        }
        Content::Date => of_date(plain, format).unwrap_or_else(|| plain.to_owned()),
        Content::Bool => plain.to_uppercase(),
        Content::Empty | Content::Text | Content::Error => plain.to_owned(),
    }
}

/// A piece of a format: letters that mean something, or text that stands as it is.
#[derive(Debug, PartialEq)]
enum Piece {
    Code(char),
    Literal(String),
}

/// The sections of a format, each in pieces; brackets and widths are gone.
fn sections(format: &str) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        let piece = match letter {
            ';' => {
                all.push(Vec::new());
                continue;
            }
            '"' => Piece::Literal(letters.by_ref().take_while(|c| *c != '"').collect()),
            '\\' => Piece::Literal(letters.next().map(String::from).unwrap_or_default()),
            '_' | '*' => {
                letters.next();
                continue;
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                match inner.strip_prefix('$').and_then(|rest| rest.split('-').next()) {
                    Some(sign) if !sign.is_empty() => Piece::Literal(sign.to_owned()),
                    _ => continue,
                }
            }
            letter => Piece::Code(letter),
        };
        if let Some(section) = all.last_mut() {
            section.push(piece);
        }
    }
    all
}

fn of_number(number: f64, plain: &str, format: &str) -> String {
    let general = |text: &str| text.eq_ignore_ascii_case("general") || text.starts_with("G/");
    if general(format.split(';').next().unwrap_or(format).trim()) {
        return plain.to_owned();
    }
    let sections = sections(format);
    let (section, number) = match sections.len() {
        // A section of their own shows negative numbers without a sign.
        2.. if number < 0.0 => (&sections[1], -number),
        3.. if number == 0.0 => (&sections[2], number),
        _ => (&sections[0], number),
    };
    let code: String = section
        .iter()
        .filter_map(|one| if let Piece::Code(c) = one { Some(*c) } else { None })
        .collect();
    if code.contains(['E', 'y', 'm', 'd', 'h', '?', '@', '/']) {
        return plain.to_owned();
    }
    let digits = digits(number, &code);
    let mut shown = String::new();
    let mut written = false;
    for piece in section {
        match piece {
            Piece::Literal(text) => shown.push_str(text),
            Piece::Code('0' | '#' | ',' | '.') if written => {}
            Piece::Code('0' | '#' | ',' | '.') => {
                shown.push_str(&digits);
                written = true;
            }
            Piece::Code(letter) => shown.push(*letter),
        }
    }
    shown.trim().to_owned()
}

/// The digits of a number as the placeholders ask for them.
fn digits(number: f64, code: &str) -> String {
    let places: String = code.chars().filter(|c| matches!(c, '0' | '#' | ',' | '.')).collect();
    let (whole, fraction) = places.split_once('.').unwrap_or((&places, ""));
    // A comma after the last digit shows thousands.
    let thousands = whole.len() - whole.trim_end_matches(',').len();
    let whole = whole.trim_end_matches(',');
    let hundred = if code.contains('%') { 100.0 } else { 1.0 };
    let number = number * hundred / 1_000f64.powi(i32::try_from(thousands).unwrap_or(0));
    let least = fraction.chars().filter(|c| *c == '0').count();
    let most = fraction.chars().filter(|c| matches!(c, '0' | '#')).count();
    let written = format!("{:.*}", most.min(15), number.abs());
    let (ones, mut rest) = match written.split_once('.') {
        Some((ones, rest)) => (ones.to_owned(), rest.to_owned()),
        None => (written, String::new()),
    };
    while rest.len() > least && rest.ends_with('0') {
        rest.pop();
    }
    let zeros = whole.chars().filter(|c| *c == '0').count();
    let mut ones = if ones == "0" && zeros == 0 { String::new() } else { ones };
    while ones.len() < zeros {
        ones.insert(0, '0');
    }
    let ones = if whole.contains(',') { grouped(&ones) } else { ones };
    let point = if rest.is_empty() { "" } else { "." };
    let nothing = !ones.contains(|c: char| ('1'..='9').contains(&c))
        && !rest.contains(|c: char| ('1'..='9').contains(&c));
    let sign = if number < 0.0 && !nothing { "-" } else { "" };
    format!("{sign}{ones}{point}{rest}")
}

fn grouped(digits: &str) -> String {
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

fn of_date(plain: &str, format: &str) -> Option<String> {
    let at = match plain.parse::<DateTime>() {
        Ok(at) => at,
        Err(_) => plain.parse::<Date>().ok()?.at(0, 0, 0, 0),
    };
    let sections = sections(format);
    let section = sections.first()?;
    let mut shown = String::new();
    let mut index = 0;
    while let Some(piece) = section.get(index) {
        let Piece::Code(letter) = piece else {
            if let Piece::Literal(text) = piece {
                shown.push_str(text);
            }
            index += 1;
            continue;
        };
        let run = section[index..].iter().take_while(|one| *one == piece).count();
        shown.push_str(&part(at, letter.to_ascii_lowercase(), run, &shown)?);
        index += run;
    }
    Some(shown)
}

/// What one letter of a date's format stands for; `None` for a letter that is not understood.
fn part(at: DateTime, letter: char, run: usize, before: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    let padded = |value: i32| if run > 1 { format!("{value:02}") } else { value.to_string() };
    let era = || eras::era_of(at.date());
    Some(match letter {
        'y' if run > 2 => at.year().to_string(),
        'y' => format!("{:02}", at.year() % 100),
        'g' => {
            let name = era().and_then(|(name, _)| eras::name_of(name))?;
            if run > 2 { name.to_owned() } else { name.chars().take(1).collect() }
        }
        'e' => padded(i32::from(era().map_or(at.year(), |(_, year)| year))),
        // Minutes follow hours.
        'm' if before.ends_with(':') || before.ends_with('時') => padded(i32::from(at.minute())),
        'm' => padded(i32::from(at.month())),
        'd' => padded(i32::from(at.day())),
        'h' => padded(i32::from(at.hour())),
        's' => padded(i32::from(at.second())),
        'a' if run > 2 => {
            let day = DAYS.get(usize::try_from(at.weekday().to_monday_zero_offset()).ok()?)?;
            if run > 3 { format!("{day}曜日") } else { (*day).to_owned() }
        }
        '/' | '-' | '.' | ':' | ' ' | '@' | ',' | '(' | ')' | '年' | '月' | '日' | '時' | '分' => {
            if letter == '@' {
                String::new()
            } else {
                letter.to_string().repeat(run)
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_a_spreadsheet_shows_them() {
        for (plain, format, shown) in [
            ("1234567", "#,##0", "1,234,567"),
            ("-1234", "#,##0_ ;\"△\"#,##0_ ", "△1,234"),
            ("0.12345", "0.0000%_ ", "12.3450%"),
            ("2027", "0\"年度\"", "2027年度"),
            ("1234567", "#,##0,\"千円\"", "1,235千円"),
            ("0.5", "0.0#", "0.5"),
            ("-0.001", "0", "0"),
            ("7", "000", "007"),
            ("0", "#,##0;-#,##0;\"-\"", "-"),
            ("1.5", "General", "1.5"),
            ("12", "[Red]\"¥\"#,##0", "¥12"),
            ("0.5", "# ?/?", "0.5"),
        ] {
            assert_eq!(text(Content::Number, plain, format), shown, "{format}");
        }
    }

    #[test]
    fn days_look_as_their_format_says() {
        for (format, shown) in [
            ("[$-411]ggge\"年\"m\"月\"d\"日\"", "令和9年4月1日"),
            ("[$-411]ge.m.d", "令9.4.1"),
            ("yyyy-mm-dd", "2027-04-01"),
            ("yyyy\"年\"m\"月\"d\"日\"(aaa)", "2027年4月1日(木)"),
            ("yyyy/m/d;@", "2027/4/1"),
            ("unknown", "2027-04-01"),
        ] {
            assert_eq!(text(Content::Date, "2027-04-01", format), shown, "{format}");
        }
        assert_eq!(text(Content::Text, "2027-04-01", "yyyy/m/d"), "2027-04-01");
    }
}
