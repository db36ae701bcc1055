//! Addresses and numbers of people inside texts that are published.

use super::Remark;
use crate::answers::Cell;
use crate::fields::FieldType;

pub(super) fn remarks(remarks: &mut Vec<Remark>, cell: &Cell<'_>) {
    if cell.column.ty != FieldType::LongText {
        return;
    }
    if let Some(found) = mail(cell.text).or_else(|| telephone(cell.text)) {
        remarks.push(Remark::warning(cell.says("private_in_text").text("found", found)));
    }
}

/// The first address for mail in a text.
fn mail(text: &str) -> Option<&str> {
    let word = |c: char| c.is_ascii_alphanumeric() || "._+-@".contains(c);
    text.split(|c: char| !word(c)).find(|part| {
        part.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && !host.ends_with('.')
        })
    })
}

/// The first telephone number in a text: from 0, in three parts, ten or eleven digits.
fn telephone(text: &str) -> Option<&str> {
    let part = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || is_dash(c);
    text.split(|c: char| !part(c)).find(|run| {
        let digits = run.chars().filter(|c| !is_dash(*c)).count();
        let dashes = run.chars().filter(|c| is_dash(*c)).count();
        run.starts_with(['0', '０']) && dashes == 2 && (10..=11).contains(&digits)
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '－' | '−' | 'ー' | '―')
}

#[cfg(test)]
mod tests {
    use super::{mail, telephone};

    #[test]
    fn what_reaches_a_person_is_found() {
        assert_eq!(mail("連絡は hanako@example.lg.jp まで"), Some("hanako@example.lg.jp"));
        assert_eq!(mail("＠やa@bは違う"), None);
        assert_eq!(telephone("携帯は090-1234-5678です"), Some("090-1234-5678"));
        assert_eq!(telephone("電話０７７８－５３－２２２９"), Some("０７７８－５３－２２２９"));
        assert_eq!(telephone("2027-04-01から0-1-2まで、0778532229"), None);
    }
}
