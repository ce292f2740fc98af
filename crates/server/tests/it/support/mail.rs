//! A real mail server, and the letters that it took.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long something that is to happen may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A mail server (aiosmtpd) in a process of its own.
#[derive(Debug)]
pub(crate) struct SmtpServer {
    child: Child,
    folder: TempDir,
    pub(crate) port: u16,
}

/// A letter as the mail server took it.
#[derive(Clone, Debug)]
pub(crate) struct Letter(pub(crate) Value);

/// A certificate for `localhost` that signs itself, and its key.
pub(crate) struct Certificate {
    _folder: TempDir,
    pub(crate) file: PathBuf,
    pub(crate) key: PathBuf,
}

/// The Python that has what the tests need.
fn interpreter() -> String {
    std::env::var("NET30_TEST_PYTHON").expect(
        "NET30_TEST_PYTHON names a Python with the packages of tests/requirements.txt; ./test makes one and sets it",
    )
}

impl SmtpServer {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(options: &[&str]) -> Self {
        let folder = tempfile::Builder::new().prefix("net30-smtp-").tempdir().unwrap();
        std::fs::write(folder.path().join("behaviour"), "ok").unwrap();
        std::fs::write(folder.path().join("letters"), "").unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/support/smtp.py");
        let mut child = Command::new(interpreter())
            .arg(script)
            .arg(folder.path())
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the mail server says its port");
        Self { child, folder, port }
    }

    /// Where it is, for letters without encryption.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// What it does with letters from now on: the words of `smtp.py`.
    pub(crate) fn behave(&self, word: &str) {
        // Renamed into place, so that it never reads half a word.
        let draft = self.folder.path().join("behaviour.new");
        std::fs::write(&draft, word).unwrap();
        std::fs::rename(draft, self.folder.path().join("behaviour")).unwrap();
    }

    /// The letters that it took so far, in their order.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        let text = std::fs::read_to_string(self.folder.path().join("letters")).unwrap();
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole.lines().map(|line| Letter(serde_json::from_str(line).unwrap())).collect()
    }

    /// Waits until it has taken so many letters.
    pub(crate) async fn took(&self, count: usize) -> Vec<Letter> {
        let begun = Instant::now();
        loop {
            let letters = self.letters();
            if letters.len() >= count {
                return letters;
            }
            assert!(begun.elapsed() < PATIENCE, "only {} letters of {count}", letters.len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How often each letter came, by its message id.
    pub(crate) fn counted(&self) -> BTreeMap<String, usize> {
        let mut counted = BTreeMap::new();
        for letter in self.letters() {
            *counted.entry(letter.header("message-id").to_owned()).or_default() += 1;
        }
        counted
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Letter {
    /// A header, decoded; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.0["headers"][name].as_str().unwrap_or_default()
    }

    /// To whom it went, whatever the headers say.
    pub(crate) fn recipients(&self) -> Vec<&str> {
        self.0["to"].as_array().unwrap().iter().map(|to| to.as_str().unwrap()).collect()
    }

    /// The media types of its parts, in their order.
    pub(crate) fn types(&self) -> Vec<&str> {
        self.parts().iter().map(|part| part["type"].as_str().unwrap()).collect()
    }

    fn parts(&self) -> &[Value] {
        self.0["parts"].as_array().unwrap()
    }

    /// The content of the first part of a type.
    pub(crate) fn part(&self, media_type: &str) -> Vec<u8> {
        let part = self.parts().iter().find(|part| part["type"] == media_type);
        let part = part.unwrap_or_else(|| panic!("no {media_type} in {:?}", self.types()));
        BASE64_STANDARD.decode(part["content"].as_str().unwrap()).unwrap()
    }

    /// The first text of a type, with plain line ends and spaces.
    pub(crate) fn text(&self, media_type: &str) -> String {
        let text = String::from_utf8(self.part(media_type)).unwrap();
        text.replace("\r\n", "\n").replace(['\u{a0}', '\u{202f}'], " ")
    }

    /// The files that go with it: name, media type and content.
    pub(crate) fn files(&self) -> Vec<(String, String, Vec<u8>)> {
        let file = |part: &Value| {
            let name = part["name"].as_str()?.to_owned();
            let bytes = BASE64_STANDARD.decode(part["content"].as_str()?).unwrap();
            Some((name, part["type"].as_str()?.to_owned(), bytes))
        };
        self.parts().iter().filter_map(file).collect()
    }

    /// The name of the first file that goes with it.
    pub(crate) fn file_name(&self) -> Option<&str> {
        self.parts().iter().find_map(|part| part["name"].as_str())
    }
}

impl Certificate {
    pub(crate) fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        let config = folder.path().join("openssl.cnf");
        // rustls takes no certificate authority for a server's own certificate.
        let text = "[req]\ndistinguished_name = name\nx509_extensions = server\nprompt = no\n\
            [name]\nCN = localhost\n\
            [server]\nsubjectAltName = DNS:localhost\nbasicConstraints = critical, CA:FALSE\n";
        std::fs::write(&config, text).unwrap();
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
            ])
            .args(["-days", "2", "-config"])
            .arg(&config)
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&file)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { _folder: folder, file, key }
    }
}
