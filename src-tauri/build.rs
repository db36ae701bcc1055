//! Prepares what the window embeds: its configuration, its icons, the built interface.

use std::path::Path;
use std::{fs, io};

/// Stands in for the interface until it has been built, so that the window compiles.
const PLACEHOLDER: &str = "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>Shirube</title>\
<body><p>npm run build (ui/)</p></body></html>\n";

fn main() -> io::Result<()> {
    let built = Path::new("../ui/dist");
    if !built.join("index.html").exists() {
        fs::create_dir_all(built)?;
        fs::write(built.join("index.html"), PLACEHOLDER)?;
    }
    println!("cargo:rerun-if-changed=../ui/dist");
    tauri_build::build();
    Ok(())
}
