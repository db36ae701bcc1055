//! Evidence through the command line: attach, list, extract, detach, confirm with it.

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

fn sample(kind: &str) -> Value {
    let path = root().join(format!("assets/samples/plan_{kind}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Attaches a file as evidence of C-1 and gives the attachment.
fn attach(desk: &Desk, id: &str, file: &str) -> Value {
    let words = ["plans", "attach", id, file, "--requirement", "C-1", "--note", "単価の比較"];
    desk.run(&words).ok()["attachment"].clone()
}

fn listed(desk: &Desk, id: &str) -> Vec<Value> {
    let answer = desk.run(&["plans", "attachments", id]).ok();
    answer["attachments"].as_array().unwrap().clone()
}

fn blobs(desk: &Desk) -> i64 {
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.query_row("SELECT count(*) FROM blob", [], |row| row.get(0)).unwrap()
}

fn requirement(desk: &Desk, id: &str, wanted: &str) -> Value {
    let check = desk.run(&["plans", "check", id]).json();
    let all = check["requirements"].as_array().unwrap();
    all.iter().find(|one| one["id"] == wanted).unwrap().clone()
}

#[test]
fn a_file_is_attached_listed_and_comes_out_the_same() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let file = desk.file("見積書.pdf", b"%PDF-1.7 \xff\x00 bytes");
    let attached = attach(&desk, &id, &file);
    for (key, expected) in [
        ("name", json!("見積書.pdf")),
        ("bytes", json!(17)),
        ("requirement", json!("C-1")),
        ("note", json!("単価の比較")),
        ("media_type", json!("application/pdf")),
        ("by", json!("試験")),
    ] {
        assert_eq!(attached[key], expected, "{key}");
    }
    assert_eq!(attached["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(listed(&desk, &id), std::slice::from_ref(&attached));

    let to = desk.path("出した.pdf");
    let words = ["plans", "extract", &id, attached["id"].as_str().unwrap(), "--to", &to];
    let extracted = desk.run(&words).ok();
    assert_eq!(
        (&extracted["bytes"], &extracted["verified"], &extracted["path"]),
        (&json!(17), &json!(true), &json!(to))
    );
    assert_eq!(std::fs::read(&to).unwrap(), std::fs::read(&file).unwrap());
    // Never over another file.
    std::fs::write(&to, "mine").unwrap();
    assert_eq!(desk.run(&words).failure(), ("extract_exists".to_owned(), 3));
    assert_eq!(std::fs::read(&to).unwrap(), b"mine");
    // Into a folder it goes under its own name; no folder is made.
    let folder = desk.path("書き出し");
    let words = ["plans", "extract", &id, attached["id"].as_str().unwrap(), "--to", &folder];
    std::fs::create_dir(&folder).unwrap();
    assert!(desk.run(&words).ok()["path"].as_str().unwrap().ends_with("見積書.pdf"));
    let nowhere = desk.path("ない/a.pdf");
    let words = ["plans", "extract", &id, attached["id"].as_str().unwrap(), "--to", &nowhere];
    assert_eq!(desk.run(&words).failure(), ("place_unwritable".to_owned(), 3));
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}

#[test]
fn the_same_bytes_are_kept_once() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let first = desk.file("a.txt", "同じ中身");
    let second = desk.file("b.txt", "同じ中身");
    let attached = attach(&desk, &id, &first);
    desk.run(&["plans", "attach", &id, &second]).ok();
    assert_eq!((listed(&desk, &id).len(), blobs(&desk)), (2, 1));
    // The same file for the same requirement again changes nothing.
    let words = ["plans", "attach", &id, &first, "--requirement", "C-1"];
    let again = desk.run(&words).ok();
    assert_eq!((&again["action"], &again["attachment"]["id"]), (&Value::Null, &attached["id"]));
    assert_eq!(listed(&desk, &id).len(), 2);
}

#[test]
fn what_can_not_be_attached_is_said_and_nothing_is_lost() {
    let desk = Desk::new();
    let id = desk.plan("c");
    std::fs::create_dir(desk.path("フォルダー")).unwrap();
    std::fs::File::create(desk.path("大.bin")).unwrap().set_len(2 << 30).unwrap();
    desk.file("空.txt", "");
    for (name, code) in [
        ("フォルダー", "attachment_is_folder"),
        ("大.bin", "attachment_too_large"),
        ("空.txt", "attachment_empty"),
        ("消えた.pdf", "attachment_not_there"),
    ] {
        let run = desk.run(&["plans", "attach", &id, &desk.path(name)]);
        assert_eq!(run.failure(), (code.to_owned(), 3), "{name}");
        let error = &run.json()["error"];
        assert!(error["message"].as_str().unwrap().contains(name), "{error}");
        assert!(!error["hints"].as_array().unwrap().is_empty(), "{error}");
    }
    let large = desk.run(&["plans", "attach", &id, &desk.path("大.bin")]).json();
    assert!(large["error"]["message"].as_str().unwrap().contains("2048 MB"), "{large}");
    let file = desk.file("a.txt", "a");
    for (words, code) in [
        (["plans", "attach", &id, &file, "--requirement", "B-1"], "requirement_not_found"),
        (
            ["plans", "attach", &desk.plan("a"), &file, "--requirement", "C-1"],
            "requirement_not_found",
        ),
    ] {
        assert_eq!(desk.run(&words).failure(), (code.to_owned(), 2));
    }
    let nobody = "01890000-0000-7000-8000-000000000000";
    for words in [
        &["plans", "attach", nobody, &file][..],
        &["plans", "attachments", nobody],
        &["plans", "detach", &id, nobody],
        &["plans", "extract", &id, nobody, "--to", "x"],
    ] {
        assert_eq!(desk.run(words).status, 2, "{words:?}");
    }
    assert_eq!((listed(&desk, &id).len(), blobs(&desk)), (0, 0));
}

#[cfg(unix)]
#[test]
fn links_that_go_round_and_files_that_can_not_be_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    let id = desk.plan("c");
    symlink(desk.path("b"), desk.path("a")).unwrap();
    symlink(desk.path("a"), desk.path("b")).unwrap();
    let run = desk.run(&["plans", "attach", &id, &desk.path("a")]);
    assert_eq!(run.failure(), ("attachment_link_broken".to_owned(), 3));
    let locked = desk.file("読めない.txt", "x");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o0)).unwrap();
    // Whoever may read everything is not stopped by that.
    if std::fs::read(&locked).is_err() {
        let run = desk.run(&["plans", "attach", &id, &locked]);
        assert_eq!(run.failure(), ("attachment_unreadable".to_owned(), 3));
    }
    // A name that would mean something else as a path is kept, and is safe when written.
    let odd = desk.file("a\nb\\..\\c.txt", "x");
    let attached = desk.run(&["plans", "attach", &id, &odd]).ok()["attachment"].clone();
    assert_eq!(attached["name"], "a\nb\\..\\c.txt");
    assert_eq!(attached["file_name"], "c.txt");
    std::fs::create_dir(desk.path("out")).unwrap();
    let id_of = attached["id"].as_str().unwrap();
    let words = ["plans", "extract", &id, id_of, "--to", &desk.path("out")];
    assert_eq!(desk.run(&words).ok()["path"], json!(desk.path("out/c.txt")));
}

