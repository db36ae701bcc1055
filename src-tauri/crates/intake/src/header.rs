//! One column's header: which field, year and unit it names.

use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;

use crate::units::take_unit;
use crate::words::{FieldWords, Words};
use crate::years::without_year;

/// What a header names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeaderGuess {
    pub(crate) field: Option<MappedField>,
    pub(crate) year: Option<FiscalYear>,
    pub(crate) unit: Option<Unit>,
    pub(crate) basis: Basis,
    pub(crate) confidence: f64,
    pub(crate) reason: &'static str,
}

/// Guesses from the folded texts of a header, the group heads first.
pub(crate) fn guess(path: &[String], words: &Words) -> HeaderGuess {
    let (mut year, mut unit) = (None, None);
    let mut parts: Vec<String> = Vec::new();
    // From the innermost outwards: what stands nearest to the cells counts.
    for part in path.iter().rev() {
        if let Some(alone) = words.unit(part) {
            unit = unit.or(Some(alone));
            continue;
        }
        let (part, own_unit) = take_unit(part, words);
        let (part, own_year) = without_year(&part);
        let part = part.replace("()", "");
        unit = unit.or(own_unit);
        year = year.or(own_year.map(|found| found.year));
        let part = part.trim_start_matches("うち").trim_start_matches("内、");
        let part = part.trim_end_matches("実績").trim_matches(['|', '_', ':', '・']);
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
    }
    let joined: String = parts.iter().rev().map(String::as_str).collect();
    let basis = if joined.contains("事業所ベース") {
        Basis::Establishment
    } else {
        Basis::HeadOffice
    };
    let leaf = parts.first().map(String::as_str).unwrap_or_default();
    let (field, confidence, reason) = best_field(leaf, &joined, words);
    let mut guess = HeaderGuess { field, year, unit, basis, confidence, reason };
    // Employees of a stated year are a figure of that year; else they describe the firm.
    if guess.year.is_some() && guess.field == Some(MappedField::Firm(FirmField::Employees)) {
        guess.field = Some(MappedField::Figure(FigureField::Employees));
    }
    guess
}

fn best_field(leaf: &str, joined: &str, words: &Words) -> (Option<MappedField>, f64, &'static str) {
    if joined.is_empty() {
        return (None, 0.0, "no_header");
    }
    let mut best = (None, 0.0, "unknown");
    for known in &words.fields {
        if let Some((score, reason)) = fit(known, leaf, joined)
            && score > best.1
        {
            best = (Some(known.field), score, reason);
        }
    }
    let other = words.other.iter().any(|word| word == leaf || word == joined);
    if other && best.1 < 0.95 {
        return (None, 0.9, "known_other");
    }
    best
}

/// How well a header fits one field.
fn fit(known: &FieldWords, leaf: &str, joined: &str) -> Option<(f64, &'static str)> {
    let coded = code_bonus(known.field, joined);
    if known.words.iter().any(|word| word == joined) {
        let weak = known.weak.iter().any(|word| word == joined);
        return Some((if weak { 0.92 } else { 1.0 } + coded, "header_exact"));
    }
    if known.not.iter().any(|word| joined.contains(word.as_str())) {
        return None;
    }
    let combined = known
        .all_of
        .iter()
        .filter(|group| group.iter().all(|word| joined.contains(word.as_str())))
        .map(|group| group.iter().map(|word| word.chars().count()).sum::<usize>())
        .max();
    if let Some(length) = combined {
        return Some(((0.86 + 0.02 * length as f64).min(0.96) + coded, "header_combined"));
    }
    if known.words.iter().any(|word| word == leaf) {
        return Some((0.9 + coded, "header_exact"));
    }
    let inside = |text: &str| {
        let length = text.chars().count() as f64;
        let fitting = known.words.iter().filter(|word| {
            let short = if word.is_ascii() { 5 } else { 2 };
            word.chars().count() >= short && text.contains(word.as_str())
        });
        fitting.map(|word| word.chars().count() as f64 / length).fold(0.0, f64::max)
    };
    let share = inside(leaf).max(inside(joined));
    (share > 0.35).then_some((0.4 + 0.4 * share + coded, "header_part"))
}

/// Where a sheet has both a code and a name for the same thing, the code is the better column.
fn code_bonus(field: MappedField, header: &str) -> f64 {
    let coded = matches!(
        field,
        MappedField::Firm(FirmField::Industry | FirmField::Municipality | FirmField::Prefecture)
    ) && ["コード", "番号", "cd", "code"].iter().any(|word| header.contains(word));
    if coded { 0.03 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::words::shipped;

    fn check(path: &[&str], field: &str, year: Option<i64>, unit: Option<Unit>) {
        let folded: Vec<String> = path.iter().map(|part| fold(part)).collect();
        let found = guess(&folded, &shipped());
        let name = found.field.map_or("", MappedField::as_str);
        let years = (name, found.year.map(i64::from), found.unit);
        assert_eq!(years, (field, year, unit), "{path:?} {found:?}");
    }

    #[test]
    fn headers_name_their_field_year_and_unit() {
        use Unit::{MillionYen, Persons, ThousandYen};
        check(&["法人番号"], "corporate_number", None, None);
        check(&["法 人 番 号"], "corporate_number", None, None);
        check(&["法人No."], "corporate_number", None, None);
        check(&["corporateID"], "corporate_number", None, None);
        check(&["事業所名"], "name", None, None);
        check(&["企業名（カナ）"], "kana", None, None);
        check(&["事業者名カナ"], "kana", None, None);
        check(&["代表者名"], "representative", None, None);
        check(&["担当者名"], "", None, None);
        check(&["FAX番号"], "", None, None);
        check(&["所在地", "郵便番号"], "postal_code", None, None);
        check(&["所在地", "住所"], "address", None, None);
        check(&["所在地", "電話番号"], "telephone", None, None);
        check(&["業種", "分類番号"], "industry", None, None);
        check(&["業種CD(JSIC)"], "industry", None, None);
        check(&["令和６年度", "売上高"], "sales", Some(2024), None);
        check(&["令和5年度", "販売", "うち域外販売額"], "out_of_region_sales", Some(2023), None);
        check(&["令和5年度", "売上高", "うち域外"], "out_of_region_sales", Some(2023), None);
        check(&["令和６年度", "うち県外販売額"], "out_of_region_sales", Some(2024), None);
        check(&["令和６年度", "前年度増減"], "", Some(2024), None);
        check(&["R5年度売上高(千円)"], "sales", Some(2023), Some(ThousandYen));
        check(&["令和５年度（単位：百万円）", "仕入高"], "purchases", Some(2023), Some(MillionYen));
        check(&["仕入", "うち域内仕入額"], "in_region_purchases", None, None);
        check(&["令和６年度末", "従業員数\n（人）"], "employees", Some(2024), Some(Persons));
        check(&["SALES FY2024"], "sales", Some(2024), None);
        check(&["FY2023 Sales (million yen)"], "sales", Some(2023), Some(MillionYen));
        check(&["EXPORT FY2024"], "exports", Some(2024), None);
        check(&["EMP FY2024"], "employees", Some(2024), None);
        check(&["人件費 FY2024"], "total_payroll", Some(2024), None);
        check(&["2024年度実績", "輸出額"], "exports", Some(2024), None);
        check(&["売上高増減率"], "", None, None);
        check(&["売上先"], "", None, None);
        check(&["決算日"], "", None, None);
        check(&["団体コード"], "municipality", None, None);
        check(&["備考"], "note", None, None);
        check(&["販売品1"], "", None, None);
        check(&["営業時間備考"], "", None, None);
    }
}
