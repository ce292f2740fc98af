//! Long work shows how far it is where a person looks, and is silent everywhere else.

use crate::support::{Backend, Server, python};
use serde_json::json;

/// Runs the program with a terminal for its standard error, and prints what came there.
const TERMINAL: &str = r#"
import json, os, pty, subprocess, sys
given = json.load(sys.stdin)
master, terminal = pty.openpty()
done = subprocess.run(given["command"], stderr=terminal, stdout=subprocess.DEVNULL, env={**os.environ, **given["env"]})
os.close(terminal)
seen = b""
try:
    while part := os.read(master, 65536):
        seen += part
except OSError:
    pass
print(json.dumps([done.returncode, seen.decode()]))
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_work_shows_how_far_it_is_on_a_terminal_alone() {
    let server = Server::start(Backend::Sqlite).await;
    let copy = server.folder.path().join("copy");
    let copy = copy.to_str().unwrap();
    for arguments in [&["backup", copy][..], &["verify"], &["migrate"], &["--json", "migrate"]] {
        let output = server.command(arguments);
        assert!(output.status.success(), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
    let on_terminal = |arguments: &[&str]| {
        let command: Vec<&str> =
            [env!("CARGO_BIN_EXE_net30")].iter().chain(arguments).copied().collect();
        let env = json!({"NET30_DATA": server.data(), "TERM": "xterm"});
        let said = python(TERMINAL, &json!({"command": command, "env": env}).to_string());
        serde_json::from_str::<(i32, String)>(&said).unwrap()
    };
    let (status, seen) = on_terminal(&["migrate"]);
    assert!(status == 0 && seen.contains("steps"), "{seen}");
    assert_eq!(on_terminal(&["--json", "migrate"]), (0, String::new()));
    server.finish().await;
}
