//! Forms that other programs saved: openpyxl and LibreOffice.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use shirube_tests::root;

use super::edit::thirty;
use super::{Office, list};

/// The same form, saved by LibreOffice; `None`, said aloud, where it is not installed.
fn through_libreoffice(file: &str, folder: &Path) -> Option<String> {
    let to = folder.join("libre");
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"])
        .args([to.as_os_str(), file.as_ref()])
        .output();
    let Ok(out) = run else {
        println!("skipped: soffice is not installed");
        return None;
    };
    assert!(out.status.success(), "{out:?}");
    Some(to.join(Path::new(file).file_name()?).display().to_string())
}

#[test]
fn a_form_that_libreoffice_saved_says_nothing() {
    for kind in ["a", "b", "c"] {
        let office = Office::new(kind);
        let Some(file) = through_libreoffice(&office.form, office.desk.folder()) else { return };
        let read = office.read(&file);
        assert_eq!(read["baseline"], "file", "{kind}: {}", read["problems"]);
        for name in ["changes", "review_points", "problems"] {
            assert_eq!(list(&read, name).len(), 0, "{kind}: {}", read[name]);
        }
    }
}

#[test]
fn thirty_changes_are_still_read_when_libreoffice_saved_them() {
    let office = Office::new("b");
    let (edits, expected) = thirty(&office.form);
    let file = office.edited(&edits);
    let Some(file) = through_libreoffice(&file, office.desk.folder()) else { return };
    let read = office.read(&file);
    assert_eq!(list(&read, "changes").len(), 30, "{}", read["changes"]);
    for (field, after) in &expected {
        let one = list(&read, "changes").iter().find(|one| one["field"] == field.as_str());
        assert_eq!(one.unwrap()["after"], *after, "{field}");
    }
    assert_eq!(list(&read, "review_points").len(), 5, "{}", read["review_points"]);
}

#[test]
fn thirty_changes_and_five_comments_by_openpyxl_are_read_and_nothing_else() {
    for kind in ["a", "b", "c"] {
        let office = Office::new(kind);
        let (_, expected) = thirty(&office.form);
        let sent = super::edit::sent(&office.form);
        let cells: Vec<Value> = expected
            .iter()
            .enumerate()
            .map(|(number, (field, after))| {
                let home = sent.home(field).unwrap();
                let cell = shirube_sheets::cell_name(home.row, home.column);
                let date =
                    after.as_str().is_some_and(|text| text.len() == 10 && text.starts_with('2'));
                let thousand = home.thousands.then(|| json!(after.as_i64().unwrap() / 1000));
                json!({
                    "sheet": home.sheet,
                    "cell": cell,
                    "value": thousand.unwrap_or_else(|| after.clone()),
                    "date": date,
                    "note": (number % 6 == 0).then(|| format!("{field}を確かめてください")),
                })
            })
            .collect();
        let list_file = office.desk.file("edits.json", json!(cells).to_string());
        let to = office.desk.path("戻り.xlsx");
        let script = root().join("tests/samples/edit_form.py");
        let run =
            Command::new("python3").arg(script).args([&office.form, &list_file, &to]).output();
        let run = match run {
            Ok(run) if run.status.code() != Some(77) => run,
            _ => {
                println!("skipped: python3 with openpyxl is not installed");
                return;
            }
        };
        assert!(run.status.success(), "{run:?}");
        let read = office.read(&to);
        assert_eq!(read["baseline"], "file", "{kind}: {}", read["problems"]);
        assert_eq!(list(&read, "changes").len(), 30, "{kind}: {}", read["changes"]);
        for (field, after) in &expected {
            let one = list(&read, "changes").iter().find(|one| one["field"] == field.as_str());
            assert_eq!(one.unwrap()["after"], *after, "{kind} {field}");
        }
        let points = list(&read, "review_points");
        assert_eq!(points.len(), 5, "{kind}: {points:?}");
        assert!(points.iter().all(|point| point["author"] == "県 花子"));
        assert_eq!(list(&read, "problems").len(), 0, "{kind}: {}", read["problems"]);
    }
}
