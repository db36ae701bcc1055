//! What a row is known by, so that a decision on it holds for the next import: its 法人番号, or its
//! name in matching form with its place.

use shirube_domain::codes::PrefectureCode;
use shirube_domain::firm::FirmRecord;
use shirube_domain::names::{address_form, matching_form};

/// Every identity of a record, surest first.
pub(crate) fn identities(record: &FirmRecord) -> Vec<String> {
    let number = record.corporate_number.as_ref().map(|number| format!("number:{number}"));
    let mut out: Vec<String> = number.into_iter().collect();
    let name = matching_form(&record.name);
    if name.is_empty() {
        return out;
    }
    let address = record.address.as_deref().map(address_form).filter(|form| !form.is_empty());
    let municipality = record.municipality.as_ref().map(ToString::to_string);
    let mut places: Vec<String> = address.into_iter().chain(municipality).collect();
    if places.is_empty() {
        let prefecture = record.prefecture.as_ref().map_or("", PrefectureCode::as_str);
        places.push(prefecture.to_owned());
    }
    out.extend(places.into_iter().map(|place| format!("name:{name}@{place}")));
    out
}

/// The identities by which decisions on a row are looked up: its number, and its name with the
/// surest place that it gives. A row with an address is not caught by what was decided of one
/// without.
pub(crate) fn own_identities(record: &FirmRecord) -> Vec<String> {
    let mut all = identities(record);
    all.truncate(1 + usize::from(record.corporate_number.is_some()));
    all
}

/// The surest identity of a record; empty for one without number and name.
pub fn identity_of(record: &FirmRecord) -> String {
    identities(record).into_iter().next().unwrap_or_default()
}
