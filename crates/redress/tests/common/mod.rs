//! A demonstration that is served, and a small client that signs in and sends forms.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test uses a part of it, and one that fails says so"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The program under test.
pub fn redress() -> &'static str {
    env!("CARGO_BIN_EXE_redress")
}

/// Everybody who can sign in to a demonstration.
pub const PEOPLE: &[&str] = &[
    "amina", "colin", "morag", "joan", "neil", "carla", "david", "ruth", "ewan", "farid", "hetty", "priya", "simon", "grace",
    "owen", "dawn", "maria", "len", "delia", "harriet", "clive", "olga", "walter", "rhys", "rosalind", "edmund", "miriam",
    "keith", "sandra", "nadine", "noreen", "hester", "lee",
];

/// A demonstration in a folder of its own.
pub struct Demo {
    pub folder: tempfile::TempDir,
    pub address: SocketAddr,
    pub server: Option<Child>,
}

impl Demo {
    /// Fills a demonstration with so many complaints; it is not served yet.
    pub fn fill(complaints: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let done = Command::new(redress())
            .args(["demo", "--only-fill", "--complaints", &complaints.to_string(), "--folder"])
            .arg(folder.path())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(done.success());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { folder, address: port, server: None }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("redress.db")
    }

    /// Serves it, and waits until it answers.
    pub fn serve(&mut self) {
        let child = Command::new(redress())
            .args(["serve", "--listen", &self.address.to_string(), "--database"])
            .arg(self.database())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.server = Some(child);
        for _ in 0..2_000 {
            if TcpStream::connect_timeout(&self.address, Duration::from_millis(20)).is_ok() {
                return;
            }
            std::thread::yield_now();
            std::thread::park_timeout(Duration::from_millis(5));
        }
        panic!("the server did not start");
    }

    /// Kills the server as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.server.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs the program and gives what it printed, and whether it was content.
pub fn run(arguments: &[&str], database: &Path) -> (bool, String) {
    let done = Command::new(redress()).args(arguments).arg("--database").arg(database).output().unwrap();
    (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
}

/// An answer of the server.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\" value=\""))?;
        let rest = &self.body[at..];
        let start = rest.find("value=\"")? + 7;
        Some(rest[start..].split('"').next()?.to_owned())
    }
}

/// A browser's connection, kept open.
pub struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    pub cookie: String,
    pub csrf: String,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None, cookie: String::new(), csrf: String::new() }
    }

    /// Signs somebody in.
    pub fn sign_in(address: SocketAddr, name: &str) -> std::io::Result<Self> {
        let mut client = Self::new(address);
        let answer = client.post("/sign-in", &[("username", name), ("password", "detention-demo"), ("next", "/work")])?;
        assert_eq!(answer.status, 303, "{}", answer.body);
        client.cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let help = client.get("/help")?;
        client.csrf = help.field("csrf").unwrap_or_default();
        Ok(client)
    }

    /// Another connection of the same session.
    pub fn again(&self) -> Self {
        Self { address: self.address, stream: None, cookie: self.cookie.clone(), csrf: self.csrf.clone() }
    }

    pub fn get(&mut self, path: &str) -> std::io::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.address, self.cookie))
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> std::io::Result<Answer> {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let body = body.join("&");
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        ))
    }

    fn send(&mut self, request: &str) -> std::io::Result<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_secs(30)))?;
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut().unwrap();
        stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line == "\r\n" {
                break;
            }
            head.push_str(&line);
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let mut answer = Answer { status, head, body: String::new() };
        let length: usize = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Ok(answer)
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The addresses of cases that stand in a list.
pub fn cases(page: &str) -> Vec<String> {
    let mut all: Vec<String> = page
        .split("href=\"/cases/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|slug| !slug.contains('/'))
        .map(|slug| format!("/cases/{slug}"))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// What the program did: its code, and what it said on standard output and on standard error.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder.
pub fn say(folder: &Path, arguments: &[&str]) -> Said {
    let done = Command::new(redress()).args(arguments).current_dir(folder).env_remove("RUST_LOG").output().unwrap();
    Said {
        code: done.status.code(),
        out: String::from_utf8_lossy(&done.stdout).into_owned(),
        err: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

/// The procedure that `redress procedure new` makes, in the folder “procedures” of a new folder.
pub fn started() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let said = say(folder.path(), &["procedure", "new", "parish", "--title", "Complaints to the parish", "--from", "2026-04-01"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    folder
}

/// Changes a file of the procedure that was started.
pub fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join("procedures/parish/2026-04").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}
