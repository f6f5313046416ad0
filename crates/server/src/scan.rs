//! A virus scanner: a command that is given each file on its standard input before the file is kept.

use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::Semaphore;

/// How many files are scanned at once.
const AT_ONCE: usize = 2;

/// How long a file waits for its turn and is scanned, before the scanner is taken not to work.
const LONGEST: Duration = Duration::from_secs(60);

/// Why a file was not let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The scanner refused it.
    Refused,
    /// The scanner does not work.
    Broken,
}

impl Stopped {
    /// What to tell the sender of the file.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Refused => {
                "The virus scanner refused this file. Nothing was kept. Do not open the file, and tell the person who looks after your computer"
            }
            Self::Broken => {
                "The virus scanner does not work at present, so that no file can be kept. Try again later, or tell the person who looks \
                 after this service"
            }
        }
    }
}

/// A virus scanner.
#[derive(Debug)]
pub struct Scanner {
    program: String,
    arguments: Vec<String>,
    turns: Semaphore,
    broken: AtomicBool,
}

impl Scanner {
    /// A scanner by its command: a program and its arguments, with spaces between. `None` when there is no program.
    #[must_use]
    pub fn new(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let program = words.next()?;
        let (turns, broken) = (Semaphore::new(AT_ONCE), AtomicBool::new(false));
        Some(Self { program, arguments: words.collect(), turns, broken })
    }

    /// Whether the scanner did its work when it was last asked.
    pub(crate) fn works(&self) -> bool {
        !self.broken.load(Ordering::Relaxed)
    }

    /// Scans a file. The command lets it through by ending with 0, and refuses it by ending with 1.
    ///
    /// # Errors
    /// Why it is not let through.
    pub async fn scan(&self, bytes: &[u8]) -> Result<(), Stopped> {
        let code = tokio::time::timeout(LONGEST, self.run(bytes)).await;
        let outcome = match code {
            Ok(Ok(Some(0))) => Ok(()),
            Ok(Ok(Some(1))) => Err(Stopped::Refused),
            _ => Err(Stopped::Broken),
        };
        if outcome == Err(Stopped::Broken) {
            tracing::error!(program = %self.program, how = ?code, "the virus scanner does not work, so no file is kept");
        }
        self.broken.store(outcome == Err(Stopped::Broken), Ordering::Relaxed);
        outcome
    }

    async fn run(&self, bytes: &[u8]) -> std::io::Result<Option<i32>> {
        let Ok(_turn) = self.turns.acquire().await else { return Ok(None) };
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            match input.write_all(bytes).await {
                // It may know enough before it has read all.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(error),
                _ => {}
            }
        }
        Ok(child.wait().await?.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(folder: &std::path::Path, text: &str) -> Scanner {
        let path = folder.join("scan.sh");
        std::fs::write(&path, text).unwrap();
        Scanner::new(&format!("sh {}", path.display())).unwrap()
    }

    #[tokio::test]
    async fn the_command_decides_and_anything_else_lets_nothing_through() {
        let folder = tempfile::tempdir().unwrap();
        let scanner = script(folder.path(), "grep -q EICAR && exit 1 || exit 0");
        assert_eq!(scanner.scan(b"Dear Alex").await, Ok(()));
        assert_eq!(scanner.scan(b"X5O!-EICAR-TEST").await, Err(Stopped::Refused));
        assert!(scanner.works(), "refusing is its work");
        assert_eq!(script(folder.path(), "exit 2").scan(b"x").await, Err(Stopped::Broken));
        // It need not read what it refuses.
        assert_eq!(script(folder.path(), "exit 1").scan(&vec![0; 1 << 20]).await, Err(Stopped::Refused));
        let missing = Scanner::new("/no/such/scanner").unwrap();
        assert_eq!(missing.scan(b"x").await, Err(Stopped::Broken));
        assert!(!missing.works());
        assert!(Scanner::new("  ").is_none());
    }
}
