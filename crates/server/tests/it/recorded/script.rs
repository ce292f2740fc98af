//! A script in a file: what is asked, and what was answered.
//!
//! ```text
//! What is written before the first title is for readers, but for `@needs mail receiver stripe` and `@begins 2026-10-01 08:00:00`.
//!
//! ### A title begins an exchange
//! @clock 2027-03-01 09:00:00
//! @await /api/v1/jobs "total":0
//! POST /api/v1/invoices?issue=true
//! if-match: "1"
//! @invoice /id
//!
//! {"customer_id": "{{customer}}", "items": []}
//! === 201
//! etag: "1"
//!
//! {"id":"{{invoice}}"}
//! ```
//!
//! `@clock` sets the server's clock, which otherwise goes on by a second before each request. `@await` asks a path until
//! its reply has a text. `@invoice /id` behind the request gives a name to what the reply says there, and `{{invoice}}`
//! says it in requests. `@pay` pays a session at Stripe, and `@event checkout.session.completed` with a session has Stripe
//! write what `{{event}}` says then. The reply, from `===` on, is written by `NET30_RECORD=1`.

use std::path::{Path, PathBuf};

const TITLE: &str = "### ";
const REPLY: &str = "=== ";

/// What is done before a request.
#[derive(Debug)]
pub(crate) enum Step {
    /// Sets the clock.
    Clock(String),
    /// Asks a path until its reply has a text.
    Await { path: String, text: String },
    /// Pays a session at Stripe.
    Pay { session: String },
    /// Has Stripe tell something of a session.
    Event { kind: String, session: String },
}

/// A request, and the reply that was recorded.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    /// All lines before the reply, as they are in the file.
    written: String,
    pub(crate) title: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    /// Names, each for what the reply says at a pointer.
    pub(crate) captures: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    /// The recorded reply, its status first; empty if there is none yet.
    pub(crate) reply: String,
}

/// A file of exchanges.
#[derive(Debug)]
pub(crate) struct Script {
    file: PathBuf,
    preamble: String,
    pub(crate) exchanges: Vec<Exchange>,
}

impl Script {
    pub(crate) fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let begins = text.lines().position(|line| line.starts_with(TITLE));
        let lines: Vec<&str> = text.lines().collect();
        let (preamble, rest) = lines.split_at(begins.unwrap_or(lines.len()));
        let mut exchanges: Vec<Vec<&str>> = vec![];
        for line in rest {
            if line.starts_with(TITLE) {
                exchanges.push(vec![]);
            }
            exchanges.last_mut().expect("the rest begins with a title").push(line);
        }
        Self {
            file: file.to_owned(),
            preamble: block(preamble),
            exchanges: exchanges.iter().map(|lines| Exchange::read(lines)).collect(),
        }
    }

    /// What must be there beside the server.
    pub(crate) fn needs(&self, what: &str) -> bool {
        self.note("needs").is_some_and(|needs| needs.split(' ').any(|needed| needed == what))
    }

    /// What stands behind `@name` before the first title.
    pub(crate) fn note(&self, name: &str) -> Option<&str> {
        let notes =
            self.preamble.lines().filter_map(|line| line.strip_prefix('@')?.split_once(' '));
        notes.filter(|(known, _)| *known == name).map(|(_, note)| note).next()
    }

    /// Writes the file with new replies to the first requests.
    pub(crate) fn write(&self, replies: &[String]) {
        let mut blocks = vec![self.preamble.clone()];
        for (at, exchange) in self.exchanges.iter().enumerate() {
            let reply = replies.get(at).unwrap_or(&exchange.reply);
            blocks.push(format!("{}\n{reply}", exchange.written));
        }
        std::fs::write(&self.file, blocks.join("\n\n") + "\n").unwrap();
    }
}

impl Exchange {
    fn read(lines: &[&str]) -> Self {
        let end = lines.iter().position(|line| line.starts_with(REPLY)).unwrap_or(lines.len());
        let (asked, reply) = lines.split_at(end);
        let mut exchange = Self { written: block(asked), reply: block(reply), ..Self::default() };
        asked[0].trim_start_matches(TITLE).clone_into(&mut exchange.title);
        let head_end = asked.iter().position(|line| line.is_empty()).unwrap_or(asked.len());
        let (head, body) = asked.split_at(head_end);
        for line in &head[1..] {
            exchange.read_line(line);
        }
        assert!(!exchange.method.is_empty(), "{} asks for nothing", exchange.title);
        exchange.body = Some(block(body)).filter(|body| !body.is_empty());
        exchange
    }

    fn read_line(&mut self, line: &str) {
        let (first, rest) = words(line);
        match first.strip_prefix('@') {
            Some("clock") => self.steps.push(Step::Clock(rest)),
            Some("await") => {
                let (path, text) = words(&rest);
                self.steps.push(Step::Await { path, text });
            }
            Some("pay") => self.steps.push(Step::Pay { session: rest }),
            Some("event") => {
                let (kind, session) = words(&rest);
                self.steps.push(Step::Event { kind, session });
            }
            Some(name) => self.captures.push((name.to_owned(), rest)),
            None if self.method.is_empty() => {
                (self.method, self.path) = (first, rest);
            }
            None => {
                let (name, value) = line.split_once(':').expect("a header has a colon");
                self.headers.push((name.to_owned(), value.trim().to_owned()));
            }
        }
    }

    /// A header of the request.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    /// The recorded status.
    pub(crate) fn status(&self) -> Option<u16> {
        self.reply.strip_prefix(REPLY)?.get(..3)?.parse().ok()
    }
}

/// The first word of a line, and the rest.
fn words(line: &str) -> (String, String) {
    let (first, rest) = line.split_once(' ').unwrap_or_else(|| panic!("{line} says too little"));
    (first.to_owned(), rest.trim().to_owned())
}

/// Lines without the empty ones before and behind them.
fn block(lines: &[&str]) -> String {
    let is_full = |line: &&str| !line.is_empty();
    let Some(first) = lines.iter().position(is_full) else { return String::new() };
    let last = lines.iter().rposition(is_full).expect("there is a first");
    lines[first..=last].join("\n")
}
