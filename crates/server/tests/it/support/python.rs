//! Programs in Python: other people's implementations of what net30 speaks.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// Runs a script with a text on its standard input, and returns what it prints.
///
/// `NET30_TEST_PYTHON` names an interpreter that has the packages of `tests/requirements.txt`; `./test` makes one.
#[track_caller]
pub(crate) fn python(script: &str, input: &str) -> String {
    let interpreter = std::env::var("NET30_TEST_PYTHON").expect(
        "NET30_TEST_PYTHON names a Python with the packages of tests/requirements.txt; ./test makes one and sets it",
    );
    let mut child = Command::new(interpreter)
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the script failed: {said}");
    String::from_utf8(output.stdout).unwrap()
}
