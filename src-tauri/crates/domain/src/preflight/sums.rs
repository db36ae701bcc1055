//! Sums that contradict each other across the forms.

use unicode_normalization::UnicodeNormalization;

use super::Remark;
use crate::answers::Cell;
use crate::fields::FieldType;
use crate::finding::{Finding, Param};
use crate::plan::Plan;
use crate::totals::{funding, investments};

pub(super) fn remarks(remarks: &mut Vec<Remark>, plan: &Plan, cells: &[Cell<'_>]) {
    // A sum beyond what is kept is told where it is shown.
    let (Ok(funding), Ok(investments)) = (funding(plan), investments(plan)) else { return };
    budget(remarks, plan, funding.by_source[0]);
    let infrastructure: i64 = amounts(plan, "infrastructure").fold(0, i64::saturating_add);
    if funding.total > 0 && infrastructure > funding.total {
        let finding = Finding::new("infrastructure_over_funding", "funding")
            .with("infrastructure", Param::Money(infrastructure))
            .with("funding", Param::Money(funding.total));
        remarks.push(Remark::warning(finding));
    }
    for cell in cells.iter().filter(|cell| cell.column.ty == FieldType::LongText) {
        for (words, total) in [
            (&["総事業費", "事業費総額", "事業費の総額"][..], funding.total),
            (&["総投資額", "投資総額", "投資の総額"][..], investments.total),
        ] {
            let said = words.iter().find_map(|word| Some((*word, stated(cell.text, word)?)));
            if let Some((word, said)) = said
                && total > 0
                && said.differs(total)
            {
                let finding = cell
                    .says("stated_total_differs")
                    .text("word", word)
                    .with("stated", Param::Money(said.yen))
                    .with("total", Param::Money(total));
                remarks.push(Remark::warning(finding));
            }
        }
    }
}

fn amounts<'a>(plan: &'a Plan, table: &'a str) -> impl Iterator<Item = i64> + 'a {
    plan.answers.rows(table).filter_map(|(_, row)| row.integer("amount"))
}

/// 省庁調整 and 財源 speak of the same money of the state; the years may be other ones, for what
/// is asked for in one may be spent in the next.
fn budget(remarks: &mut Vec<Remark>, plan: &Plan, state: Option<i64>) {
    let consulted: i64 = amounts(plan, "budget_consultations").fold(0, i64::saturating_add);
    if let Some(funded) = state.filter(|funded| consulted > 0 && *funded != consulted) {
        let finding = Finding::new("state_money_differs", "funding")
            .with("consulted", Param::Money(consulted))
            .with("funded", Param::Money(funded));
        remarks.push(Remark::warning(finding));
    }
}

/// An amount that a text states, and how exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stated {
    yen: i64,
    /// The place of its last digit: 1億 of 「12億円」.
    exact_to: i64,
}

impl Stated {
    /// Whether no rounding of the total could have been meant.
    fn differs(self, total: i64) -> bool {
        self.yen.abs_diff(total) >= self.exact_to.unsigned_abs()
    }
}

/// How far behind the word the amount may begin: 「総事業費は、5年間で約12億円」.
const NEAR: usize = 12;

/// The amount that stands behind the word, if one does.
fn stated(text: &str, word: &str) -> Option<Stated> {
    let plain: String = text.nfkc().filter(|c| *c != ',' && !c.is_whitespace()).collect();
    let behind = &plain[plain.find(word)? + word.len()..];
    let mut at = 0;
    for (place, (index, letter)) in behind.char_indices().enumerate() {
        if place > NEAR || matches!(letter, '。' | '\n') {
            break;
        }
        if letter.is_ascii_digit() && index >= at {
            let (stated, end) = amount(&behind[index..]);
            if stated.is_some() {
                return stated;
            }
            at = index + end;
        }
    }
    None
}

/// The amount at the start of a text, 「12億3000万円」 or 「1200百万円」, and how long it is.
fn amount(text: &str) -> (Option<Stated>, usize) {
    let (mut yen, mut at) = (0_i64, 0);
    loop {
        let digits: String =
            text[at..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let Some((whole, places)) = decimal(&digits) else { return (None, at.max(1)) };
        at += digits.len();
        let unit = ["億", "百万", "千万", "万", "千", ""];
        let scales = [100_000_000, 1_000_000, 10_000_000, 10_000, 1_000, 1];
        let found = unit.iter().zip(scales).find(|(unit, _)| text[at..].starts_with(**unit));
        let Some((unit, scale)) = found else { return (None, at) };
        at += unit.len();
        let divisor = 10_i64.pow(places);
        let exact_to = (scale / divisor).max(1);
        let Some(part) = whole.checked_mul(scale).map(|part| part / divisor) else {
            return (None, at);
        };
        yen = yen.saturating_add(part);
        if text[at..].starts_with('円') {
            return (Some(Stated { yen, exact_to }), at);
        }
        if !text[at..].starts_with(|c: char| c.is_ascii_digit()) {
            return (None, at);
        }
    }
}

/// 「12.5」 as 125 and one place; at most six places.
fn decimal(digits: &str) -> Option<(i64, u32)> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let places = u32::try_from(part.len()).ok().filter(|places| *places <= 6)?;
    Some((format!("{whole}{part}").parse().ok()?, places))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Stated, stated};

    #[test]
    fn an_amount_is_read_behind_its_word() {
        for (text, yen, exact_to) in [
            ("総事業費は、5年間で約12億円とする。", 1_200_000_000, 100_000_000),
            ("総事業費１２億３，０００万円", 1_230_000_000, 10_000),
            ("総事業費 1,200百万円", 1_200_000_000, 1_000_000),
            ("総事業費：1.5億円", 150_000_000, 10_000_000),
            ("総事業費は980千円", 980_000, 1_000),
            ("総事業費1234567円", 1_234_567, 1),
        ] {
            assert_eq!(stated(text, "総事業費"), Some(Stated { yen, exact_to }), "{text}");
        }
        for text in ["総事業費を抑える", "総事業費。12億円", "総事業費は3年で検討", "事業費12億円"]
        {
            assert_eq!(stated(text, "総事業費"), None, "{text}");
        }
    }

    #[test]
    fn rounding_is_no_difference() {
        let about = Stated { yen: 1_200_000_000, exact_to: 100_000_000 };
        assert!(!about.differs(1_160_000_000) && !about.differs(1_299_999_999));
        assert!(about.differs(1_100_000_000) && about.differs(1_300_000_000));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "総事業費([0-9０-９.,億万百千円年は約]|五){0,30}") {
            let _ = stated(&text, "総事業費");
        }
    }
}
