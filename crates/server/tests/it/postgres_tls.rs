//! PostgreSQL over TLS: encrypted, and only to whom the certificate belongs.

use crate::support::binary;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// How long PostgreSQL may take to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// A PostgreSQL server that takes connections over TLS only, with a certificate of our own making for `localhost`.
struct TlsServer {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Where PostgreSQL's programs are: the newest version of Debian's, else those in the path.
fn program(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .max_by_key(|entry| entry.file_name().to_string_lossy().parse::<u32>().unwrap_or_default());
    newest.map_or_else(|| name.into(), |entry| entry.path().join("bin").join(name))
}

/// A program as a user who is not root: PostgreSQL refuses to run as that.
fn as_user(program: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

/// Makes an authority, and a certificate of it for `localhost`.
fn certify(folder: &Path, name: &str) {
    let openssl =
        |arguments: &[&str]| run(Command::new("openssl").args(arguments).current_dir(folder));
    let (key, cert) = (format!("{name}.key"), format!("{name}.pem"));
    let subject = format!("/CN={name}");
    openssl(&[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        &subject,
        "-keyout",
        &key,
        "-out",
        &cert,
        "-addext",
        "basicConstraints=critical,CA:TRUE",
    ]);
    let server = format!("{name}-server");
    let (key_of_server, request, signed) =
        (format!("{server}.key"), format!("{server}.csr"), format!("{server}.crt"));
    openssl(&[
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-keyout",
        &key_of_server,
        "-out",
        &request,
    ]);
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\n").unwrap();
    openssl(&[
        "x509",
        "-req",
        "-in",
        &request,
        "-CA",
        &cert,
        "-CAkey",
        &key,
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "names",
        "-out",
        &signed,
    ]);
}

impl TlsServer {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("net30-tls-").tempdir().unwrap();
        certify(folder.path(), "ours");
        certify(folder.path(), "another");
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        let owned = || {
            if as_user(Path::new("x")).get_program() == "setpriv" {
                run(Command::new("chown").args(["-R", "postgres:postgres"]).arg(folder.path()));
            }
        };
        owned();
        let mut initdb = as_user(&program("initdb"));
        run(initdb
            .current_dir(folder.path())
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "-D"])
            .arg(&data));
        fs::copy(folder.path().join("ours-server.key"), data.join("server.key")).unwrap();
        fs::copy(folder.path().join("ours-server.crt"), data.join("server.crt")).unwrap();
        run(Command::new("chmod").arg("600").arg(data.join("server.key")));
        fs::write(data.join("pg_hba.conf"), "hostssl all all all trust\n").unwrap();
        owned();
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut postgres = as_user(&program("postgres"));
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let child = postgres
            .current_dir(folder.path())
            .arg("-D")
            .arg(&data)
            .args([
                "-p",
                &port.to_string(),
                "-k",
                "",
                "-c",
                "ssl=on",
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
            ])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let server = Self { child, folder, port };
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = fs::read_to_string(server.folder.path().join("log")).unwrap_or_default();
            assert!(begun.elapsed() < PATIENCE, "PostgreSQL does not start: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Brings the database up to date, trusting an authority.
    fn migrate(&self, authority: &str, host: &str, mode: &str) -> Output {
        let url = format!("postgres://postgres@{host}:{}/postgres?sslmode={mode}", self.port);
        binary()
            .args(["migrate", "--database-url", &url])
            .env("NET30_DATA", self.folder.path().join("net30"))
            .env("SSL_CERT_FILE", self.folder.path().join(format!("{authority}.pem")))
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        // SIGINT: the fast shutdown, which ends its own children too.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

#[test]
fn a_database_is_reached_over_tls_only_if_its_certificate_is_good() {
    let server = TlsServer::start();
    let says = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    for (authority, host, mode, reaches) in [
        ("ours", "localhost", "require", true),
        ("ours", "localhost", "verify-full", true),
        ("ours", "localhost", "prefer", true),
        ("another", "localhost", "require", false),
        ("another", "localhost", "verify-ca", false),
        // The certificate is for a name, not for this address.
        ("ours", "127.0.0.1", "verify-full", false),
        ("ours", "localhost", "disable", false),
    ] {
        let output = server.migrate(authority, host, mode);
        let said = says(&output);
        assert_eq!(output.status.success(), reaches, "{authority} {host} {mode}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
