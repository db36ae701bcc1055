//! The plan on one axis of time: what runs from when to when, what is left open, what overlaps.

use jiff::civil::Date;

use crate::answers::{Row, is_blank};
use crate::fields;
use crate::fiscal_year::FiscalYear;
use crate::plan::Plan;
use crate::spans::{self, Span};

/// A table whose rows run from a day to a day, and the columns that say what and who.
struct Timed {
    table: &'static str,
    label: &'static str,
    lead: Option<&'static str>,
    /// Whether the rows together must cover the whole plan.
    covering: bool,
}

const TIMED: [Timed; 4] = [
    Timed { table: "support_system", label: "organisation", lead: Some("role"), covering: true },
    Timed { table: "actions", label: "name", lead: Some("lead"), covering: false },
    Timed { table: "investments", label: "investor", lead: None, covering: false },
    Timed { table: "infrastructure", label: "name", lead: Some("lead"), covering: false },
];

/// How a row's days lie to those of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// Inside the plan's period.
    Inside,
    /// Partly before or after it.
    Crossing,
    /// Wholly before or after it.
    Outside,
    /// The last day is before the first.
    Reversed,
    /// The first or the last day is not written.
    Undated,
}

impl Lie {
    /// The name in JSON and in the text catalogue (`timeline.lie.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Crossing => "crossing",
            Self::Outside => "outside",
            Self::Reversed => "reversed",
            Self::Undated => "undated",
        }
    }

    fn of(from: Option<Date>, to: Option<Date>, (start, end): Span) -> Self {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Self::Reversed,
            (Some(from), Some(to)) if to < start || from > end => Self::Outside,
            (Some(from), Some(to)) if from < start || to > end => Self::Crossing,
            (Some(_), Some(_)) => Self::Inside,
            _ => Self::Undated,
        }
    }
}

/// One row of a table, as a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar<'a> {
    /// The table's key.
    pub table: &'static str,
    /// The row's place in it, from 0.
    pub index: usize,
    /// What runs.
    pub label: &'a str,
    /// Who answers for it; empty where the table does not say.
    pub lead: &'a str,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// How it lies to the plan's period.
    pub lie: Lie,
}

/// Days of the plan that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The table that it is about.
    pub table: &'static str,
    /// The first and the last day.
    pub days: Span,
}

/// The plan's tables on one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline<'a> {
    /// The rows that say anything, table by table in their own order.
    pub bars: Vec<Bar<'a>>,
    /// Where a table that must cover the whole plan leaves days open; nothing for an empty table.
    pub holes: Vec<Stretch>,
    /// Where several of its rows run at once: fine, and good to see.
    pub overlaps: Vec<Stretch>,
}

/// Lays the rows of the plan's tables on the axis.
pub fn timeline(plan: &Plan) -> Timeline<'_> {
    let period = (plan.period.start(), plan.period.end());
    let mut found = Timeline { bars: Vec::new(), holes: Vec::new(), overlaps: Vec::new() };
    for timed in TIMED.iter().filter(|timed| has_table(plan, timed.table)) {
        let bars: Vec<Bar<'_>> =
            plan.answers.rows(timed.table).map(|(i, row)| bar(timed, i, row, period)).collect();
        if timed.covering && !bars.is_empty() {
            let spans = spans_of(&bars);
            let stretch = |days| Stretch { table: timed.table, days };
            let holes = spans::holes(&spans, period.0, period.1);
            found.holes.extend(holes.into_iter().map(stretch));
            found.overlaps.extend(spans::overlaps(&spans).into_iter().map(stretch));
        }
        found.bars.extend(bars);
    }
    found
}

fn has_table(plan: &Plan, table: &str) -> bool {
    fields::answer(table).is_some_and(|field| field.kinds.contains(&plan.kind))
}

fn bar<'a>(timed: &Timed, index: usize, row: Row<'a>, period: Span) -> Bar<'a> {
    let (from, to) = (row.date("from"), row.date("to"));
    Bar {
        table: timed.table,
        index,
        label: row.text(timed.label).trim(),
        lead: timed.lead.map_or("", |column| row.text(column).trim()),
        from,
        to,
        lie: Lie::of(from, to, period),
    }
}

fn spans_of(bars: &[Bar<'_>]) -> Vec<Span> {
    let sound = bars.iter().filter(|bar| bar.lie != Lie::Reversed);
    sound.filter_map(|bar| Some((bar.from?, bar.to?))).collect()
}

/// Those of the years in which a row of a table runs.
pub fn years_of(plan: &Plan, table: &str, years: &[FiscalYear]) -> Vec<FiscalYear> {
    let spans: Vec<Span> = plan
        .answers
        .rows(table)
        .filter_map(|(_, row)| Some((row.date("from")?, row.date("to")?)))
        .collect();
    let runs = |year: &FiscalYear| {
        spans.iter().any(|(from, to)| *from <= year.last_day() && *to >= year.first_day())
    };
    years.iter().copied().filter(runs).collect()
}

/// One fiscal year of the 現地化ロードマップ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoadmapYear<'a> {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The rows of that year, by their places in the table.
    pub rows: Vec<usize>,
    /// 労働の現地化
    pub labour: Vec<&'a str>,
    /// 技術の現地化
    pub technology: Vec<&'a str>,
    /// 節目
    pub milestone: Vec<&'a str>,
    /// Whether the year lies outside the plan.
    pub outside: bool,
}

