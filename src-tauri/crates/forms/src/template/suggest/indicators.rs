//! 目標値: a number for each indicator and year, the years on one side, the indicators on the other.

use super::super::label::one_line;
use super::super::words::likeness;
use super::{Finding, Suggestion};

/// What a heading of a table of indicators says.
enum Heading {
    Baseline,
    Target(i64),
    Actual(i64),
}

impl Finding<'_> {
    pub(super) fn indicators(&mut self) {
        if !self.knows("kpi") {
            return;
        }
        let words = self.words;
        let heads: Vec<(u32, u32, String, String)> =
            self.said
                .iter()
                .filter_map(|said| {
                    let found =
                        words.indicator.heads.iter().filter_map(|(head, words)| {
                            Some((likeness(&said.compared, words)?, head))
                        });
                    let (_, head) = found.max_by(|a, b| a.0.0.total_cmp(&b.0.0))?;
                    Some((said.row, said.column, head.clone(), one_line(said.text)))
                })
                .collect();
        let headings: Vec<(u32, u32, Heading)> = self
            .said
            .iter()
            .filter_map(|said| Some((said.row, said.column, self.heading(said)?)))
            .collect();
        for (head_row, head_column, head, label) in &heads {
            for (row, column, heading) in &headings {
                let place = if row < head_row && column > head_column {
                    (*head_row, *column)
                } else if row > head_row && column < head_column {
                    (*row, *head_column)
                } else {
                    continue;
                };
                self.indicator(place, head, heading, label);
            }
        }
    }

    fn indicator(&mut self, (row, column): (u32, u32), head: &str, heading: &Heading, label: &str) {
        let region = self.labels.region(row, column);
        let first = region.first_row == row && region.first_column == column;
        if !first || !self.labels.is_free(row, column) || !self.labels.is_box(row, column) {
            return;
        }
        let field = match heading {
            Heading::Baseline => format!("kpi[{head}].baseline"),
            Heading::Target(year) => format!("kpi[{head}].target[{year}]"),
            Heading::Actual(year) => format!("kpi[{head}].actual[{year}]"),
        };
        self.note(Suggestion {
            sheet: self.sheet.name.clone(),
            row,
            column,
            field,
            confidence: 0.8,
            format: None,
            table: None,
            reason: "indicator",
            label: label.to_owned(),
        });
    }

    fn heading(&self, said: &super::Said<'_>) -> Option<Heading> {
        let words = &self.words.indicator;
        if let Some(year) = year(&said.compared) {
            let above = self.stands_above(&words.actual, said.row, said.column, 1)
                && said.compared.contains(words.actual.first()?.as_str());
            return Some(if above { Heading::Actual(year) } else { Heading::Target(year) });
        }
        likeness(&said.compared, &words.baseline).map(|_| Heading::Baseline)
    }
}

/// The fiscal year of a heading: 令和9年度, R9, 2027年度.
fn year(text: &str) -> Option<i64> {
    let (era, rest) = match shirube_domain::eras::era_named(text) {
        Some(era) => {
            (Some(era), text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '元'))
        }
        None => (None, text),
    };
    let rest = rest.replacen('元', "1", 1);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = &rest[digits.len()..];
    let number: i16 = digits.parse().ok()?;
    match era {
        Some(era) if number <= 99 => (after.is_empty() || after.starts_with('年'))
            .then(|| shirube_domain::eras::year_of(era, number).map(i64::from))?,
        None if (1990..2100).contains(&number) => {
            (after.is_empty() || after.starts_with('年')).then_some(number.into())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_its_fiscal_year() {
        for (text, expected) in [
            ("令和9年度", Some(2027)),
            ("令和9年度目標", Some(2027)),
            ("r9", Some(2027)),
            ("2027年度", Some(2027)),
            ("令和元年度", Some(2019)),
            ("9年度", None),
            ("売上額", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }
}
