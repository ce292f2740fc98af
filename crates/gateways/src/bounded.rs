//! A program that is run with bounds: what it is told, what it says, and for how long.
//!
//! How much memory and how much of a processor it may take is its own first act; nothing of what this process was given
//! in its environment reaches it.

use std::{
    io::{self, Read as _, Write as _},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// What a program may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How long it may run, waiting included.
    pub time: Duration,
    /// How much it may say.
    pub output_bytes_max: u64,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It could not be started, or not be listened to.
    #[error("the program could not be run")]
    Broken(#[from] io::Error),
    /// It ran for longer than it may.
    #[error("the program took too long")]
    TookTooLong,
    /// It said more than it may.
    #[error("the program said too much")]
    SaidTooMuch,
    /// A signal ended it: of the kernel, since it took more than it may.
    #[error("signal {0} ended the program")]
    Signalled(i32),
    /// It ended itself without success.
    #[error("the program failed with {0}")]
    Failed(i32),
}

/// Runs a program, and returns what it said. Blocks until it has ended.
///
/// # Errors
/// [`Failure`]; the program has ended all the same.
pub fn run(
    program: &Path,
    arguments: &[String],
    environment: &[(&str, &str)],
    input: Vec<u8>,
    bounds: Bounds,
) -> Result<Vec<u8>, Failure> {
    let child = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut child = Running(child);
    if let Some(mut stdin) = child.0.stdin.take() {
        // It ends when the program does: writing to who is gone fails. What it was not told it shows by its answer.
        thread::Builder::new().spawn(move || drop(stdin.write_all(&input)))?;
    }
    let Some(stdout) = child.0.stdout.take() else { return Err(Failure::Failed(0)) };
    let (heard, answer) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let mut said = Vec::new();
        let outcome = stdout.take(bounds.output_bytes_max + 1).read_to_end(&mut said);
        // Nobody listens to who took too long.
        let _ = heard.send(outcome.map(|_| said));
    })?;
    let said = match answer.recv_timeout(bounds.time) {
        Ok(said) => said?,
        Err(_) => return Err(Failure::TookTooLong),
    };
    if said.len() as u64 > bounds.output_bytes_max {
        return Err(Failure::SaidTooMuch);
    }
    let status = child.0.wait()?;
    if let Some(signal) = signal_of(status) {
        return Err(Failure::Signalled(signal));
    }
    if status.success() { Ok(said) } else { Err(Failure::Failed(status.code().unwrap_or(-1))) }
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}

/// A program that does not outlive whoever wants its answer.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Of one that has ended nothing is left to be killed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Bounds, Failure, run};
    use std::{path::Path, time::Duration};

    fn shell(script: &str, input: &str) -> Result<String, Failure> {
        let bounds = Bounds { time: Duration::from_secs(20), output_bytes_max: 100_000 };
        let arguments = ["-c".to_owned(), script.to_owned()];
        let said = run(Path::new("/bin/sh"), &arguments, &[("KNOWN", "1")], input.into(), bounds);
        said.map(|said| String::from_utf8(said).unwrap())
    }

    #[test]
    fn a_program_is_told_and_answers_and_sees_nothing_of_our_environment() {
        let large = "x".repeat(90_000);
        assert_eq!(shell("cat", &large).unwrap(), large);
        assert_eq!(shell("echo $KNOWN$CARGO_MANIFEST_DIR$HOME", "").unwrap().trim(), "1");
        assert!(matches!(shell("exit 3", &large), Err(Failure::Failed(3))));
        assert!(matches!(shell("kill -9 $$", ""), Err(Failure::Signalled(9))));
        assert!(matches!(shell("cat /dev/zero", ""), Err(Failure::SaidTooMuch)));
        let nowhere = run(
            Path::new("/no/such/program"),
            &[],
            &[],
            vec![],
            Bounds { time: Duration::from_secs(20), output_bytes_max: 1 },
        );
        assert!(matches!(nowhere, Err(Failure::Broken(_))));
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let bounds = Bounds { time: Duration::from_millis(50), output_bytes_max: 10 };
        let arguments = ["-c".to_owned(), "exec sleep 600".to_owned()];
        let said =
            run(Path::new("/bin/sh"), &arguments, &[("PATH", "/bin:/usr/bin")], vec![], bounds);
        assert!(matches!(said, Err(Failure::TookTooLong)), "{said:?}");
    }
}
