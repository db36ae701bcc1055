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
    let fits = |entry: &CodeView| {
        wanted.is_empty()
            || entry.code.to_lowercase().starts_with(&wanted)
            || search_form(&entry.name).contains(&wanted)
            || search_form(&entry.note).contains(&wanted)
    };
    let limit = request.limit.map_or(usize::MAX, |limit| limit as usize);
    let all = all(session, &request.list, within)?;
    Ok(CodesList { codes: all.into_iter().filter(fits).take(limit).collect() })
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
                    view(place.code.as_str(), name, &place.kana)
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
    CodeView { code: code.to_owned(), name, note: note.to_owned() }
}
