//! The native charts of the reference forms: there is one for each indicator with years and one
//! of the firms, and each points at 「データ」.

use std::io::Read;

use serde_json::Value;
use shirube_tests::Desk;

/// The charts of a workbook, as their XML.
fn charts(path: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        if part.name().unwrap().starts_with("xl/charts/chart") {
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            found.push(text);
        }
    }
    found
}

#[test]
fn indicators_and_firms_are_charts_of_the_data() {
    let desk = Desk::bare();
    let folder = desk.path("out");
    std::fs::create_dir(&folder).unwrap();
    let done: Value = desk.run_bare(&["--json", "demo", "--to", &folder]).ok();
    for plan in done["plans"].as_array().unwrap() {
        let charts = charts(plan["files"][0]["path"].as_str().unwrap());
        let of_firms = charts.iter().filter(|chart| chart.contains("logBase")).count();
        let of_indicators = charts.len() - of_firms;
        let expected = match plan["kind"].as_str().unwrap() {
            // A names no indicators.
            "a" => 0,
            _ => 1,
        };
        assert!(of_indicators >= expected, "{}: {}", plan["kind"], charts.len());
        assert!(plan["kind"] != "b" || of_firms == 1, "{}", charts.len());
        for chart in &charts {
            assert!(chart.contains("<c:f>データ!$"), "{chart}");
            assert!(!chart.contains("#REF!"));
        }
    }
}
