//! The shipped catalogue: its verbatim texts, and what happens to one that is broken.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use shirube_domain::catalogue::{Catalogue, FILE_NAMES, Origin};
use shirube_domain::fields;
use shirube_domain::plan::PlanKind;

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../assets/catalogue/2026-11/", $name)))
    };
}

const SHIPPED: [(&str, &str); 9] = [
    file!("a.toml"),
    file!("b.toml"),
    file!("c.toml"),
    file!("stages.toml"),
    file!("fields17.toml"),
    file!("measures.toml"),
    file!("profiles.toml"),
    file!("blocks.toml"),
    file!("amendments.toml"),
];

const POLICY: &str = include_str!("../../../../assets/catalogue/policy-overview.txt");

fn catalogue() -> Catalogue {
    Catalogue::load(&SHIPPED).unwrap()
}

/// Every text of the catalogue that is said to be the source's own, with where it stands.
fn verbatim(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut add = |place: String, text: &str| texts.push((place, text.to_owned()));
    for kind in &catalogue.kinds {
        kind.heading.iter().for_each(|heading| add("heading".to_owned(), heading));
        for requirement in &kind.requirements {
            add(requirement.id.clone(), &requirement.source);
            add(format!("{} row", requirement.id), &requirement.place.row);
        }
        for guidance in &kind.guidance {
            add(guidance.id.clone(), &guidance.source);
            add(format!("{} row", guidance.id), &guidance.place.row);
        }
    }
    for stage in &catalogue.stages {
        stage.verbatim.iter().for_each(|text| add(stage.id.clone(), text));
        stage.row.iter().for_each(|row| add(format!("{} row", stage.id), row));
    }
    for field in &catalogue.strategic_fields {
        add(format!("field {}", field.number), &format!("{}{}", field.mark, field.name));
    }
    for group in &catalogue.measure_groups {
        add(group.id.clone(), &group.title);
    }
    for measure in &catalogue.measures {
        add(measure.id.clone(), &measure.title);
    }
    add("title".to_owned(), &catalogue.source.title);
    for profile in &catalogue.profiles {
        let place = |part: &str| format!("profile {} {part}", profile.kind.letter());
        add(place("name"), &format!("{}.{}", profile.column, profile.name));
        let quotes = profile.umbrella.iter().chain([&profile.unit, &profile.relation]);
        for quote in quotes {
            assert_eq!(quote.origin, Origin::Policy);
            add(place("quote"), &quote.verbatim);
            quote.row.iter().for_each(|row| add(place("row"), row));
        }
        for bullet in profile.overview.iter().chain(&profile.process) {
            add(place("bullet"), bullet);
        }
    }
    for definition in &catalogue.definitions {
        add(definition.id.clone(), &definition.verbatim);
    }
    texts
}

#[test]
fn every_verbatim_text_stands_word_for_word_in_the_policy_overview() {
    let catalogue = catalogue();
    let texts = verbatim(&catalogue);
    assert!(texts.len() > 90, "only {} texts were looked at", texts.len());
    for (place, text) in texts {
        assert!(POLICY.contains(&text), "{place}: {text}");
    }
    for measure in &catalogue.measures {
        assert_eq!(measure.plan_kinds, "unstated", "{}", measure.id);
    }
}

/// The text of a cell of the source's table, without its marks.
fn cell(column: &str, row: &str) -> String {
    let line = POLICY.lines().find(|line| line.starts_with(&format!("{row}\t"))).unwrap();
    let index = ["A", "B", "C"].iter().position(|c| *c == column).unwrap();
    let cell = line.split('\t').nth(index + 1).unwrap();
    let list = cell.split("\">").nth(1).unwrap().split("</ul>").next().unwrap();
    // What follows the bullets is a footnote.
    let list = list.split("<p>").next().unwrap();
    list.trim().to_owned()
}

#[test]
fn the_bullets_of_a_cell_are_all_there_and_in_their_order() {
    let catalogue = catalogue();
    for kind in &catalogue.kinds {
        let column = kind.kind.letter().to_uppercase();
        // Every bullet of 「計画要件」 is a requirement, and its number is its place.
        let mut bullets = Vec::new();
        for requirement in kind.requirements.iter().filter(|r| r.place.row == "計画要件") {
            bullets.push(requirement.source.as_str());
            assert_eq!(requirement.place.bullet as usize, bullets.len(), "{}", requirement.id);
            assert_eq!(requirement.place.column, column);
        }
        assert_eq!(bullets.join(" "), cell(&column, "計画要件"));
    }
    for profile in &catalogue.profiles {
        assert_eq!(profile.overview.join(" "), cell(&profile.column, "クラスターの概要"));
        assert_eq!(profile.process.join(" "), cell(&profile.column, "策定プロセス"));
        // What is taken from those cells names the bullet that it is.
        let requirements =
            catalogue.requirements(profile.kind).iter().map(|r| (&r.place, &r.source));
        let guidance = catalogue.guidance(profile.kind).iter().map(|g| (&g.place, &g.source));
        for (place, source) in requirements.chain(guidance) {
            let bullets = match place.row.as_str() {
                "クラスターの概要" => &profile.overview,
                "策定プロセス" => &profile.process,
                _ => continue,
            };
            assert_eq!(bullets.get(place.bullet as usize - 1), Some(source));
        }
    }
}

