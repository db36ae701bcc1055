//! `shirube`: the headless front door. It serves the same calls as the window; names, JSON keys
//! and exit statuses are a contract.

mod args;
mod command;
mod print;
mod progress;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use shirube_app::Fault;
use shirube_app::api::failure::{Exit, Failure};
use shirube_app::dispatch;
use shirube_app::{Session, Surroundings};

use crate::args::Args;
use crate::command::Task;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let mut surroundings = Surroundings::of_this_machine(env!("CARGO_PKG_VERSION"));
    surroundings.language = args.lang.into();
    if let Some(path) = &args.ledger {
        surroundings.default_ledger = Some(path.clone());
    }
    let session = match Session::new(surroundings) {
        Ok(session) => session,
        Err(fault) => {
            say(&mut std::io::stderr(), &format!("{}: {:?}", fault.code, fault.params));
            return ExitCode::from(fault.exit as u8);
        }
    };
    let (answered, print) = answer(&session, &args);
    match answered {
        Ok((response, exit)) => {
            let text = if args.json { response.to_string() } else { print(&session, &response) };
            say(&mut std::io::stdout(), text.trim_end());
            ExitCode::from(exit)
        }
        Err(failure) => fail(&failure, args.json, &session),
    }
}

type Answered = Result<(serde_json::Value, u8), Failure>;

/// Does what was asked; a ledger that was opened for it is closed again, whatever came of it.
fn answer(session: &Session, args: &Args) -> (Answered, print::Printer) {
    let Task { call, request, ledger, print, answer_is_no, exit } =
        match command::task(&args.command) {
            Ok(task) => task,
            Err(fault) => return (Err(session.tell(&fault)), print::nothing),
        };
    let progress = progress::Terminal::new(args.json);
    let opened = command::open(session, ledger);
    let answered = opened
        .map_err(|fault| session.tell(&fault))
        .and_then(|()| match request {
            command::Request::Call(request) => dispatch(session, call, request, &progress),
            command::Request::Own(own) => own(session).map_err(|fault| session.tell(&fault)),
        })
        .map(|response| {
            let no = answer_is_no(&response).then_some(Exit::No);
            let exit = exit(&response).or(no).map_or(0, |exit| exit as u8);
            (response, exit)
        });
    let closed = session.close().map_err(|fault: Fault| session.tell(&fault));
    (answered.and_then(|answered| closed.map(|()| answered)), print)
}

fn fail(failure: &Failure, json: bool, session: &Session) -> ExitCode {
    if json {
        let error = serde_json::json!({ "error": failure });
        say(&mut std::io::stdout(), &error.to_string());
    } else {
        say(&mut std::io::stderr(), print::failure(session, failure).trim_end());
    }
    ExitCode::from(failure.exit as u8)
}

/// What clap says of wrong usage, as JSON when JSON was asked for; help and version are no errors.
fn usage(error: &clap::Error) -> ExitCode {
    let wrong = error.use_stderr();
    if wrong && std::env::args().any(|arg| arg == "--json") {
        let message = error.render().to_string();
        let error = serde_json::json!({
            "error": { "code": "usage", "message": message.trim_end(), "place": null, "hints": [] }
        });
        say(&mut std::io::stdout(), &error.to_string());
    } else if wrong {
        say(&mut std::io::stderr(), error.render().to_string().trim_end());
    } else {
        say(&mut std::io::stdout(), error.render().to_string().trim_end());
    }
    ExitCode::from(if wrong { Exit::Usage as u8 } else { 0 })
}

/// Writes a line. A reader that went away (`| head`) is no error of ours.
fn say(out: &mut dyn Write, text: &str) {
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
