//! What is asked about totals, rankings and selections.

use serde_json::{Value, json};
use shirube_app::Fault;

use super::{Needs, Task, path, read_json};
use crate::args::{
    ConfidentialityWords, CriteriaWords, GroupBy, Order, RankFilter, RankWords, RegionWords,
    SelectionsVerb, ThresholdWords, TotalsVerb, word,
};
use crate::print;

pub(super) fn totals(verb: &TotalsVerb) -> Task {
    use Needs::{ToRead, ToWrite};
    match verb {
        TotalsVerb::Set {
            prefecture,
            year,
            out_of_region_sales,
            in_region_purchases,
            source,
            basis,
        } => {
            let request = json!({
                "prefecture": prefecture,
                "year": year,
                "out_of_region_sales": out_of_region_sales,
                "in_region_purchases": in_region_purchases,
                "source": source,
                "basis": basis.map(word),
            });
            Task::new("firms_totals_set", ToWrite, request, print::action)
        }
        TotalsVerb::List { prefecture, year } => {
            let request = json!({ "prefecture": prefecture, "year": year });
            Task::new("firms_totals_list", ToRead, request, print::hubs::totals)
        }
        TotalsVerb::Choose { id } => {
            Task::new("firms_totals_choose", ToWrite, json!({ "id": id }), print::action)
        }
        TotalsVerb::Remove { id } => {
            Task::new("firms_totals_remove", ToWrite, json!({ "id": id }), print::action)
        }
        TotalsVerb::Import { file, sheet, source, dry_run } => {
            let request = json!({
                "file": path(file),
                "sheet": sheet,
                "source": source,
                "dry_run": dry_run,
            });
            Task::new("firms_totals_import", ToWrite, request, print::hubs::totals_imported)
        }
    }
}

fn region(words: &RegionWords) -> Value {
    json!({
        "prefecture": words.prefecture,
        "year": words.year,
        "basis": words.basis.map(word),
        "earlier_year": words.earlier_year,
        "for": words.audience.map(word),
    })
}

fn weights(order: &Order) -> Value {
    match (order.connector_weight, order.hub_weight) {
        (None, None) => Value::Null,
        (connector, hub) => {
            json!({ "connector": connector.unwrap_or(0), "hub": hub.unwrap_or(0) })
        }
    }
}

fn filter(words: &RankFilter) -> Value {
    json!({
        "search": words.search,
        "municipalities": words.municipality,
        "industries": words.industry,
        "sizes": words.size.iter().map(|size| word(*size)).collect::<Vec<_>>(),
        "capital_from": words.capital_from,
        "capital_to": words.capital_to,
        "employees_from": words.employees_from,
        "employees_to": words.employees_to,
        "growth_from": words.growth_from,
        "growth_to": words.growth_to,
        "export_share_from": words.export_share_from,
        "export_share_to": words.export_share_to,
    })
}

fn thresholds(words: &ThresholdWords) -> Value {
    json!({ "connector": words.min_connector, "hub": words.min_hub })
}

pub(super) fn rank(words: &RankWords) -> Task {
    let mut request = region(&words.region);
    request["by"] = json!(words.order.by.map(word));
    request["weights"] = weights(&words.order);
    request["filter"] = filter(&words.filter);
    request["thresholds"] = thresholds(&words.thresholds);
    request["quadrants"] = words.quadrant.iter().map(|quadrant| word(*quadrant)).collect();
    request["top"] = json!(words.top);
    request["offset"] = json!(words.offset);
    Task::new("firms_rank", Needs::ToRead, request, print::hubs::ranking)
}

pub(super) fn concentration(words: &RegionWords, by: Option<GroupBy>) -> Task {
    let mut request = region(words);
    request["by"] = json!(by.map(word));
    Task::new("firms_concentration", Needs::ToRead, request, print::hubs::concentration)
}

pub(super) fn industries(words: &RegionWords) -> Task {
    Task::new("firms_industries", Needs::ToRead, region(words), print::hubs::industries)
}

pub(super) fn confidentiality(words: &ConfidentialityWords) -> Task {
    let request = json!({
        "level": word(words.level),
        "import": words.import,
        "firm": words.firm,
        "field": words.field,
    });
    Task::new("firms_confidentiality", Needs::ToWrite, request, print::action)
}

