//! Backups: a folder with a copy of the database, the documents it refers to, and a manifest with the hash of each file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use indicatif::ProgressBar;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{OpenOptions, Store, VerifyReport};

use crate::command::verify::bar;

/// The database's name in a backup.
pub(crate) const DATABASE: &str = "redress.db";
const DOCUMENTS: &str = "redress.documents";
const MANIFEST: &str = "manifest.json";

/// How often a copy begins again when something is erased while it is made.
const TRIES: u32 = 3;

/// A file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    sha256: String,
    bytes: u64,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The kind of manifest.
    format: u32,
    /// When the backup was made.
    pub(crate) made: String,
    /// By which version of the program.
    version: String,
    database: Kept,
    /// The documents, in order; their names are their hashes.
    pub(crate) documents: Vec<Kept>,
    pub(crate) entries: u64,
    pub(crate) cases: u64,
    seals: u64,
    /// The number and the hash of the last seal.
    head: String,
    /// How many faults the record had.
    faults: u64,
    /// The hash of all that comes before.
    #[serde(default)]
    hash: String,
}

impl Manifest {
    /// The manifest of what was copied and checked.
    pub(crate) fn of(copied: Copied, report: &VerifyReport) -> Self {
        let mut manifest = Self {
            format: 1,
            made: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            database: copied.database,
            documents: copied.documents,
            entries: report.entries,
            cases: report.cases,
            seals: report.seals,
            head: end(report),
            faults: report.faults.len() as u64,
            hash: String::new(),
        };
        manifest.hash = manifest.own_hash();
        manifest
    }

    fn own_hash(&self) -> String {
        let bare = Self { hash: String::new(), ..self.clone() };
        hex(&Sha256::digest(serde_json::to_string(&bare).unwrap_or_default()))
    }

    /// How many bytes all files have.
    pub(crate) fn bytes(&self) -> u64 {
        self.database.bytes + self.documents.iter().map(|document| document.bytes).sum::<u64>()
    }

    /// The files that there must be, by their path in the folder.
    fn files(&self) -> BTreeMap<PathBuf, &Kept> {
        let documents = self.documents.iter().map(|kept| (Path::new(DOCUMENTS).join(store::document_place(&kept.sha256)), kept));
        std::iter::once((PathBuf::from(DATABASE), &self.database)).chain(documents).collect()
    }
}

