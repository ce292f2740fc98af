//! The README's own commands, run as they are written.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The server of the quick start, ended with the test.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// What the reader has: a picture, here of one pixel.
fn logo() -> Vec<u8> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    BASE64_STANDARD.decode(pixel).unwrap()
}

/// The blocks of commands.
fn blocks() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is a README");
    let blocks = readme.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default().trim().to_owned()).collect()
}

/// The commands do what the README says, on a first start and with the key that it prints.
#[test]
fn the_readme_is_true() {
    let blocks = blocks();
    assert_eq!(blocks[0], "cargo run --release -- serve", "{blocks:#?}");
    let folder = tempfile::tempdir().unwrap();
    let said = folder.path().join("said");
    // The program that this test was built with is what cargo would build and run: the same sources and profile.
    let server = crate::support::binary()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .current_dir(folder.path())
        .stdout(std::fs::File::create(&said).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _server = Guard(server);
    let begun = Instant::now();
    let text = loop {
        let text = std::fs::read_to_string(&said).unwrap();
        if text.contains("-o invoice.pdf") {
            break text;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{text}");
        std::thread::sleep(Duration::from_millis(20));
    };
    let word = |mark: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(mark));
        line.unwrap_or_default().trim_start().trim_start_matches(mark).trim().to_owned()
    };
    // The output is no terminal, so that the key is in a file.
    let (url, key) = (word("Address"), crate::support::first_key(&word("API key")));
    std::fs::write(folder.path().join("logo.png"), logo()).unwrap();
    let run = |script: &str| {
        let program = Path::new(env!("CARGO_BIN_EXE_net30")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let output = Command::new("bash")
            .args(["-c", &format!("set -e -o pipefail\n{script}")])
            .env("PATH", path)
            .env("NET30_URL", &url)
            .env("NET30_KEY", &key)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{script}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    };
    let (mut requests, mut commands) = (0, 0);
    for block in &blocks[1..] {
        if block.starts_with("curl ") {
            let answer = run(block);
            assert!(!answer.contains("\"request_id\""), "{block}: {answer}");
            requests += 1;
        }
        // A second server, and a restore while one runs, are refused; other tests show that they work.
        let is_tried = |line: &&str| {
            line.starts_with("net30 ") && !line.contains(" serve") && !line.contains(" restore")
        };
        for line in block.lines().filter(is_tried) {
            let keys = run("net30 --json key list");
            let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
            let account = keys["keys"][0]["account_id"].as_str().unwrap();
            run(&line.replace(" ID", &format!(" {account}")));
            commands += 1;
        }
    }
    assert!(requests >= 3 && commands >= 4, "the README shows less than this test was made for");
}
