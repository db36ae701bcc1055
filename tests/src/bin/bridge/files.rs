//! The built interface as files, with the script that stands in for the window's shell.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tiny_http::Request;

use crate::desk::Desk;

/// Stands in for the window's shell inside the page.
const SCRIPT: &str = include_str!("shell.js");

/// The window's own rules, but for the connection to the core.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                   img-src 'self' data:; font-src 'self'; connect-src 'self'";

/// Sends the file of that path.
pub(crate) fn send(desk: &Desk, path: &str, request: Request) -> io::Result<()> {
    let (name, content) = match path {
        "/__bridge.js" => ("shell.js".into(), Some(SCRIPT.as_bytes().to_vec())),
        "/" | "/index.html" => ("index.html".into(), page(desk)),
        _ => (PathBuf::from(path), inside(&desk.ui, path).and_then(|file| fs::read(file).ok())),
    };
    let (status, content) = match content {
        Some(content) => ("200 OK", content),
        None => ("404 Not Found", Vec::new()),
    };
    let kind = kind(&name);
    // Written by hand: a connection that is kept alive would hold one of the server's few threads.
    let mut out = request.into_writer();
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Security-Policy: {CSP}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        content.len()
    )?;
    out.write_all(&content)?;
    out.flush()
}

/// The page with the shell's stand-in before everything else.
fn page(desk: &Desk) -> Option<Vec<u8>> {
    let page = fs::read_to_string(desk.ui.join("index.html")).ok()?;
    Some(page.replacen("<head>", "<head><script src=\"/__bridge.js\"></script>", 1).into_bytes())
}

/// The file of a path, never outside the folder.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = PathBuf::from(path.trim_start_matches('/'));
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(relative))
}

fn kind(name: &Path) -> &'static str {
    match name.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