fn end(report: &VerifyReport) -> String {
    report.head.as_ref().map(|(number, hash)| format!("{number}:{hash}")).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What was copied.
pub(crate) struct Copied {
    database: Kept,
    documents: Vec<Kept>,
}

/// A folder that is being filled; it goes away unless it is finished.
pub(crate) struct Part {
    part: PathBuf,
    to: PathBuf,
    done: bool,
}

impl Part {
    pub(crate) fn path(&self) -> &Path {
        &self.part
    }

    /// Writes the manifest and gives the folder its name.
    pub(crate) fn finish(mut self, manifest: &Manifest) -> anyhow::Result<PathBuf> {
        let text = serde_json::to_string_pretty(manifest)? + "\n";
        store::write_private(&self.part.join(MANIFEST), text.as_bytes())?;
        sync_folders(&self.part)?;
        if self.to.exists() {
            bail!("{} was made by somebody else meanwhile: nothing was kept", self.to.display());
        }
        std::fs::rename(&self.part, &self.to).with_context(|| format!("cannot make {}", self.to.display()))?;
        self.done = true;
        sync(above(&self.to))?;
        Ok(self.to.clone())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.done {
            let _ = std::fs::remove_dir_all(&self.part);
        }
    }
}

/// Makes the folder of a backup under a name of its own, outside the documents.
pub(crate) fn begin(to: &Path, documents: &Path) -> anyhow::Result<Part> {
    let to = &*plain(to);
    if real(to).starts_with(real(documents)) {
        bail!("{} is in the folder of documents, {}: name a folder elsewhere", to.display(), documents.display());
    }
    if to.exists() {
        bail!("{} exists: name a folder that does not exist yet, such as one with today's date", to.display());
    }
    let part = named(to, ".part");
    // What a backup left that was cut short.
    let _ = std::fs::remove_dir_all(&part);
    store::private_folder(&part).with_context(|| format!("cannot make the folder {}", part.display()))?;
    Ok(Part { part, to: to.to_owned(), done: false })
}

/// Copies a database and the documents that it refers to.
pub(crate) async fn copy(database: &Path, documents: &Path, part: &Part) -> anyhow::Result<Copied> {
    let to = part.path().join(DATABASE);
    for tried in 1.. {
        room(part.path(), size(database) + size(&named(database, "-wal")))?;
        let progress = bar("Copying the database");
        store::copy_database(database, &to).await?;
        progress.finish_and_clear();
        let copy = Store::open_read_only(&to, OpenOptions::default()).await?;
        let list = copy.document_list().await?;
        copy.close().await;
        room(part.path(), list.iter().map(|(_, bytes, _)| bytes).sum())?;
        let progress = bar("Copying documents");
        progress.set_length(list.len() as u64);
        let folder = part.path().join(DOCUMENTS);
        store::private_folder(&folder)?;
        let (mut kept, mut missing) = (Vec::new(), 0);
        for (sha256, _, referred) in &list {
            let place = store::document_place(sha256);
            progress.inc(1);
            let from = documents.join(&place);
            if !from.is_file() {
                missing += u32::from(*referred);
                continue;
            }
            let to = folder.join(&place);
            let copied = copy_file(&from, &to, &ProgressBar::hidden())?;
            if copied.sha256 == *sha256 {
                kept.push(copied);
            } else {
                // A damaged one is no document any more: the check says that it is lost.
                std::fs::remove_file(&to)?;
            }
        }
        progress.finish_and_clear();
        // It may have been erased since the database was copied; then the copy must not hold what refers to it either.
        if missing == 0 || tried == TRIES {
            return Ok(Copied { database: hash_file(&to)?, documents: kept });
        }
        std::fs::remove_dir_all(&folder)?;
        std::fs::remove_file(&to)?;
    }
    bail!("the backup could not be made")
}

/// Reads the manifest of a backup and checks every file against it. All that is wrong is said at once.
pub(crate) fn read(from: &Path) -> anyhow::Result<Manifest> {
    let manifest = from.join(MANIFEST);
    if manifest.exists() && !is_file(&manifest) {
        bail!("{} is not a backup: {MANIFEST} is not a file", from.display());
    }
    let text = std::fs::read_to_string(manifest)
        .with_context(|| format!("{} is not a backup: {MANIFEST} cannot be read", from.display()))?;
    let manifest: Manifest = serde_json::from_str(&text)
        .with_context(|| format!("{MANIFEST} of {} was altered: it is not what “redress backup” writes", from.display()))?;
    if manifest.format != 1 {
        bail!("{} was made by a later version of Redress: use that one", from.display());
    }
    if manifest.hash != manifest.own_hash() {
        bail!("{MANIFEST} of {} was altered: use another backup", from.display());
    }
    let expected = manifest.files();
    let mut found = BTreeSet::new();
    walk(from, from, &mut found)?;
    found.remove(Path::new(MANIFEST));
    let mut faults = Vec::new();
    let progress = bar("Checking the backup");
    progress.set_length(expected.len() as u64);
    for (path, kept) in &expected {
        progress.inc(1);
        if !found.remove(path) {
            faults.push(format!("{} is missing", path.display()));
        } else if !is_file(&from.join(path)) {
            faults.push(format!("{} is not a file", path.display()));
        } else if hash_file(&from.join(path))? != **kept {
            faults.push(format!("{} was changed", path.display()));
        }
    }
    progress.finish_and_clear();
    faults.extend(found.iter().map(|path| format!("{} does not belong to the backup", path.display())));
    if !faults.is_empty() {
        let more = faults.len().saturating_sub(20);
        let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
        faults.truncate(20);
        bail!("{} is not as it was made. Use another backup\n  ✗ {}{more}", from.display(), faults.join("\n  ✗ "));
    }
    Ok(manifest)
}

/// A database that is being restored; it goes away unless it is finished.
pub(crate) struct Restored {
    parts: (PathBuf, PathBuf),
    to: (PathBuf, PathBuf),
    done: bool,
}

impl Restored {
    pub(crate) fn database(&self) -> &Path {
        &self.parts.0
    }

    pub(crate) fn options(&self) -> OpenOptions {
        OpenOptions { documents: Some(self.parts.1.clone()), ..OpenOptions::default() }
    }

    /// Gives all of it its name, the database last.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        free(&self.to.0, &self.to.1)?;
        sync_folders(&self.parts.1)?;
        // An empty folder makes room.
        let _ = std::fs::remove_dir(&self.to.1);
        std::fs::rename(&self.parts.1, &self.to.1).with_context(|| format!("cannot make {}", self.to.1.display()))?;
        std::fs::rename(&self.parts.0, &self.to.0).with_context(|| format!("cannot make {}", self.to.0.display()))?;
        self.done = true;
        sync(above(&self.to.0))
    }
}

impl Drop for Restored {
    fn drop(&mut self) {
        if !self.done {
            let _ = std::fs::remove_file(&self.parts.0);
            let _ = std::fs::remove_dir_all(&self.parts.1);
        }
    }
}

/// Copies a backup to where it is to be, under names of its own.
pub(crate) fn restore(from: &Path, manifest: &Manifest, database: &Path, documents: &Path) -> anyhow::Result<Restored> {
    // “new/” names a folder, and so does “new/.”
    let name = database.file_name().map(std::ffi::OsStr::as_encoded_bytes);
    if !name.is_some_and(|name| database.as_os_str().as_encoded_bytes().ends_with(name)) {
        bail!("{} names a folder: name the database file to make, such as redress.db in it", database.display());
    }
    free(database, documents)?;
    let restored = Restored {
        parts: (named(database, ".part"), named(documents, ".part")),
        to: (database.to_owned(), documents.to_owned()),
        done: false,
    };
    let _ = std::fs::remove_file(&restored.parts.0);
    let _ = std::fs::remove_dir_all(&restored.parts.1);
    let above = above(database);
    if !above.exists() {
        store::private_folder(above).with_context(|| format!("cannot make the folder {}", above.display()))?;
    }
    room(above, manifest.bytes())?;
    store::private_folder(&restored.parts.1)?;
    let progress = bar("Copying");
    progress.set_length(manifest.bytes());
    for (path, kept) in manifest.files() {
        let to = match path.strip_prefix(DOCUMENTS) {
            Ok(place) => restored.parts.1.join(place),
            Err(_) => restored.parts.0.clone(),
        };
        let from = from.join(&path);
        if !is_file(&from) || copy_file(&from, &to, &progress)? != *kept {
            bail!("{} changed while it was copied: nothing was restored", path.display());
        }
    }
    progress.finish_and_clear();
    Ok(restored)
}