/// The criteria: those of the file, and over them what is given in words.
fn criteria(words: &CriteriaWords) -> Result<Value, Fault> {
    let mut all = match &words.criteria {
        Some(file) => read_json(file, "mapping")?,
        None => json!({}),
    };
    let mut put = |name: &str, value: Value| {
        let empty = value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || value == Value::Bool(false);
        if !empty {
            all[name] = value;
        }
    };
    put("by", json!(words.order.by.map(word)));
    put("weights", weights(&words.order));
    put("either", json!(words.either));
    put("most", json!(words.most));
    put("must_have", json!(words.must_have));
    put("quotas", words.quota.iter().map(|text| quota(text)).collect::<Result<_, _>>()?);
    let excluded = words.exclude.iter().map(|text| {
        let (firm, reason) = text.split_once('=').unwrap_or((text, ""));
        json!({ "firm": firm, "reason": reason })
    });
    put("excluded", excluded.collect());
    for (name, given) in
        [("filter", filter(&words.filter)), ("thresholds", thresholds(&words.thresholds))]
    {
        for (key, value) in given.as_object().into_iter().flatten() {
            if !value.is_null() && !value.as_array().is_some_and(Vec::is_empty) {
                all[name][key] = value.clone();
            }
        }
    }
    Ok(all)
}

/// `24:1-3`, `E:-5`, `09:2-`.
fn quota(text: &str) -> Result<Value, Fault> {
    let wrong = || Fault::usage("quota_unreadable").with("value", text);
    let (industry, numbers) = text.split_once(':').ok_or_else(wrong)?;
    let (from, to) = numbers.split_once('-').ok_or_else(wrong)?;
    let number = |text: &str| -> Result<Option<u32>, Fault> {
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| wrong()) }
    };
    Ok(json!({ "industry": industry, "at_least": number(from)?, "at_most": number(to)? }))
}

pub(super) fn selections(verb: &SelectionsVerb) -> Result<Task, Fault> {
    use Needs::{ToRead, ToWrite};
    Ok(match verb {
        SelectionsVerb::New { name, prefecture, year, basis, criteria: words } => {
            let request = json!({
                "name": name,
                "prefecture": prefecture,
                "year": year,
                "basis": basis.map(word),
                "criteria": criteria(words)?,
            });
            Task::new("selections_new", ToWrite, request, print::hubs::selection_created)
        }
        SelectionsVerb::List => {
            Task::new("selections_list", ToRead, json!({}), print::hubs::selections)
        }
        SelectionsVerb::Show { id, limit, offset } => {
            let request = json!({ "id": id, "limit": limit, "offset": offset });
            Task::new("selections_show", ToRead, request, print::hubs::selection)
        }
        SelectionsVerb::Criteria { id, criteria: words } => {
            let request = json!({ "id": id, "criteria": criteria(words)? });
            Task::new("selections_criteria", ToWrite, request, print::action)
        }
        SelectionsVerb::Decide { id, firm, all_proposed, verdict, reason, decider } => {
            let request = json!({
                "id": id,
                "firms": firm,
                "all_proposed": all_proposed,
                "verdict": word(*verdict),
                "reason": reason,
                "decider": decider,
            });
            Task::new("selections_decide", ToWrite, request, print::action)
        }
        SelectionsVerb::Whatif { id, criteria: words } => {
            let request = json!({ "id": id, "criteria": criteria(words)? });
            Task::new("selections_whatif", ToRead, request, print::hubs::whatif)
        }
        SelectionsVerb::Sensitivity { id } => {
            let request = json!({ "id": id });
            Task::new("selections_sensitivity", ToRead, request, print::hubs::sensitivity)
        }
        SelectionsVerb::Apply { id, plan } => {
            let request = json!({ "id": id, "plan": plan });
            Task::new("selections_apply", ToWrite, request, print::hubs::applied)
        }
        SelectionsVerb::Explain { id, to } => {
            let request = json!({ "id": id, "to": to.as_deref().map(path) });
            Task::new("selections_explain", ToRead, request, print::hubs::explained)
        }
        SelectionsVerb::Delete { id } => {
            Task::new("selections_delete", ToWrite, json!({ "id": id }), print::action)
        }
    })
}
