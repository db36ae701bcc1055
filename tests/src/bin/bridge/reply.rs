//! Answers to the browser: lines of JSON, each sent as soon as it is known.

use std::io::{self, Write};

use serde_json::Value;
use tiny_http::Request;

/// An answer of JSON lines under way.
pub(crate) struct Lines(Box<dyn Write + Send>);

impl Lines {
    /// Begins the answer.
    pub(crate) fn begin(request: Request) -> io::Result<Self> {
        // Written by hand: the server's own writer keeps lines back until its buffer is full.
        let mut out = request.into_writer();
        out.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nCache-Control: no-store\r\n\
              Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        )?;
        out.flush()?;
        Ok(Self(out))
    }

    /// Sends one line.
    pub(crate) fn line(&mut self, value: &Value) -> io::Result<()> {
        let text = format!("{value}\n");
        write!(self.0, "{:x}\r\n{text}\r\n", text.len())?;
        self.0.flush()
    }

    /// Ends the answer.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.0.write_all(b"0\r\n\r\n")?;
        self.0.flush()
    }
}
