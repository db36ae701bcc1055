//! The reference forms as another program sees them: LibreOffice prints every one on A4.

#[path = "../../src-tauri/crates/forms/tests/it/fixture.rs"]
#[allow(dead_code, reason = "the forms' own tests use more of it")]
mod fixture;

use std::path::{Path, PathBuf};
use std::process::Command;

use fixture::{Fullness, World};
use shirube_domain::plan::PlanKind;
use shirube_forms::{export, file_name, verify};

/// The two programs that this test needs, if both are there.
fn installed() -> bool {
    let runs = |program: &str, option: &str| Command::new(program).arg(option).output().is_ok();
    runs("soffice", "--version") && runs("pdfinfo", "-v")
}

/// Prints workbooks with LibreOffice, in a profile of its own.
fn print(folder: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .args(files)
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    files.iter().map(|file| file.with_extension("pdf")).collect()
}

/// The size of every page, in points.
fn pages(pdf: &Path) -> Vec<(f64, f64)> {
    let out = Command::new("pdfinfo").args(["-l", "999"]).arg(pdf).output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let lines = text.lines().filter(|line| line.starts_with("Page "));
    let sizes = lines.filter_map(|line| line.split_once(" size:"));
    sizes
        .map(|(_, size)| {
            let mut numbers = size.split_whitespace().filter_map(|word| word.parse().ok());
            (numbers.next().unwrap(), numbers.next().unwrap())
        })
        .collect()
}

fn is_a4((width, height): (f64, f64)) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1.0;
    let (short, long) = (width.min(height), width.max(height));
    near(short, 595.3) && near(long, 841.9)
}

#[test]
fn every_form_is_printed_on_a4_with_no_page_lost() {
    if !installed() {
        println!("skipped: soffice and pdfinfo are not installed");
        return;
    }
    let world = World::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets"), "ja");
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut sheets = Vec::new();
    for kind in PlanKind::ALL {
        for fullness in [Fullness::Complete, Fullness::Half, Fullness::Blank] {
            let case = world.case(kind, fullness);
            let book = world.render(&case);
            let name = file_name("参考様式", kind, &format!("{} {fullness:?}", case.plan.title));
            let path = export(folder.path(), &name, &book.bytes).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(verify(&bytes, &book.written), Ok(book.cells));
            files.push(path);
            sheets.push(book.sheets.len());
        }
    }
    for (pdf, sheets) in print(folder.path(), &files).iter().zip(sheets) {
        let pages = pages(pdf);
        assert!(pages.len() >= sheets, "{}: {} pages", pdf.display(), pages.len());
        assert!(pages.len() < 3 * sheets, "{}: {} pages", pdf.display(), pages.len());
        for (number, page) in pages.iter().enumerate() {
            assert!(is_a4(*page), "{} page {}: {page:?}", pdf.display(), number + 1);
        }
    }
}
