//! Doubts about who writes the plan and how they are reached.

use unicode_normalization::UnicodeNormalization;

use crate::answers::Cell;
use crate::finding::{Finding, Param};
use crate::plan::Plan;

/// Several authors have one 代表.
pub(super) fn authors(found: &mut Vec<Finding>, plan: &Plan) {
    let rows: Vec<_> = plan.answers.rows("authors").collect();
    let leads: Vec<usize> = rows
        .iter()
        .filter(|(_, row)| row.get("lead").and_then(serde_json::Value::as_bool) == Some(true))
        .map(|(index, _)| *index)
        .collect();
    match leads.as_slice() {
        [] if !rows.is_empty() => found.push(Finding::new("authors_without_lead", "authors")),
        [_, second, ..] => found.push(
            Finding::new("authors_with_leads", format!("authors[{second}].lead"))
                .text("count", leads.len()),
        ),
        _ => {}
    }
}

/// A telephone number or an address for mail that can't be one.
pub(super) fn reachable(found: &mut Vec<Finding>, cell: &Cell<'_>) {
    let doubtful = match cell.column.name {
        "telephone" if !is_telephone(cell.text) => "telephone_doubtful",
        "email" if !is_email(cell.text) => "email_doubtful",
        _ => return,
    };
    found.push(
        Finding::new(doubtful, &cell.path)
            .with("field", Param::Field(cell.label.clone()))
            .text("raw", cell.text.trim()),
    );
}

/// Nine to eleven digits from 0, or an international number; an extension may follow in words.
fn is_telephone(text: &str) -> bool {
    let plain: String = text.nfkc().collect();
    let words = plain.find(|c: char| c.is_alphabetic() && c != 'ー').unwrap_or(plain.len());
    let number = plain[..words].trim().trim_end_matches('(').trim_end();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let sound = number.chars().all(|c| c.is_ascii_digit() || " -‐‑–—―ー−+().".contains(c));
    let enough = if number.starts_with('+') {
        (8..=15).contains(&digits.len())
    } else {
        (9..=11).contains(&digits.len()) && digits.starts_with('0')
    };
    sound && enough
}

/// One `@` with something before it, and a name with a point after it.
fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_ascii_graphic() && !"@,;<>()[]\\\"".contains(c);
    !local.is_empty()
        && text.chars().all(|c| c == '@' || plain(c))
        && !domain.contains('@')
        && domain.split('.').count() > 1
        && domain.split('.').all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_telephone};

    #[test]
    fn a_telephone_number_is_told_from_what_can_be_none() {
        for good in [
            "0778-53-2229",
            "0778532229",
            "０７７８－５３－２２２９",
            "0778(53)2229",
            "(0778)53-2229",
            "090-1234-5678",
            "0120-000-000",
            "0778-53-2229（内線123）",
            "0778-53-2229 内線 45",
            "0778-53-2229（代表）",
            "+81 778 53 2229",
            "0000-00-0101",
        ] {
            assert!(is_telephone(good), "{good}");
        }
        for bad in ["0778", "商工観光課", "53-2229", "0778-53-22229999", "a@b.jp", "1234567890"]
        {
            assert!(!is_telephone(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_for_mail_is_told_from_what_can_be_none() {
        for good in ["shoko@city.example.jp", "a.b+c@x.lg.jp"] {
            assert!(is_email(good), "{good}");
        }
        for bad in
            ["shoko", "shoko@city", "@x.jp", "a@@x.jp", "a@x..jp", "あ@x.jp", "a b@x.jp", "a＠x.jp"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
