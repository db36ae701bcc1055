//! Doubts about places: codes that no list has, and places outside the plan's area.

use crate::answers::Cell;
use crate::codes::{LocalGovernmentCode, PrefectureCode};
use crate::fields::FieldType;
use crate::finding::{Finding, Param};
use crate::places::Places;
use crate::plan::Plan;

/// A local government's code, where one is written: names are left alone.
pub(super) fn municipality(
    found: &mut Vec<Finding>,
    cell: &Cell<'_>,
    plan: &Plan,
    places: &Places,
) {
    if !matches!(cell.column.ty, FieldType::Municipality | FieldType::LocalGovernment) {
        return;
    }
    let text = cell.text.trim();
    let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let code = LocalGovernmentCode::parse(text).ok();
    let known =
        code.as_ref().is_some_and(|c| c.is_prefecture() || places.municipality(c).is_some());
    if digits && !known {
        return found.push(cell.says("municipality_unknown").text("raw", text));
    }
    let prefecture = code
        .as_ref()
        .map(LocalGovernmentCode::prefecture)
        .or_else(|| PrefectureCode::parse(text).ok());
    if prefecture.is_some_and(|prefecture| !plan.prefectures.contains(&prefecture)) {
        let name = code
            .and_then(|code| places.full_name(&code))
            .or_else(|| {
                let prefecture = PrefectureCode::parse(text).ok()?;
                places.prefecture(&prefecture).map(|place| place.name.clone())
            })
            .unwrap_or_else(|| text.to_owned());
        let area = plan.prefectures.iter().filter_map(|p| places.prefecture(p));
        let area = Param::List(area.map(|place| Param::Text(place.name.clone())).collect());
        found.push(cell.says("place_outside_plan").text("name", name).with("area", area));
    }
}
