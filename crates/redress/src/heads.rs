//! Heads: small signed texts that say where the record ended at a time. Kept elsewhere, they prove later what was recorded by then.
//!
//! The text is a C2SP checkpoint: the origin, the size (here, the number of the last seal), the hash, more lines, an empty line,
//! and the signature.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Head, KeptHead};

/// What signed notes call Ed25519.
const ED25519: u8 = 1;

/// What the names of files with heads end in.
const ENDING: &str = "head";

/// The key that heads are signed with.
pub(crate) struct Key(SigningKey);

/// The public part of a key, with the name of who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Public {
    name: String,
    key: VerifyingKey,
}

impl Key {
    /// Reads the key of this file, or makes one.
    pub(crate) fn of(file: &Path) -> anyhow::Result<Self> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::read(&text).with_context(|| format!("{} holds no key", file.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
                let text = format!("{}\n", BASE64_STANDARD.encode(seed));
                store::write_private(file, text.as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) => Err(error).with_context(|| format!("cannot read the key {}", file.display())),
        }
    }

    /// Reads the key of this file; none: there is no such file, or it may not be read.
    pub(crate) fn existing(file: &Path) -> Option<Self> {
        Self::read(&std::fs::read_to_string(file).ok()?).ok()
    }

    fn read(text: &str) -> anyhow::Result<Self> {
        let seed: [u8; 32] =
            BASE64_STANDARD.decode(text.trim())?.try_into().map_err(|_| anyhow::anyhow!("a key has 32 bytes"))?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// The public part, for a record.
    pub(crate) fn public(&self, record: &str) -> Public {
        Public { name: origin(record), key: self.0.verifying_key() }
    }
}

impl Public {
    /// Reads what [`Public::to_string`] wrote.
    pub(crate) fn read(text: &str) -> anyhow::Result<Self> {
        let wrong = || anyhow::anyhow!("“{text}” is not a public key: copy the line that “redress head show” prints");
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = (parts.next(), parts.next(), parts.next());
        let (Some(name), Some(id), Some(key)) = (name, id, key) else { bail!(wrong()) };
        let bytes = BASE64_STANDARD.decode(key).map_err(|_| wrong())?;
        let Some((ED25519, key)) = bytes.split_first().map(|(kind, key)| (*kind, key)) else { bail!(wrong()) };
        let key: [u8; 32] = key.try_into().map_err(|_| wrong())?;
        let public = Self { name: name.to_owned(), key: VerifyingKey::from_bytes(&key).map_err(|_| wrong())? };
        if hex(&public.id()) != id {
            bail!(wrong());
        }
        Ok(public)
    }

    fn bytes(&self) -> Vec<u8> {
        [&[ED25519][..], self.key.as_bytes()].concat()
    }

    /// The first bytes of a hash of name and key.
    fn id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update("\n").chain_update(self.bytes()).finalize();
        let mut id = [0; 4];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        id
    }
}

impl std::fmt::Display for Public {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}+{}", self.name, hex(&self.id()), BASE64_STANDARD.encode(self.bytes()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn origin(record: &str) -> String {
    format!("redress/{record}")
}

/// A head as text, signed.
pub(crate) fn text(head: &Head, key: &Key, now: Timestamp) -> String {
    let public = key.public(&head.record);
    let now = now.strftime("%Y-%m-%dT%H:%M:%SZ");
    let body = format!(
        "{}\n{}\n{}\nentries {}\ncases {}\ntime {now}\nkey {public}\n",
        public.name,
        head.seal,
        BASE64_STANDARD.encode(head.hash),
        head.entries,
        head.cases
    );
    let signature = key.0.sign(body.as_bytes());
    let signed = [&public.id()[..], &signature.to_bytes()].concat();
    format!("{body}\n— {} {}\n", public.name, BASE64_STANDARD.encode(signed))
}

/// A head that was read, and the public key that it says it is signed with, which it is.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) kept: KeptHead,
    pub(crate) public: Public,
}

/// Whether a text is a head, or was one before it was altered.
pub(crate) fn looks_like_one(text: &str) -> bool {
    text.trim_start().starts_with("redress/") || text.contains("\n— redress/")
}

