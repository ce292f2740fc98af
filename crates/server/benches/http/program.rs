//! The program that is measured.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Instant,
};

/// A running server.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: String,
    key: String,
    /// From the start of the process until it said where it listens.
    pub(crate) start_ms: f64,
}

impl Program {
    /// Starts the program on a data folder; the key of a first start is kept beside it.
    pub(crate) fn start(data: &Path) -> Self {
        let begun = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_net30"))
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--rate-limit", "0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("the output is piped");
        BufReader::new(stdout).read_line(&mut line).expect("the program says where it is");
        let start_ms = begun.elapsed().as_secs_f64() * 1000.0;
        let said: serde_json::Value =
            serde_json::from_str(&line).expect("with --json it says so in JSON");
        let kept = data.with_extension("key");
        if let Some(file) = said["api_key_file"].as_str() {
            std::fs::rename(file, &kept).expect("the first start kept its key");
        }
        let key = std::fs::read_to_string(kept).expect("there was a first start");
        let key = key.trim().to_owned();
        let url = said["url"].as_str().expect("it says where it is");
        let address = url.trim_start_matches("http://").to_owned();
        Self { child, address, key, start_ms }
    }

    /// The bytes of a request.
    pub(crate) fn request(&self, method: &str, path: &str, body: Option<&str>) -> Vec<u8> {
        let body = body.unwrap_or_default();
        let key = &self.key;
        let length = match body.len() {
            0 => String::new(),
            length => format!("content-type: application/json\r\ncontent-length: {length}\r\n"),
        };
        format!("{method} {path} HTTP/1.1\r\nhost: net30\r\nauthorization: Bearer {key}\r\n{length}\r\n{body}").into_bytes()
    }

    /// Memory of the process that is in RAM.
    pub(crate) fn resident_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
        let kilobytes =
            line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1024.0
    }

    /// Ends the process as SIGTERM does.
    pub(crate) fn stop(&mut self) {
        let pid = self.child.id().to_string();
        Command::new("kill").arg(pid).status().expect("there is kill");
        self.child.wait().expect("the process ends");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