#[test]
fn the_policy_overview_is_the_text_that_we_were_given() {
    let given = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(4)
        .unwrap()
        .join("shared/source/000_a92bf1b70f24b03b.txt");
    match std::fs::read_to_string(&given) {
        Ok(text) => assert_eq!(text, POLICY),
        Err(_) => println!("skipped: the source is not on this machine"),
    }
}

#[test]
fn the_catalogue_has_all_that_the_source_asks() {
    let catalogue = catalogue();
    let ids = |kind| {
        catalogue.requirements(kind).iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(PlanKind::ALL.map(ids), ["A-1 A-2 A-3 A-4", "B-1 B-2 B-3 B-4 B-S", "C-1 C-2 C-3"]);
    assert_eq!(catalogue.strategic_fields.len(), 17);
    assert_eq!(catalogue.guidance(PlanKind::StrategicCluster).len(), 1);
    let prefectures: usize = catalogue.blocks.iter().map(|block| block.prefectures.len()).sum();
    assert_eq!(prefectures, 47, "every prefecture has its block");
    // The source ends its lists of B and C with 「等」, A's it does not.
    let open: Vec<bool> = catalogue.kinds.iter().map(|kind| kind.open_list).collect();
    assert_eq!(open, [false, true, true]);
}

#[test]
fn every_requirement_has_its_help_in_both_languages() {
    for requirement in catalogue().kinds.iter().flat_map(|kind| &kind.requirements) {
        let texts = [
            &requirement.question,
            &requirement.question_en,
            &requirement.why,
            &requirement.why_en,
            &requirement.how,
            &requirement.how_en,
            &requirement.example,
            &requirement.example_en,
        ];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{}", requirement.id);
        let (ja, en) = (requirement.evidence.len(), requirement.evidence_en.len());
        assert!(ja == en && ja > 0, "{}: evidence {ja} and {en}", requirement.id);
        assert_eq!(requirement.origin, Origin::Policy);
    }
}

#[test]
fn every_answer_of_a_kind_is_declared_once() {
    let mut keys: Vec<_> = fields::ANSWERS.iter().map(|field| field.key).collect();
    keys.sort_unstable();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count);
}

