//! A process of the built program.

use super::{Api, Backend, TestDatabase};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    ops::Deref,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a server may take to start or to stop on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server with a data folder and a database of its own. Dereferences to a client of its native API.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// Before the folder and the database, so that it ends before they go.
    api: Api,
    pub(crate) key: String,
    pub(crate) account_id: String,
    pub(crate) organisation_id: String,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    pub(crate) folder: TempDir,
    pub(crate) database: std::sync::Arc<TestDatabase>,
    books_are_broken: bool,
}

/// What is known of data that are there already.
struct Known {
    key: String,
    account_id: String,
    organisation_id: String,
}

impl Known {
    /// Whoever needs the ids asks for them with the key.
    fn by_key(key: &str) -> Self {
        Self { key: key.to_owned(), account_id: String::new(), organisation_id: String::new() }
    }
}

/// The program under test, without any setting of the environment.
pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_net30"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("NET30_") {
            command.env_remove(name);
        }
    }
    command
}

impl Server {
    pub(crate) async fn start(backend: Backend) -> Self {
        Self::start_with(backend, &[]).await
    }

    /// Starts a server with further arguments.
    pub(crate) async fn start_with(backend: Backend, arguments: &[&str]) -> Self {
        Self::start_in(backend, arguments, &[]).await
    }

    /// Starts a server with further arguments and variables of the environment.
    pub(crate) async fn start_in(
        backend: Backend,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let database = std::sync::Arc::new(TestDatabase::make(backend).await);
        Self::start_on(database, None, arguments, environment)
    }

    /// Another server on the same PostgreSQL database, with the same secret key.
    pub(crate) fn beside(&self) -> Self {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        let database = std::sync::Arc::clone(&self.database);
        let environment: Vec<(&str, &str)> =
            self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Self::start_on(database, Some(self), &arguments, &environment)
    }

    /// Another server with the same secret key on another database, which holds the same data.
    pub(crate) fn moved_to(&self, database: std::sync::Arc<TestDatabase>) -> Self {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        Self::start_on(database, Some(self), &arguments, &[])
    }

    /// A server on data that are there already: in the database, or laid into the data folder by `lay`.
    pub(crate) fn on_data(
        database: TestDatabase,
        lay: impl FnOnce(&Path),
        key: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let folder = tempfile::Builder::new().prefix("net30-test-").tempdir().unwrap();
        std::fs::create_dir(data_of(folder.path())).unwrap();
        lay(&data_of(folder.path()));
        let database = std::sync::Arc::new(database);
        Self::start_in_folder(folder, database, Some(Known::by_key(key)), arguments, environment)
    }

    fn start_on(
        database: std::sync::Arc<TestDatabase>,
        first: Option<&Self>,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let folder = tempfile::Builder::new().prefix("net30-test-").tempdir().unwrap();
        if let Some(first) = first {
            std::fs::create_dir(data_of(folder.path())).unwrap();
            let [from, to] =
                [first.data(), data_of(folder.path())].map(|data| data.join("secret.key"));
            std::fs::copy(from, to).unwrap();
        }
        let known = first.map(|first| Known {
            key: first.key.clone(),
            account_id: first.account_id.clone(),
            organisation_id: first.organisation_id.clone(),
        });
        Self::start_in_folder(folder, database, known, arguments, environment)
    }

    fn start_in_folder(
        folder: TempDir,
        database: std::sync::Arc<TestDatabase>,
        known: Option<Known>,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let environment: Vec<(String, String)> = environment.iter().map(owned).collect();
        let (child, said) = spawn(folder.path(), &database, &arguments, &environment);
        let word = |key: &str| said[key].as_str().map(str::to_owned);
        let Known { key, account_id, organisation_id } = known.unwrap_or_else(|| Known {
            key: first_key(&word("api_key_file").expect("a first start says where the key is")),
            account_id: word("account_id").expect("a first start names the account"),
            organisation_id: word("organisation_id").expect("a first start names the organisation"),
        });
        let api = Api::new(&word("url").expect("a start says where"), &key);
        Self {
            child,
            api,
            key,
            account_id,
            organisation_id,
            arguments,
            environment,
            folder,
            database,
            books_are_broken: false,
        }
    }