impl RoadmapYear<'_> {
    /// Whether a year of the plan says nothing of labour, technology or a milestone.
    pub fn is_missing(&self) -> bool {
        !self.outside
            && [&self.labour, &self.technology, &self.milestone]
                .iter()
                .all(|texts| texts.is_empty())
    }
}

/// The roadmap year by year: every year of the plan, and any other that a row names.
pub fn roadmap(plan: &Plan) -> Vec<RoadmapYear<'_>> {
    const TABLE: &str = "localisation_roadmap";
    if !has_table(plan, TABLE) {
        return Vec::new();
    }
    let plan_years = plan.period.fiscal_years();
    let rows: Vec<(usize, FiscalYear, Row<'_>)> = plan
        .answers
        .rows(TABLE)
        .filter_map(|(index, row)| {
            Some((index, FiscalYear::new(row.integer("fiscal_year")?).ok()?, row))
        })
        .collect();
    let mut years: Vec<FiscalYear> =
        plan_years.iter().copied().chain(rows.iter().map(|(_, year, _)| *year)).collect();
    years.sort_unstable();
    years.dedup();
    years
        .into_iter()
        .map(|year| {
            let of_year = || rows.iter().filter(move |(_, stated, _)| *stated == year);
            let texts = |column: &str| {
                of_year()
                    .filter(|(_, _, row)| !is_blank(row.get(column)))
                    .map(|(_, _, row)| row.text(column))
                    .collect()
            };
            RoadmapYear {
                year,
                rows: of_year().map(|(index, _, _)| *index).collect(),
                labour: texts("labour"),
                technology: texts("technology"),
                milestone: texts("milestone"),
                outside: !plan_years.contains(&year),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;
    use crate::plan::PlanKind;
    use crate::plan::samples::plan;

    fn b(answers: Value) -> Plan {
        plan(PlanKind::RegionalCluster, &answers)
    }

    #[test]
    fn bars_lie_inside_across_or_outside_the_plan() {
        let found = b(json!({ "actions": [
            { "name": "中", "lead": "県", "from": "2027-04-01", "to": "2032-03-31" },
            { "name": "跨", "from": "2026-04-01", "to": "2027-04-01" },
            { "name": "外", "from": "2033-04-01", "to": "2034-04-01" },
            { "name": "逆", "from": "2028-04-01", "to": "2027-04-01" },
            {},
            { "name": "未" }
        ] }));
        let timeline = timeline(&found);
        let lies: Vec<_> = timeline.bars.iter().map(|bar| (bar.index, bar.lie.as_str())).collect();
        let expected =
            [(0, "inside"), (1, "crossing"), (2, "outside"), (3, "reversed"), (5, "undated")];
        assert_eq!(lies, expected);
        assert_eq!((timeline.bars[0].label, timeline.bars[0].lead), ("中", "県"));
        assert!(timeline.holes.is_empty(), "only the support system must cover the plan");
    }

    #[test]
    fn the_support_system_leaves_holes_and_overlaps() {
        let found = b(json!({ "support_system": [
            { "organisation": "県", "from": "2027-04-01", "to": "2028-09-30" },
            { "organisation": "市", "from": "2028-12-01", "to": "2032-03-31" },
            { "organisation": "町", "from": "2031-01-01", "to": "2031-01-31" },
            { "organisation": "逆", "from": "2028-11-30", "to": "2028-10-01" }
        ] }));
        let timeline = timeline(&found);
        let days = |stretches: &[Stretch]| stretches.iter().map(|s| s.days).collect::<Vec<_>>();
        assert_eq!(days(&timeline.holes), [(date(2028, 10, 1), date(2028, 11, 30))]);
        assert_eq!(days(&timeline.overlaps), [(date(2031, 1, 1), date(2031, 1, 31))]);
        assert!(super::timeline(&b(json!({}))).holes.is_empty());
    }

    #[test]
    fn a_year_that_says_nothing_is_missing() {
        let found = b(json!({ "localisation_roadmap": [
            { "fiscal_year": 2027, "labour": "採用" },
            { "fiscal_year": 2028, "labour": " " },
            { "fiscal_year": 2035, "milestone": "後" }
        ] }));
        let years = roadmap(&found);
        let missing: Vec<_> =
            years.iter().filter(|y| y.is_missing()).map(|y| y.year.year()).collect();
        assert_eq!(missing, [2028, 2029, 2030, 2031]);
        assert!(years.last().is_some_and(|year| year.outside && year.rows == [2]));
        assert!(roadmap(&plan(PlanKind::LocalGrowth, &json!({}))).is_empty());
    }
}
