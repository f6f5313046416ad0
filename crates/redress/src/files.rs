//! The procedures: those that the program carries, and those of a folder that adds to them or replaces them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use procedure::Library;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../procedures");

/// Where procedures come from.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Where {
    /// A folder with procedures: they are added to those that come with Redress, or replace them
    #[arg(long, value_name = "FOLDER")]
    pub(crate) procedures: Option<PathBuf>,
}

impl Where {
    /// All files of all procedures, as text, by path below the folder.
    pub(crate) fn files(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut files = BTreeMap::new();
        shipped(&SHIPPED, &mut files);
        if let Some(folder) = &self.procedures {
            if !folder.is_dir() {
                bail!("there is no folder {}: give the folder in which the procedures are", folder.display());
            }
            let mut own = BTreeMap::new();
            walk(folder, folder, &mut own)?;
            // A version that the folder has replaces the shipped one whole, its letters and scenarios included.
            let versions: Vec<String> = own.keys().filter_map(|path| version_of(path)).collect();
            files.retain(|path, _| !version_of(path).is_some_and(|version| versions.contains(&version)));
            files.extend(own);
        }
        Ok(files)
    }

    /// The procedures, read.
    pub(crate) fn library(&self) -> anyhow::Result<Library> {
        Library::read(self.files()?).map_err(|faults| {
            anyhow::anyhow!("the procedures cannot be run as they stand\n\n{}", crate::command::procedure::report(&faults))
        })
    }
}

fn version_of(path: &str) -> Option<String> {
    let mut parts = path.split('/');
    Some(format!("{}/{}/", parts.next()?, parts.next()?))
}

fn shipped(folder: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in folder.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.insert(path.replace('\\', "/"), text.to_owned());
        }
    }
    for inner in folder.dirs() {
        shipped(inner, files);
    }
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "feature") {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(below, text);
        }
    }
    Ok(())
}