    /// A client of the server's native API with its first key.
    pub(crate) fn api(&self) -> Api {
        self.api.clone()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends the process as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the process to stop (SIGTERM).
    pub(crate) fn ask_to_stop(&self) {
        let status = Command::new("kill").arg(self.pid().to_string()).status().unwrap();
        assert!(status.success());
    }

    /// Waits until the process has ended.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "the server does not end: {}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Starts the program again on the same data.
    pub(crate) fn start_again(&mut self) -> Value {
        let (child, said) =
            spawn(self.folder.path(), &self.database, &self.arguments, &self.environment);
        self.child = child;
        self.api = Api::new(said["url"].as_str().unwrap(), &self.key);
        said
    }

    /// Stops the program and starts it with other arguments.
    pub(crate) fn start_again_with(&mut self, arguments: &[&str]) {
        self.kill();
        self.arguments = arguments.iter().map(ToString::to_string).collect();
        self.start_again();
    }

    /// The command line on the server's data.
    pub(crate) fn command(&self, arguments: &[&str]) -> Output {
        let mut command = binary();
        on_data(&mut command, self.folder.path(), &self.database);
        command.current_dir(self.folder.path()).args(arguments).output().unwrap()
    }

    /// What a command prints with `--json`.
    #[track_caller]
    pub(crate) fn command_json(&self, arguments: &[&str]) -> Value {
        let output = self.command(&[&["--json"], arguments].concat());
        assert!(output.status.success(), "{arguments:?} failed: {}", said(&output));
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("no JSON: {}", said(&output)))
    }

    pub(crate) fn data(&self) -> PathBuf {
        data_of(self.folder.path())
    }

    /// What the server has logged so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Where the server's log is.
    pub(crate) fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Says that the test has damaged the books on purpose.
    pub(crate) fn books_are_broken(&mut self) {
        self.books_are_broken = true;
    }

    /// Checks what must hold after every test: clean books, and nothing broken in the log.
    pub(crate) async fn finish(self) {
        let checked = tokio::task::spawn_blocking(move || self.check()).await;
        if let Err(error) = checked {
            std::panic::resume_unwind(error.into_panic());
        }
    }

    fn check(&self) {
        for line in self.log().lines() {
            for word in ["\"level\":\"ERROR\"", "panicked", "database table is locked"] {
                assert!(!line.contains(word), "{line}");
            }
        }
        if !self.books_are_broken {
            let output = self.command(&["verify"]);
            assert!(output.status.success(), "{}", said(&output));
        }
    }
}

impl Deref for Server {
    type Target = Api;

    fn deref(&self) -> &Api {
        &self.api
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a command wrote.
pub(crate) fn said(output: &Output) -> String {
    format!(
        "{}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// The key that a first start kept in a file.
pub(crate) fn first_key(file: &str) -> String {
    std::fs::read_to_string(file).unwrap().trim().to_owned()
}

fn data_of(folder: &Path) -> PathBuf {
    folder.join("data")
}

fn on_data(command: &mut Command, folder: &Path, database: &TestDatabase) {
    command.env("NET30_DATA", data_of(folder));
    if let Some(url) = database.url() {
        command.env("NET30_DATABASE_URL", url);
    }
}

/// Starts a server and waits for the line that says where it is.
fn spawn(
    folder: &Path,
    database: &TestDatabase,
    arguments: &[String],
    environment: &[(String, String)],
) -> (Child, Value) {
    let log = std::fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
    let mut command = binary();
    on_data(&mut command, folder, database);
    let mut child = command
        .env("NET30_LOG_FORMAT", "json")
        .env("NET30_PUBLIC_METRICS", "true")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .args(["serve", "--json", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let _ = BufReader::new(stdout).read_line(&mut line);
        let _ = sender.send(line);
    });
    let line = receiver.recv_timeout(PATIENCE).unwrap_or_default();
    let said = serde_json::from_str(&line).unwrap_or_else(|_| {
        let _ = child.kill();
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        panic!("the server did not start: {line}{log}")
    });
    (child, said)
}
