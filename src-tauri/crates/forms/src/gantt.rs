//! 工程表: everything that runs from one day to another, as bars over the plan's period.
//!
//! A bar is made of signs, one for each stretch of months, so that nothing hangs on colour.

use jiff::ToSpan;
use jiff::civil::Date;
use shirube_domain::fiscal_year::FiscalYear;

use crate::error::FormError;
use crate::input::FormInput;
use crate::page::{Cell, Page};
use crate::style::Look;
use crate::value::Value;

/// The columns before the bars: what, who, from, to.
pub(crate) const FIXED: usize = 4;

/// How many months a column may stand for.
const MONTHS: [usize; 5] = [3, 6, 12, 24, 60];

/// The tables whose rows run from one day to another, with the columns that say what and who.
const TABLES: [(&str, &str, &str); 3] = [
    ("actions", "name", "lead"),
    ("infrastructure", "name", "lead"),
    ("support_system", "role", "organisation"),
];

/// One stretch of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    first: Date,
    last: Date,
}

pub(crate) fn draw(page: &mut Page<'_>, input: &FormInput<'_>) -> Result<(), FormError> {
    let (months, stretches) = stretches(input, page.columns() - FIXED);
    let note = input.render("forms.gantt.note", &[("months", &months.to_string())]);
    page.line(Value::text(note), Look::Note)?;
    head(page, input, &stretches)?;
    for (table, what, who) in TABLES {
        let rows: Vec<_> = input.plan.answers.rows(table).map(|(_, row)| row).collect();
        if rows.iter().all(|row| row.date("from").is_none() && row.date("to").is_none()) {
            continue;
        }
        page.line(Value::text(input.word(&format!("field.{table}"))), Look::Heading)?;
        for row in rows {
            let (from, to) = (row.date("from"), row.date("to"));
            let day = |day: Option<Date>| day.map_or(Value::Blank, Value::Date);
            let mut cells = vec![
                Cell::new(1, Value::text(row.text(what)), Look::Text),
                Cell::new(1, Value::text(row.text(who)), Look::Text),
                Cell::new(1, day(from), Look::Date),
                Cell::new(1, day(to), Look::Date),
            ];
            cells.extend(stretches.iter().map(|stretch| {
                let runs = matches!((from, to), (Some(from), Some(to))
                    if from <= stretch.last && to >= stretch.first);
                let sign = if runs { Value::text("■") } else { Value::Blank };
                Cell::new(1, sign, Look::Code)
            }));
            page.row(&cells)?;
        }
    }
    Ok(())
}

/// Two rows: the fiscal years, and the month in which each stretch begins.
fn head(
    page: &mut Page<'_>,
    input: &FormInput<'_>,
    stretches: &[Stretch],
) -> Result<(), FormError> {
    let labels = ["what", "who", "from", "to"];
    let label = |key: &str| Cell::new(1, Value::text(input.word(key)), Look::Head);
    let mut years: Vec<Cell> =
        labels.iter().map(|name| label(&format!("forms.gantt.{name}"))).collect();
    let mut run: Option<(FiscalYear, usize)> = None;
    let close = |cells: &mut Vec<Cell>, run: Option<(FiscalYear, usize)>| {
        if let Some((year, span)) = run {
            cells.push(Cell::new(span, Value::Year(i64::from(year)), Look::Year));
        }
    };
    for stretch in stretches {
        let year = FiscalYear::of(stretch.first);
        run = match run {
            Some((now, span)) if now == year => Some((now, span + 1)),
            other => {
                close(&mut years, other);
                Some((year, 1))
            }
        };
    }
    close(&mut years, run);
    page.row(&years)?;
    let mut months: Vec<Cell> =
        labels.iter().map(|_| Cell::new(1, Value::Blank, Look::Head)).collect();
    months.extend(stretches.iter().map(|stretch| {
        Cell::new(1, Value::whole(i64::from(stretch.first.month())), Look::Ordinal)
    }));
    page.row(&months)
}

/// The plan's period in so many columns at most, and the months of a column.
fn stretches(input: &FormInput<'_>, room: usize) -> (usize, Vec<Stretch>) {
    let (start, end) = (input.plan.period.start(), input.plan.period.end());
    for months in MONTHS {
        let all = of_months(start, end, months);
        if all.len() <= room {
            return (months, all);
        }
    }
    let mut all = of_months(start, end, MONTHS[MONTHS.len() - 1]);
    all.truncate(room);
    (MONTHS[MONTHS.len() - 1], all)
}

fn of_months(start: Date, end: Date, months: usize) -> Vec<Stretch> {
    let mut all = Vec::new();
    let mut first = start.first_of_month();
    while first <= end {
        let step = i64::try_from(months).unwrap_or(1).months();
        let Ok(next) = first.checked_add(step) else { break };
        let last = next.yesterday().unwrap_or(next).min(end);
        all.push(Stretch { first, last });
        first = next;
    }
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::of_months;

    #[test]
    fn a_period_is_parted_without_holes() {
        let (start, end) = (date(2027, 4, 1), date(2032, 3, 31));
        for months in [3, 6, 12, 24, 60] {
            let all = of_months(start, end, months);
            assert_eq!(all.len(), 60_usize.div_ceil(months));
            assert_eq!((all[0].first, all[all.len() - 1].last), (start, end));
            let joined = all.windows(2).all(|two| two[0].last.tomorrow().unwrap() == two[1].first);
            assert!(joined, "{months}");
        }
    }
}
