//! Code lists for choosing.

use shirube_domain::names::search_form;
use shirube_domain::places::Prefecture;

use crate::api::codes::{CodeView, CodesList, CodesRequest};
use crate::fault::Fault;
use crate::parse::{self, given};
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn list(
    session: &Session,
    request: CodesRequest,
    _progress: &dyn Progress,
) -> Outcome<CodesList> {
    let within = given(request.within.as_ref());
    let wanted = search_form(request.search.as_deref().unwrap_or(""));
    let limit = request.limit.map_or(usize::MAX, |limit| limit as usize);
    let mut found: Vec<((usize, u8), CodeView)> = all(session, &request.list, within)?
        .into_iter()
        .filter_map(|entry| {
            let sureness = sureness(&entry, &wanted)?;
            let outside =
                request.area.iter().position(|code| entry.code.starts_with(code.as_str()));
            let outside = if request.area.is_empty() { 0 } else { outside.map_or(1, |_| 0) };
            Some(((outside, sureness), entry))
        })
        .collect();
    // Stable: entries that are alike stay in code order.
    found.sort_by_key(|(order, _)| *order);
    Ok(CodesList { codes: found.into_iter().map(|(_, entry)| entry).take(limit).collect() })
}

/// How well an entry fits what is searched, 0 best; `None` where it does not.
fn sureness(entry: &CodeView, wanted: &str) -> Option<u8> {
    if wanted.is_empty() || entry.code.to_lowercase() == wanted {
        return Some(0);
    }
    let (name, note) = (search_form(&entry.name), search_form(&entry.note));
    let whole = search_form(&format!("{}{}", entry.context, entry.name));
    if name.starts_with(wanted) || note.starts_with(wanted) {
        Some(1)
    } else if entry.code.to_lowercase().starts_with(wanted) || whole.contains(wanted) {
        Some(2)
    } else {
        (note.contains(wanted)).then_some(3)
    }
}

fn all(session: &Session, list: &str, within: Option<&str>) -> Outcome<Vec<CodeView>> {
    let assets = session.assets();
    let catalogue = &assets.catalogue;
    let english = session.language() == Language::En;
    let pick = |ja: &str, en: &str| if english { en.to_owned() } else { ja.to_owned() };
    let codes = match list {
        "prefecture" => prefectures(session, within)?
            .into_iter()
            .map(|place| view(place.code.as_str(), pick(&place.name, &place.en), &place.kana))
            .collect(),
        "block" => catalogue
            .blocks
            .iter()
            .map(|block| {
                let bureau = pick(&block.bureau, &block.bureau_en);
                view(&block.id, pick(&block.name, &block.name_en), &bureau)
            })
            .collect(),
        "municipality" => {
            let prefecture = within.map(parse::prefecture).transpose()?;
            let inside = |code: &shirube_domain::codes::PrefectureCode| {
                prefecture.as_ref().is_none_or(|wanted| wanted == code)
            };
            assets
                .places
                .municipalities()
                .iter()
                .filter(|place| inside(&place.code.prefecture()))
                .map(|place| {
                    let name = format!("{}{}", place.district, place.name);
                    let context = assets.places.prefecture(&place.code.prefecture());
                    CodeView {
                        context: context.map_or_else(String::new, |one| one.name.clone()),
                        ..view(place.code.as_str(), name, &place.kana)
                    }
                })
                .collect()
        }
        "industry" => assets
            .industries
            .iter()
            .map(|industry| view(&industry.code, industry.name.clone(), &industry.section))
            .collect(),
        "strategic_field" => catalogue
            .strategic_fields
            .iter()
            .map(|field| {
                view(&field.number.to_string(), pick(&field.name, &field.name_en), &field.mark)
            })
            .collect(),
        "measure" => catalogue
            .measures
            .iter()
            .map(|measure| {
                view(&measure.id, pick(&measure.title, &measure.title_en), &measure.group)
            })
            .collect(),
        "stage" => {
            let kind = within.map(parse::kind).transpose()?;
            catalogue
                .stages
                .iter()
                .filter(|stage| kind.is_none_or(|kind| stage.kind == kind))
                .map(|stage| view(&stage.id, pick(&stage.label, &stage.label_en), &stage.who))
                .collect()
        }
        other => return Err(Fault::usage("list_unknown").with("value", other)),
    };
    Ok(codes)
}

/// All prefectures, or those of a regional block in the block's order.
fn prefectures(session: &Session, block: Option<&str>) -> Outcome<Vec<&'static Prefecture>> {
    let assets = session.assets();
    let Some(wanted) = block else { return Ok(assets.places.prefectures().iter().collect()) };
    let block = assets.catalogue.blocks.iter().find(|block| block.id == wanted);
    let block = block.ok_or_else(|| Fault::usage("block_unknown").with("value", wanted))?;
    Ok(block.prefectures.iter().filter_map(|code| assets.places.prefecture(code)).collect())
}

fn view(code: &str, name: String, note: &str) -> CodeView {
    CodeView { code: code.to_owned(), name, note: note.to_owned(), context: String::new() }
}