/// Whether the record is the one that the manifest speaks of.
pub(crate) fn agrees(manifest: &Manifest, report: &VerifyReport) -> anyhow::Result<()> {
    let says = (manifest.entries, manifest.cases, manifest.seals, manifest.head.as_str(), manifest.faults);
    let head = end(report);
    let is = (report.entries, report.cases, report.seals, head.as_str(), report.faults.len() as u64);
    if says != is {
        bail!(
            "the record is not the one that the manifest speaks of: it has {} entries of {} cases and {} faults, not {} of {} and {}. \
             Nothing was restored",
            is.0,
            is.1,
            is.4,
            says.0,
            says.1,
            says.4
        );
    }
    Ok(())
}

/// Refuses to write over anything.
fn free(database: &Path, documents: &Path) -> anyhow::Result<()> {
    for path in [database.to_owned(), named(database, "-wal"), named(database, "-shm")] {
        if path.exists() {
            bail!("{} exists: name a database that does not exist yet. Nothing is written over", path.display());
        }
    }
    let empty = std::fs::read_dir(documents).map_or(true, |mut files| files.next().is_none());
    if !empty {
        bail!("{} holds documents: name another database. Nothing is written over", documents.display());
    }
    Ok(())
}

/// A path with more at the end of its name.
fn named(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

/// A path without what adds nothing to it, such as a line at its end: what is added to its name then stays beside it.
fn plain(path: &Path) -> PathBuf {
    path.components().collect()
}

/// A path from the root, by way of no link, also when only the folder above it exists.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in path.ancestors() {
        if let Ok(found) = above.canonicalize() {
            return found.join(path.strip_prefix(above).unwrap_or(Path::new("")));
        }
    }
    path
}

fn above(path: &Path) -> &Path {
    path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |found| found.len())
}

/// Refuses when a folder has no room for so many bytes.
fn room(folder: &Path, bytes: u64) -> anyhow::Result<()> {
    #[cfg(unix)]
    if let Ok(found) = rustix::fs::statvfs(folder) {
        let free = found.f_bavail.saturating_mul(found.f_frsize);
        if free < bytes {
            bail!("{} has {free} bytes free, and {bytes} are needed: make room, or name another folder", folder.display());
        }
    }
    let _ = (folder, bytes);
    Ok(())
}

/// Whether there is a file, and no link to one, nor anything that can be opened and never ends.
fn is_file(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

fn hash_file(path: &Path) -> anyhow::Result<Kept> {
    read_through(path, |_| Ok(()))
}

/// Copies a file; the copy is on disk when this returns.
fn copy_file(from: &Path, to: &Path, progress: &ProgressBar) -> anyhow::Result<Kept> {
    store::private_folder(above(to))?;
    let mut file = store::create_private(to).with_context(|| format!("cannot write {}", to.display()))?;
    let kept = read_through(from, |bytes| {
        progress.inc(bytes.len() as u64);
        Ok(file.write_all(bytes)?)
    })?;
    file.sync_all()?;
    Ok(kept)
}

fn read_through(path: &Path, mut take: impl FnMut(&[u8]) -> anyhow::Result<()>) -> anyhow::Result<Kept> {
    let failed = || format!("cannot read {}", path.display());
    let mut file = File::open(path).with_context(failed)?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).with_context(failed)?;
        let Some(some) = buffer.get(..read).filter(|some| !some.is_empty()) else { break };
        hash.update(some);
        bytes += some.len() as u64;
        take(some)?;
    }
    Ok(Kept { sha256: hex(&hash.finalize()), bytes })
}

/// All files below a folder, and folders without any, by their path in it. No link is followed.
fn walk(root: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) -> anyhow::Result<()> {
    let mut empty = true;
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
        let path = entry?.path();
        empty = false;
        if path.is_dir() && !path.is_symlink() {
            walk(root, &path, files)?;
        } else {
            files.insert(path.strip_prefix(root).unwrap_or(&path).to_owned());
        }
    }
    // A record without documents has an empty folder for them.
    let path = folder.strip_prefix(root).unwrap_or(folder);
    if empty && path != Path::new(DOCUMENTS) {
        files.insert(path.to_owned());
    }
    Ok(())
}

/// Makes sure that the names in a folder, and in all below it, are on disk.
fn sync_folders(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    sync(folder)
}

fn sync(folder: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(|| format!("cannot write {}", folder.display()))?;
    let _ = folder;
    Ok(())
}
