//! A PostgreSQL cluster of a test's own, fresh and empty.

use super::TestDatabase;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a cluster may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running cluster; it ends with the test.
#[derive(Debug)]
pub(crate) struct Cluster {
    child: Child,
    programs: PathBuf,
    port: u16,
    _folder: TempDir,
}

/// PostgreSQL's programs, of the newest version that is there.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| {
            let number = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").exists())
        .collect();
    found.sort();
    let (_, programs) = found.pop().expect("PostgreSQL is installed; ./test sees to it");
    programs
}

/// A command as a user that PostgreSQL starts for: it refuses root.
fn as_nobody_special(program: &Path, folder: &Path) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|process| {
        use std::os::unix::fs::MetadataExt;
        process.uid() == 0
    });
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        let owned = Command::new("chown").arg("postgres").arg(folder).status();
        assert!(owned.unwrap().success(), "the cluster's folder is given away");
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    command
}

#[track_caller]
fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("net30-cluster-").tempdir().unwrap();
        let programs = programs();
        let options =
            ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D", "data"];
        let made =
            as_nobody_special(&programs.join("initdb"), folder.path()).args(options).output();
        succeeded(&made.unwrap());
        // Free a moment ago; nobody else takes it on purpose.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (number, sockets) = (port.to_string(), folder.path().to_str().unwrap().to_owned());
        let child = as_nobody_special(&programs.join("postgres"), folder.path())
            .args(["-D", "data", "-p", &number, "-k", &sockets, "-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "log_min_messages=fatal"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let cluster = Self { child, programs, port, _folder: folder };
        let begun = Instant::now();
        loop {
            let asked = Command::new(cluster.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &number])
                .status();
            if asked.unwrap().success() {
                return cluster;
            }
            assert!(begun.elapsed() < PATIENCE, "the cluster does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The cluster's own database, from which others are made.
    fn admin_url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// A database as SQL that any client can run, the newest of PostgreSQL's programs permitting.
    pub(crate) fn dumped(database: &TestDatabase) -> String {
        let url = database.url().expect("a PostgreSQL database is dumped");
        let dump = Command::new(programs().join("pg_dump"))
            .args(["--no-owner", "--no-privileges", "--no-comments"])
            .args(["--inserts", "--rows-per-insert=100", "-d", &url])
            .output()
            .unwrap();
        succeeded(&dump);
        String::from_utf8(dump.stdout).unwrap()
    }

    /// A database with all that another one holds, carried over as a dump.
    pub(crate) async fn copy_of(&self, source: &TestDatabase) -> TestDatabase {
        let target = TestDatabase::make_at(&self.admin_url()).await;
        let from = source.url().expect("a PostgreSQL database is dumped");
        let dump =
            Command::new(self.programs.join("pg_dump")).args(["-d", &from]).output().unwrap();
        succeeded(&dump);
        let mut loading = Command::new(self.programs.join("psql"))
            .args(["-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", &target.url().unwrap()])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        loading.stdin.take().unwrap().write_all(&dump.stdout).unwrap();
        succeeded(&loading.wait_with_output().unwrap());
        target
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGQUIT ends it at once; its data are thrown away.
        let _ = Command::new("kill").args(["-QUIT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}
