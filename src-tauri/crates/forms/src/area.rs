//! Who makes the plan, for which area, and for how long.

use shirube_domain::answers::Row;
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::fiscal_year::FiscalYear;

use crate::era::era_of_year;
use crate::input::FormInput;
use crate::records::{ROW, Record, record};
use crate::value::{Value, place_name};

/// 2027年度（令和9年度）～2031年度（令和13年度）
pub(crate) fn period_years(input: &FormInput<'_>) -> String {
    let years = input.plan.period.fiscal_years();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return String::new() };
    let (first, last) = (year_in_words(input, *first), year_in_words(input, *last));
    let count = years.len().to_string();
    input.render("forms.period", &[("first", &first), ("last", &last), ("count", &count)])
}

fn year_in_words(input: &FormInput<'_>, year: FiscalYear) -> String {
    let western = year.to_string();
    match era_of_year(year) {
        Some((era, 1)) => {
            let era = input.word(&format!("forms.era.{era}"));
            input.render("forms.fiscal_year_first", &[("year", &western), ("era", &era)])
        }
        Some((era, count)) => {
            let era = input.word(&format!("forms.era.{era}"));
            let count = count.to_string();
            input.render(
                "forms.fiscal_year_era",
                &[("year", &western), ("era", &era), ("count", &count)],
            )
        }
        None => input.render("forms.fiscal_year", &[("year", &western)]),
    }
}

pub(crate) fn area_names(input: &FormInput<'_>) -> String {
    let names: Vec<String> = area_codes(input)
        .iter()
        .map(|(prefecture, municipality)| match municipality {
            Some(code) => place_name(input, code.as_str()),
            None => place_name(input, prefecture.as_str()),
        })
        .collect();
    names.join(&input.word("list.separator"))
}

/// The area: the prefectures in the plan's order, each with its municipalities in code order.
fn area_codes(input: &FormInput<'_>) -> Vec<(PrefectureCode, Option<LocalGovernmentCode>)> {
    let plan = input.plan;
    let mut prefectures = plan.prefectures.clone();
    for code in &plan.municipalities {
        if !prefectures.contains(&code.prefecture()) {
            prefectures.push(code.prefecture());
        }
    }
    let mut municipalities = plan.municipalities.clone();
    municipalities.sort();
    let mut area = Vec::new();
    for prefecture in prefectures {
        let before = area.len();
        let inside = municipalities.iter().filter(|code| code.prefecture() == prefecture);
        area.extend(inside.map(|code| (prefecture.clone(), Some(code.clone()))));
        if area.len() == before {
            area.push((prefecture, None));
        }
    }
    area
}

/// 作成主体 in code order, the lead first.
pub(crate) fn authors(input: &FormInput<'_>) -> Vec<Record> {
    let mut rows: Vec<(usize, Row<'_>)> = input.plan.answers.rows("authors").collect();
    let lead = |row: &Row<'_>| row.get("lead").and_then(|value| value.as_bool()) == Some(true);
    rows.sort_by_key(|(_, row)| {
        (!lead(row), row.text("code").is_empty(), row.text("code").to_owned())
    });
    rows.iter()
        .map(|(index, row)| {
            let code = row.text("code");
            let place = if code.is_empty() { String::new() } else { place_name(input, code) };
            record([
                (ROW, Value::whole(*index as i64)),
                (
                    "lead",
                    Value::text(if lead(row) { input.word("forms.lead") } else { String::new() }),
                ),
                ("code", Value::text(code)),
                ("place", Value::text(place)),
                ("name", Value::text(row.text("name"))),
            ])
        })
        .collect()
}

/// One row for each municipality, or for a prefecture without any.
pub(crate) fn area(input: &FormInput<'_>) -> Vec<Record> {
    area_codes(input)
        .into_iter()
        .map(|(prefecture, municipality)| {
            let known = municipality.as_ref().and_then(|code| input.places.municipality(code));
            let code = municipality.as_ref().map_or(prefecture.as_str(), |code| code.as_str());
            record([
                ("code", Value::text(code)),
                ("prefecture", Value::text(place_name(input, prefecture.as_str()))),
                ("district", Value::opt_text(known.map(|place| &place.district))),
                ("municipality", Value::opt_text(known.map(|place| &place.name))),
            ])
        })
        .collect()
}
