//! The loopback bridge: the built interface in a plain browser, on the real core.
//!
//! It exists for browser tests only. It binds 127.0.0.1 on a free port, prints its address as the
//! first line, works on a ledger in a folder of its own, and ends with its standard input.
//!
//! `bridge [--ui DIR] [--data DIR]`

mod commands;
mod desk;
mod files;
mod reply;

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, thread};

use desk::Desk;
use shirube_app::{Language, Session, Surroundings};
use tiny_http::{Method, Request, Server};

type Anything = Box<dyn std::error::Error + Send + Sync>;

/// Requests that are served at the same time: a long call must not hold up its own cancel.
const THREADS: usize = 8;

fn main() -> Result<(), Anything> {
    let kept = tempfile::tempdir()?;
    let data = option("--data").unwrap_or_else(|| kept.path().to_owned());
    let ui = option("--ui")
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/dist"));
    let session = Session::new(Surroundings {
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        actor: "見本 花子".to_owned(),
        language: Language::Ja,
        default_ledger: Some(data.join("ledger.shirube")),
        backups: Some(data.join("backups")),
    })
    .map_err(|fault| fault.code)?;
    let desk = Arc::new(Desk::new(session, data, ui));
    let server = Arc::new(Server::http("127.0.0.1:0")?);
    println!("http://{}", server.server_addr());
    for _ in 0..THREADS {
        let (server, desk) = (Arc::clone(&server), Arc::clone(&desk));
        thread::spawn(move || {
            for request in server.incoming_requests() {
                serve(&desk, request);
            }
        });
    }
    // Whoever started the bridge ends it by closing its input, or by ending itself.
    std::io::stdin().read_to_end(&mut Vec::new())?;
    desk.close();
    Ok(())
}

fn option(name: &str) -> Option<PathBuf> {
    env::args_os().skip_while(|argument| argument != name).nth(1).map(PathBuf::from)
}

/// A browser that has gone away in the middle is no reason to stop.
fn serve(desk: &Desk, request: Request) {
    let path = request.url().split('?').next().unwrap_or_default().to_owned();
    let served = match (request.method(), path.strip_prefix("/__bridge/")) {
        (Method::Post, Some(command)) => {
            let command = command.to_owned();
            commands::run(desk, &command, request)
        }
        _ => files::send(desk, &path, request),
    };
    if let Err(error) = served
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        eprintln!("bridge: {path}: {error}");
    }
}