#[test]
fn attaching_and_detaching_are_undone() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let attached = attach(&desk, &id, &desk.file("a.txt", "a"));
    desk.run(&["plans", "detach", &id, attached["id"].as_str().unwrap()]).ok();
    assert!(listed(&desk, &id).is_empty());
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(listed(&desk, &id), std::slice::from_ref(&attached));
    desk.run(&["ledger", "undo"]).ok();
    assert!(listed(&desk, &id).is_empty());
    desk.run(&["ledger", "redo"]).ok();
    assert_eq!(listed(&desk, &id), [attached]);
}

#[test]
fn files_that_answers_name_are_in_the_list() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.file("map.pdf", "%PDF-");
    desk.fill(&id, &json!({ "attachments": ["map.pdf"] })).ok();
    let list = listed(&desk, &id);
    assert_eq!((list.len(), &list[0]["name"]), (1, &json!("map.pdf")));
    assert_eq!(list[0]["requirement"], Value::Null);
}

#[test]
fn a_confirmation_says_with_what_and_is_warned_when_that_goes() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.fill(&id, &sample("c")).ok();
    let first = attach(&desk, &id, &desk.file("単価.xlsx", "a"));
    let second = attach(&desk, &id, &desk.file("契約.pdf", "%PDF-"));
    let [first, second] = [&first, &second].map(|one| one["id"].as_str().unwrap());
    let words = ["plans", "confirm", &id, "C-1", "--with", first, "--with", second];
    desk.run(&[&words[..], &["--note", "原本と照合した"]].concat()).ok();
    let confirmed = requirement(&desk, &id, "C-1")["confirmed"].clone();
    assert_eq!(confirmed["with"][0]["name"], "単価.xlsx");
    assert_eq!(confirmed["with"][1]["id"], second);
    assert_eq!(confirmed["note"], "原本と照合した");
    assert_eq!(confirmed["by"], "試験");

    desk.run(&["plans", "detach", &id, first]).ok();
    let after = requirement(&desk, &id, "C-1");
    assert_eq!(after["state"], "met");
    let warnings = after["warnings"].as_array().unwrap();
    let removed = warnings.iter().find(|one| one["code"] == "evidence_removed").unwrap();
    assert!(removed["message"].as_str().unwrap().contains("単価.xlsx"), "{removed}");
    assert_eq!(after["confirmed"]["with"][0]["removed"], true);
    // The file comes back, the warning goes.
    desk.run(&["ledger", "undo"]).ok();
    let back = requirement(&desk, &id, "C-1");
    assert_eq!(back["confirmed"]["with"][0]["removed"], false);
    assert!(!back["warnings"].to_string().contains("evidence_removed"));
}

#[test]
fn a_confirmation_names_only_what_is_attached() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.fill(&id, &sample("c")).ok();
    for with in ["01890000-0000-7000-8000-000000000000", "no id"] {
        let run = desk.run(&["plans", "confirm", &id, "C-1", "--with", with]);
        assert_eq!(run.failure(), ("attachment_not_found".to_owned(), 2));
    }
    assert_eq!(requirement(&desk, &id, "C-1")["confirmed"], Value::Null);
}