/// One way to break a catalogue: in which file what is written instead of what, and what is then
/// said of the line that has that text.
struct Broken(&'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const BROKEN: &[Broken] = &[
    // file, instead of, there stands, is said, of the line with
    Broken("a.toml", "id = \"A-1\"", "id = \"A-1\"\ncolour = \"red\"", "unknown field `colour`", "colour"),
    Broken("a.toml", "amount = \"amount\"", "amount = \"amount\"\nlimit = 5", "unknown field `limit`", "limit"),
    Broken("a.toml", "origin = \"app\"\nlist", "origin = \"us\"\nlist", "unknown variant `us`", "us"),
    Broken("a.toml", "kind = \"has_kinds\"", "kind = \"has_colours\"", "unknown variant `has_colours`", "has_colours"),
    Broken("b.toml", "bullet = 4", "bullet = \"four\"", "invalid type", "four"),
    Broken("b.toml", "open_list = true", "open_list = yes", "", "open_list"),
    Broken("b.toml", "question = \"取引", "frage = \"取引", "unknown field `frage`", "frage"),
    Broken("a.toml", "id = \"A-2\"", "id = \"A-1\"", "A-1 occurs twice", "A-1"),
    Broken("a.toml", "id = \"A-I\"", "id = \"A-3\"", "A-3 is a requirement's id", "A-3"),
    Broken("b.toml", "inputs = [\"products\"]", "inputs = [\"produce\"]", "there is no field produce", "produce"),
    Broken("b.toml", "inputs = [\"products\"]", "inputs = [\"products\", \"investments\"]", "investments belongs to another kind of plan", "investments"),
    Broken("a.toml", "inputs = [\"infrastructure\"]", "inputs = [\"products\"]", "products belongs to another kind of plan", "products"),
    Broken("b.toml", "inputs = [\"kpi\"]", "inputs = [\"products\"]", "kpi is used but is none of its inputs", "table = \"kpi\""),
    Broken("b.toml", "field = \"includes_attraction\"", "field = \"brings_firms\"", "brings_firms is used but is none of its inputs", "brings_firms"),
    Broken("b.toml", "field = \"includes_attraction\"", "field = \"local_benefit\"", "local_benefit is no yes-or-no answer", "local_benefit"),
    Broken("b.toml", "warn_blank = [\"local_benefit\"]", "warn_blank = [\"vision\"]", "vision is used but is none of its inputs", "vision"),
    Broken("a.toml", "roadmap_fits[].draft_outline_ref", "roadmap_fits[].page", "roadmap_fits has no column page", "page"),
    Broken("a.toml", "required = [\"amount\"]", "required = [\"sum\"]", "investments has no column sum", "sum"),
    Broken("b.toml", "year = \"fiscal_year\"", "year = \"jahr\"", "localisation_roadmap has no column jahr", "jahr"),
    Broken("b.toml", "export = [\"export_amount\"]", "overseas = [\"export_amount\"]", "overseas is no choice of products.route", "overseas"),
    Broken("b.toml", "both = \"both\"", "both = \"all_ways\"", "all_ways is no choice of products.route", "all_ways"),
    Broken("a.toml", "must = [\"wage\"]", "must = [\"wages\"]", "wages is no choice of labour_measures.kind", "wages"),
    Broken("a.toml", "not_started = \"not_started\"", "not_started = \"never\"", "never is no choice of budget_consultations.status", "never"),
    Broken("c.toml", "heads = [\"in_region_transactions\", \"sales\", \"labour\"]", "heads = [\"profit\"]", "profit is no choice of kpi.head", "profit"),
    Broken("b.toml", "to = \"to\"", "to = \"rhythm\"", "support_system.rhythm is no day", "to = \"rhythm\""),
    Broken("c.toml", "opens = \"opens_on\"", "opens = \"hours\"", "consultation_desk.hours is no day", "hours"),
    Broken("c.toml", "plan_kind = \"c\"", "plan_kind = \"b\"", "plan_kind is not that of the file's name", "plan_kind"),
    Broken("b.toml", "catalogue = \"2026-11\"", "catalogue = \"2027-04\"", "the catalogue is 2027-04, not 2026-11", "2027-04"),
    Broken("amendments.toml", "catalogue = \"2026-11\"", "catalogue = \"2025-01\"", "the catalogue is 2025-01, not 2026-11", "2025-01"),
    Broken("amendments.toml", "any_change", "anything", "unknown variant", "anything"),
    Broken("measures.toml", "catalogue = \"2026-11\"", "catalogue = \"2025-01\"", "the catalogue is 2025-01, not 2026-11", "2025-01"),
    Broken("measures.toml", "group = \"grants\"", "group = \"gifts\"", "there is no group gifts", "gifts"),
    Broken("measures.toml", "id = \"special_zones\"", "id = \"ministry_support\"", "ministry_support occurs twice", "ministry_support"),
    Broken("measures.toml", "id = \"grants\"", "id = \"infrastructure\"", "infrastructure occurs twice", "infrastructure"),
    Broken("stages.toml", "kind = \"a\"\nid = \"candidate_study\"", "kind = \"d\"\nid = \"candidate_study\"", "unknown variant `d`", "kind = \"d\""),
    Broken("stages.toml", "id = \"candidate_study\"", "id = \"outline_review\"", "outline_review occurs twice", "outline_review"),
    Broken("stages.toml", "origin = \"policy\"\nverbatim = \"「地場", "origin = \"app\"\nverbatim = \"「地場", "the source's words and no other have a verbatim", "origin = \"app\""),
    Broken("fields17.toml", "number = 8", "number = 9", "the field is number 9, not 8", "number = 9"),
    Broken("fields17.toml", "mark = \"③\"", "sign = \"③\"", "unknown field `sign`", "sign"),
    Broken("profiles.toml", "kind = \"b\"", "kind = \"a\"", "a occurs twice", "kind = \"a\""),
    Broken("profiles.toml", "id = \"hub_degree\"", "id = \"connector_degree\"", "connector_degree occurs twice", "connector_degree"),
    Broken("blocks.toml", "\"07\"", "\"08\"", "08 is in two blocks", "\"08\""),
    Broken("blocks.toml", "prefectures = [\"47\"]", "prefectures = [\"48\"]", "", "48"),
    Broken("blocks.toml", "id = \"okinawa\"", "id = \"kyushu\"", "kyushu occurs twice", "kyushu"),
];

#[test]
fn a_broken_catalogue_is_refused_with_file_and_line() {
    let mut complaints = Vec::new();
    for Broken(file, instead_of, there, said, line_with) in BROKEN {
        let text = SHIPPED.iter().find(|(name, _)| name == file).unwrap().1;
        assert!(text.contains(instead_of), "{file} has no {instead_of}");
        let broken = text.replacen(instead_of, there, 1);
        let files = SHIPPED.map(|(name, text)| (name, if name == *file { &broken } else { text }));
        let found = match Catalogue::load(&files) {
            Ok(_) => "it is taken".to_owned(),
            Err(error) => {
                let line = broken.lines().nth(error.line.unwrap_or(0).saturating_sub(1));
                let named = error.file == *file && line.is_some_and(|l| l.contains(line_with));
                if named && error.message.contains(said) {
                    continue;
                }
                format!("{error}\n    of the line {line:?}")
            }
        };
        complaints.push(format!("{file}: {there}\n    {found}"));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_missing_file_is_named() {
    for missing in FILE_NAMES {
        let files: Vec<_> = SHIPPED.into_iter().filter(|(name, _)| *name != missing).collect();
        let error = Catalogue::load(&files).unwrap_err();
        assert_eq!(error.to_string(), format!("{missing}: the file is missing"));
    }
}