/// Reads a head and checks its signature.
pub(crate) fn read(name: &str, text: &str) -> anyhow::Result<Read> {
    let text = text.replace("\r\n", "\n");
    let (body, signatures) = text.split_once("\n\n").context("it is not a head: it has no signature")?;
    let body = format!("{body}\n");
    let mut lines = body.lines();
    let mut next = |what: &str| lines.next().with_context(|| format!("it is not a head: it lacks {what}"));
    let origin = next("its origin")?.to_owned();
    let seal = next("the number of its seal")?.parse().context("it is not a head: the number of its seal is none")?;
    let hash = BASE64_STANDARD.decode(next("its hash")?).context("it is not a head: its hash cannot be read")?;
    let record = origin.strip_prefix("redress/").context("it is not a head of Redress")?.to_owned();
    let value = |name: &str| body.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let public = Public::read(value("key "))?;
    let kept = KeptHead {
        name: name.to_owned(),
        record,
        seal,
        hash: hex(&hash),
        entries: value("entries ").parse().unwrap_or(0),
        cases: value("cases ").parse().unwrap_or(0),
    };
    let signed = signatures.lines().filter_map(|line| line.strip_prefix("— ")?.split_once(' '));
    let holds = signed.filter(|(by, _)| *by == public.name).any(|(_, signature)| {
        let bytes = BASE64_STANDARD.decode(signature).unwrap_or_default();
        let Some((id, signature)) = bytes.split_at_checked(4) else { return false };
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        id == public.id() && public.key.verify_strict(body.as_bytes(), &signature).is_ok()
    });
    if !holds || public.name != origin {
        bail!("its signature does not hold: the text was altered");
    }
    Ok(Read { kept, public })
}

/// The files of heads: each path that is given, and all heads in it when it is a folder.
pub(crate) fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let listed = std::fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))?;
        let listed = listed.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
        let mut heads: Vec<_> = listed.into_iter().filter(|file| file.extension().is_some_and(|end| end == ENDING)).collect();
        if heads.is_empty() {
            bail!("there is no head in {}: give a file, or a folder with files that end in .{ENDING}", path.display());
        }
        heads.sort();
        files.append(&mut heads);
    }
    Ok(files)
}

/// Writes a head to a folder. Gives its file.
pub(crate) fn keep(folder: &Path, head: &Head, text: &str, now: Timestamp) -> anyhow::Result<PathBuf> {
    store::private_folder(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let file = folder.join(format!("{}-{:08}.{ENDING}", day(now), head.seal));
    let part = file.with_extension("part");
    let _ = std::fs::remove_file(&part);
    store::write_private(&part, text.as_bytes()).with_context(|| format!("cannot write {}", part.display()))?;
    std::fs::rename(&part, &file).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// Whether a folder has a head of today.
pub(crate) fn has_todays(folder: &Path, now: Timestamp) -> bool {
    let today = day(now);
    std::fs::read_dir(folder).is_ok_and(|mut files| {
        files.any(|file| {
            file.is_ok_and(|file| {
                let name = file.file_name().to_string_lossy().into_owned();
                name.starts_with(&today) && name.ends_with(&format!(".{ENDING}"))
            })
        })
    })
}

fn day(now: Timestamp) -> String {
    now.strftime("%Y-%m-%d").to_string()
}

/// Gives a head to a command of the system, on its standard input.
pub(crate) fn send(command: &str, text: &str) -> anyhow::Result<()> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = std::process::Command::new(shell)
        .args([flag, command])
        .stdin(std::process::Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run “{command}”"))?;
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    let status = child.wait()?;
    if !status.success() {
        bail!("“{command}” failed ({status})");
    }
    Ok(written?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head { record: "ab12".into(), seal: 7, hash: [9; 32], entries: 12, cases: 3 }
    }

    fn key(byte: u8) -> Key {
        Key(SigningKey::from_bytes(&[byte; 32]))
    }

    #[test]
    fn a_head_is_read_as_it_was_written_and_each_change_is_noticed() {
        let now = "2026-12-01T01:02:03Z".parse().unwrap();
        let written = text(&head(), &key(1), now);
        let read = super::read("a", &written).unwrap();
        assert_eq!(read.public, key(1).public("ab12"));
        let kept = KeptHead { name: "a".into(), record: "ab12".into(), seal: 7, hash: "09".repeat(32), entries: 12, cases: 3 };
        assert_eq!(read.kept, kept);
        let lines: Vec<&str> = written.lines().collect();
        assert_eq!((lines[0], lines[1], lines[3], lines[5]), ("redress/ab12", "7", "entries 12", "time 2026-12-01T01:02:03Z"));
        assert!(super::read("a", &written.replace('\n', "\r\n")).is_ok(), "mail changes the ends of lines");
        for (from, to) in [("ab12\n7", "ab12\n8"), ("entries 12", "entries 13"), ("T01", "T02"), ("cases 3", "cases 4")] {
            let error = super::read("a", &written.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains("signature does not hold"), "{from}: {error}");
        }
        // Another key, put in together with its own name, holds; the reader compares it with the one that they know.
        assert_ne!(super::read("a", &text(&head(), &key(2), now)).unwrap().public, key(1).public("ab12"));
    }

    #[test]
    fn a_public_key_is_read_as_it_was_written() {
        let public = key(1).public("ab12");
        assert_eq!(Public::read(&public.to_string()).unwrap(), public);
        assert!(Public::read(&public.to_string().replacen("ab12", "ab13", 1)).is_err());
    }
}
