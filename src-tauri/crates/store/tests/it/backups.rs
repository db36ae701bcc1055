//! Backups and their return.

use std::fs;

use shirube_store::{Access, Ledger, restore};

use crate::support::{Place, at, create_plan, drafts, dump, import, options, plan, source};

#[test]
fn a_backup_is_the_whole_ledger_and_overwrites_nothing() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(20));
    let to = place.file("copy.shirube");
    let backup = ledger.backup(&to).unwrap();
    assert_eq!(backup.bytes, fs::metadata(&to).unwrap().len());
    assert_eq!(ledger.backup(&to).unwrap_err().code(), "ledger_exists");
    let nowhere = ledger.backup(&place.file("no/copy.shirube")).unwrap_err();
    assert_eq!(nowhere.code(), "place_unwritable");
    ledger.close().unwrap();
    assert_eq!(place.names(), ["copy.shirube", "台帳 #1?.shirube"]);
    let copy = Ledger::open(&to, &options(Access::Read)).unwrap();
    assert!(copy.verify().is_ok());
    drop(copy);
    assert_eq!(dump(&to), dump(&place.path));
}

#[test]
fn a_start_makes_a_backup_only_of_what_is_new_and_ten_are_kept() {
    let place = Place::new();
    let folder = place.file("backups");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("台帳 #1?-手元.shirube"), "mine").unwrap();
    let mut ledger = place.create();
    for n in 0..13 {
        let c = plan(&mut ledger, &format!("計画{n}"));
        create_plan(&mut ledger, &c);
        assert!(ledger.backup_at_start(&folder, at(n)).unwrap().is_some());
        assert!(ledger.backup_at_start(&folder, at(n)).unwrap().is_none());
    }
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 11);
    assert!(names.contains(&"台帳 #1?-手元.shirube".to_owned()));
    let newest = Ledger::open(&folder.join(&names[9]), &options(Access::Read)).unwrap();
    assert_eq!(newest.info().unwrap().plans, 13);
    let gone = ledger.backup_at_start(&place.file("nowhere"), at(99)).unwrap_err();
    assert_eq!(gone.code(), "place_unwritable");
}

#[test]
fn a_restore_keeps_the_present_ledger_aside() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(20));
    let copy = place.file("copy.shirube");
    ledger.backup(&copy).unwrap();
    import(&mut ledger, &source("b"), &drafts(30));
    let write = options(Access::Write);
    assert_eq!(restore(&place.path, &copy, at(5), &write).unwrap_err().code(), "ledger_in_use");
    ledger.close().unwrap();
    let (present, wanted) = (dump(&place.path), dump(&copy));
    let restored = restore(&place.path, &copy, at(5), &write).unwrap();
    assert_eq!(dump(&place.path), wanted);
    let kept = restored.kept.unwrap();
    assert_eq!(dump(&kept), present);
    assert!(kept.file_name().unwrap().to_str().unwrap().contains("-before-restore-20270115T"));
    // And back again from what was kept; a second one at the same moment gets another name.
    restore(&place.path, &kept, at(5), &write).unwrap();
    assert_eq!(dump(&place.path), present);
    assert_eq!(place.names().len(), 4);
    assert!(place.open().verify().is_ok());
}

#[test]
fn a_bad_backup_changes_nothing() {
    let place = Place::new();
    place.create().close().unwrap();
    let bytes = fs::read(&place.path).unwrap();
    let garbage = place.file("garbage.shirube");
    fs::write(&garbage, [7; 5000]).unwrap();
    let mut broken = bytes.clone();
    let middle = broken.len() / 2;
    broken[middle..].fill(0xee);
    let damaged = place.file("damaged.shirube");
    fs::write(&damaged, broken).unwrap();
    let before = place.names();
    let write = options(Access::Write);
    for (backup, code) in [
        (garbage, "ledger_not_ours"),
        (damaged, "ledger_damaged"),
        (place.file("missing.shirube"), "ledger_missing"),
    ] {
        assert_eq!(restore(&place.path, &backup, at(5), &write).unwrap_err().code(), code);
        assert_eq!(fs::read(&place.path).unwrap(), bytes);
        assert_eq!(place.names(), before);
    }
}

#[test]
fn a_lost_or_ruined_ledger_is_brought_back() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(20));
    let copy = place.file("copy.shirube");
    ledger.backup(&copy).unwrap();
    ledger.close().unwrap();
    let write = options(Access::Write);
    fs::write(&place.path, "ruined").unwrap();
    let restored = restore(&place.path, &copy, at(5), &write).unwrap();
    assert_eq!(fs::read(restored.kept.unwrap()).unwrap(), b"ruined");
    assert_eq!(dump(&place.path), dump(&copy));
    fs::remove_file(&place.path).unwrap();
    assert_eq!(restore(&place.path, &copy, at(6), &write).unwrap().kept, None);
    assert_eq!(dump(&place.path), dump(&copy));
}
