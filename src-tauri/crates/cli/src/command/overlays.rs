//! What is asked about overlays and catalogues.

use serde_json::json;

use super::{Needs, Task, path};
use crate::args::{CatalogueVerb, OverlaysVerb};
use crate::print;

pub(super) fn task(verb: &OverlaysVerb) -> Task {
    use Needs::{IfThere, ToRead, ToWrite};
    match verb {
        OverlaysVerb::List => {
            Task::new("overlays_list", ToRead, json!({}), print::overlays::overlays)
        }
        OverlaysVerb::Check { file } => Task {
            answer_is_no: |response| response["ok"] != true,
            ..Task::new(
                "overlays_check",
                IfThere,
                json!({ "file": path(file) }),
                print::overlays::checked,
            )
        },
        OverlaysVerb::Add { file } => {
            let request = json!({ "file": path(file) });
            Task::new("overlays_keep", ToWrite, request, print::overlays::kept)
        }
        OverlaysVerb::Show { id } => {
            Task::new("overlays_show", ToRead, json!({ "id": id }), print::overlays::shown)
        }
        OverlaysVerb::Export { id, to } => {
            let request = json!({ "id": id, "to": path(to) });
            Task::new("overlays_export", ToRead, request, print::overlays::exported)
        }
        OverlaysVerb::Remove { id } => {
            Task::new("overlays_remove", ToWrite, json!({ "id": id }), print::action)
        }
    }
}

pub(super) fn catalogue(verb: &CatalogueVerb) -> Task {
    use Needs::{IfThere, ToRead, ToWrite};
    let version = |version: &str| json!({ "version": version });
    match verb {
        CatalogueVerb::List => {
            Task::new("catalogue_list", ToRead, json!({}), print::catalogues::catalogues)
        }
        CatalogueVerb::Show { version: wanted } => {
            Task::new("catalogue_show", IfThere, version(wanted), print::catalogues::shown)
        }
        CatalogueVerb::Add { folder } => {
            let request = json!({ "folder": path(folder) });
            Task::new("catalogue_add", ToWrite, request, print::catalogues::kept)
        }
        CatalogueVerb::Compare { from, to } => {
            let request = json!({ "from": from, "to": to });
            Task::new("catalogue_compare", ToRead, request, print::catalogues::compared)
        }
        CatalogueVerb::Remove { version: wanted } => {
            Task::new("catalogue_remove", ToWrite, version(wanted), print::action)
        }
    }
}
