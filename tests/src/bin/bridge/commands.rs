//! The shell's commands, and those that only a test gives.

use std::fs;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use shirube_app::{Progress, dispatch};
use tiny_http::Request;

use crate::desk::Desk;
use crate::reply::Lines;

/// No request is larger: the largest is a plan's answers.
const LARGEST: u64 = 64 << 20;

/// Runs a command of the interface or of a test, and answers.
pub(crate) fn run(desk: &Desk, command: &str, mut request: Request) -> io::Result<()> {
    let mut body = String::new();
    request.as_reader().take(LARGEST).read_to_string(&mut body)?;
    let args: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    if command == "call" {
        return call(desk, &args, request);
    }
    let answer = simple(desk, command, &args);
    let mut lines = Lines::begin(request)?;
    lines.line(&answer.map_or_else(|error| json!({ "error": error }), |ok| json!({ "ok": ok })))?;
    lines.end()
}

fn text(args: &Value, name: &str) -> String {
    args[name].as_str().unwrap_or_default().to_owned()
}

fn simple(desk: &Desk, command: &str, args: &Value) -> Result<Value, Value> {
    match command {
        "pick_files" => return Ok(json!(desk.answer().into_iter().collect::<Vec<_>>())),
        "cancel" => desk.stop(&text(args, "id")),
        "pick_file" | "pick_folder" | "pick_save" => return Ok(json!(desk.answer())),
        "reveal" | "open_copy" => desk.reveal(text(args, "path")),
        "leave" | "print_page" => {}
        "start_ledger" => return Ok(Value::Null),
        "sample_place" => {
            let folder = desk.sample();
            fs::create_dir_all(&folder).map_err(|error| unexpected(&error.to_string()))?;
            let ledger = Desk::ledger_in(&folder);
            return Ok(json!({ "folder": folder.display().to_string(), "ledger": ledger }));
        }
        "test_answer" => desk.prepare(args["path"].as_str().map(str::to_owned)),
        "test_slow" => desk.slowness.store(args["ms"].as_u64().unwrap_or(0), Ordering::Relaxed),
        "test_revealed" => return Ok(json!(desk.revealed())),
        _ => return Err(unexpected(&format!("no command {command}"))),
    }
    Ok(Value::Null)
}

fn unexpected(message: &str) -> Value {
    json!({ "code": "unexpected", "message": message, "params": {}, "place": null, "hints": [] })
}

/// Runs a call of the core; its progress goes out as it comes, the answer is the last line.
fn call(desk: &Desk, args: &Value, request: Request) -> io::Result<()> {
    let id = text(args, "id");
    let stop = desk.begin(&id);
    let reported = Reported {
        lines: Mutex::new(Lines::begin(request)?),
        slowness: Duration::from_millis(desk.slowness.load(Ordering::Relaxed)),
        stop,
        file: Mutex::new(Value::Null),
    };
    let answer = dispatch(&desk.session, &text(args, "name"), args["args"].clone(), &reported);
    desk.end(&id);
    let mut lines = reported.lines.into_inner().unwrap_or_else(PoisonError::into_inner);
    lines.line(&match answer {
        Ok(response) => json!({ "ok": response }),
        Err(failure) => json!({ "error": failure }),
    })?;
    lines.end()
}

/// Progress that goes to the browser line by line.
struct Reported {
    lines: Mutex<Lines>,
    slowness: Duration,
    stop: Arc<AtomicBool>,
    /// Which of several files is being read.
    file: Mutex<Value>,
}

impl Progress for Reported {
    fn report(&self, done: u64, total: u64) {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let line = json!({ "progress": { "done": done, "total": total, "file": file } });
        // A browser that has gone away hears nothing.
        let _ = self.lines.lock().unwrap_or_else(PoisonError::into_inner).line(&line);
        thread::sleep(self.slowness);
    }

    fn file(&self, number: u64, total: u64, name: &str) {
        let file = json!({ "number": number, "total": total, "name": name });
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = file;
        self.report(0, 0);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
