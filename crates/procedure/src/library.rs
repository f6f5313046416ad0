//! All procedures that there are, each in every version, with its scenarios.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::{Finding, gaps, opened};
use crate::fault::{Fault, Faults, Sink};
use crate::ids::Id;
use crate::model::{Head, Kind, Place, Procedure};
use crate::read::{Sources, closest};
use crate::reference::{self, Typed};

/// The name and the text of a file of scenarios.
pub type Scenario = (String, String);

/// Procedures by id and version.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The versions of each procedure, the earliest first.
    procedures: BTreeMap<String, Vec<Version>>,
}

#[derive(Debug, Clone)]
struct Version {
    procedure: Arc<Procedure>,
    scenarios: Vec<Scenario>,
}

/// The files of one version while they are gathered.
#[derive(Default)]
struct Folder {
    document: Option<String>,
    letters: BTreeMap<String, String>,
    scenarios: BTreeMap<String, String>,
}

impl Library {
    /// Reads files whose paths end in `<id>/<version>/procedure.md`, `<id>/<version>/letters/<name>.md` or
    /// `<id>/<version>/scenarios/<name>.feature`. A file that comes twice counts as it came last; others are passed over.
    ///
    /// # Errors
    /// All that is wrong with any of the documents, and versions that are in force at the same time.
    pub fn read(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Faults> {
        let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
        for (path, text) in files {
            let Some((folder, file)) = path.rsplit_once('/') else { continue };
            if file == "procedure.md" {
                folders.entry(folder.to_owned()).or_default().document = Some(text);
            } else if let (Some(folder), true) = (folder.strip_suffix("/letters"), file.ends_with(".md")) {
                folders.entry(folder.to_owned()).or_default().letters.insert(file.to_owned(), text);
            } else if let (Some(folder), true) = (folder.strip_suffix("/scenarios"), file.ends_with(".feature")) {
                folders.entry(folder.to_owned()).or_default().scenarios.insert(file.to_owned(), text);
            }
        }
        let mut library = Self::default();
        let mut faults = Faults::default();
        for (path, folder) in folders {
            // Letters and scenarios without a document belong to nothing that could be run.
            let Some(text) = folder.document else { continue };
            let sources = Sources { path: format!("{path}/procedure.md"), text, letters: folder.letters };
            match Procedure::read(&sources) {
                Ok(procedure) => {
                    faults.0.extend(misplaced(&procedure, &path, &sources).0);
                    let scenarios = folder.scenarios.into_iter().collect();
                    let versions = library.procedures.entry(procedure.head.id.clone()).or_default();
                    versions.push(Version { procedure: Arc::new(procedure), scenarios });
                }
                Err(more) => faults.0.extend(more.0),
            }
        }
        for versions in library.procedures.values_mut() {
            versions.sort_by_key(|version| version.procedure.head.from);
            faults.0.extend(overlaps(versions).0);
        }
        if faults.is_empty() { Ok(library) } else { Err(faults) }
    }

    /// The ids of all procedures, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.procedures.keys().map(String::as_str)
    }

    /// Every version of every procedure.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.procedures.values().flatten().map(|version| &version.procedure)
    }

    /// The versions of a procedure, the earliest first.
    pub fn versions(&self, id: &str) -> impl DoubleEndedIterator<Item = &Arc<Procedure>> {
        self.of(id).iter().map(|version| &version.procedure)
    }

    /// One version of a procedure.
    #[must_use]
    pub fn version(&self, id: &str, version: &str) -> Option<&Arc<Procedure>> {
        self.versions(id).find(|procedure| procedure.head.version == version)
    }

    /// The version that is in force on a day.
    #[must_use]
    pub fn in_force(&self, id: &str, date: Date) -> Option<&Arc<Procedure>> {
        self.versions(id).find(|procedure| procedure.head.in_force(date))
    }

    /// The version that came into force last.
    #[must_use]
    pub fn latest(&self, id: &str) -> Option<&Arc<Procedure>> {
        self.versions(id).next_back()
    }

    /// What somebody typed, read as the reference of a case under one of the procedures. Whether there is such a case plays no part.
    #[must_use]
    pub fn reference(&self, typed: &str) -> Typed {
        let patterns: Vec<&str> = self.iter().map(|procedure| procedure.head.reference.as_str()).collect();
        reference::read(&patterns, typed)
    }

    /// The files of scenarios of a version.
    #[must_use]
    pub fn scenarios(&self, id: &str, version: &str) -> &[Scenario] {
        let version = self.of(id).iter().find(|known| known.procedure.head.version == version);
        version.map_or(&[], |version| version.scenarios.as_slice())
    }

    /// What is worth knowing of all procedures of a source together: the paragraphs for which no heading stands in any of them.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut sources: BTreeMap<&str, Vec<&Procedure>> = BTreeMap::new();
        for procedure in self.iter() {
            sources.entry(&procedure.head.source).or_default().push(procedure);
        }
        let gaps = sources.iter().flat_map(|(source, procedures)| {
            gaps(procedures, false)
                .into_iter()
                .map(move |finding| Finding { words: format!("{source}: {}", finding.words), ..finding })
        });
        gaps.collect()
    }

    /// What does not hang together between procedures: those that are named and are not here, because steps open cases under
    /// them or cases are a part of theirs, and cases that a step opens and that could not be begun.
    #[must_use]
    pub fn loose_ends(&self) -> Faults {
        let mut faults = Vec::new();
        for procedure in self.iter() {
            faults.extend(opened(procedure, |id| self.versions(id).collect()).0);
        }
        for procedure in self.iter() {
            let opens = procedure.steps.iter().flat_map(|(_, step)| step.opens.iter().map(|opens| (opens, step.place)));
            let opened = opens.map(|(opens, place)| (&opens.procedure, place));
            let whole = procedure.head_place();
            let parts = procedure.head.part_of.iter().map(|part| (&part.procedure, whole));
            let gathered = procedure.head.gathers.iter().map(|(id, _)| (id, whole));
            let named = opened.chain(parts).chain(gathered);
            for (name, place) in named.filter(|(name, _)| !self.procedures.contains_key(name.as_str())) {
                let sink = Sink::new(&procedure.path(), &procedure.text);
                let near = closest(name, self.ids()).map(|near| format!("Did you mean “{near}”?"));
                let fault = sink.at(place.start..place.end, format!("There is no procedure “{name}”"));
                faults.push(fault.maybe_help(near));
            }
        }
        faults.extend(self.iter().flat_map(|procedure| self.ungathered(procedure)));
        Faults(faults)
    }

    /// What a procedure gathers of another that is here, and that names nobody there.
    fn ungathered(&self, procedure: &Procedure) -> Vec<Fault> {
        let place = procedure.head_place();
        let names_people = |other: &Procedure, fact: &str| {
            other.facts.named(fact).is_some_and(|fact| matches!(fact.kind, Kind::Person | Kind::People))
        };
        let mut faults = Vec::new();
        for (id, fact) in procedure.head.gathers.iter().filter(|(id, _)| self.procedures.contains_key(id)) {
            if !self.versions(id).any(|other| names_people(other, fact)) {
                let sink = Sink::new(&procedure.path(), &procedure.text);
                let message = format!("`gathers` names “{fact}”, which is no person and no people in “{id}”");
                faults.push(sink.at(place.start..place.end, message).help("Name the fact there that says who it is."));
            }
        }
        faults
    }

    fn of(&self, id: &str) -> &[Version] {
        self.procedures.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Procedure {
    /// Where the document stands in a library.
    fn path(&self) -> String {
        format!("{}/{}/procedure.md", self.head.id, self.head.version)
    }

    /// Where the head stands; the first line when it cannot be found.
    #[must_use]
    pub fn head_place(&self) -> Place {
        let section = Id::from_index(0);
        let start = self.text.find("[procedure]").unwrap_or(0);
        let end = start + self.text.get(start..).and_then(|text| text.lines().next()).map_or(0, str::len);
        Place { section, start, end }
    }
}

/// The document must say the id and the version that its folders have.
fn misplaced(procedure: &Procedure, path: &str, sources: &Sources) -> Faults {
    let mut folders = path.rsplit('/');
    let (version, id) = (folders.next().unwrap_or_default(), folders.next().unwrap_or_default());
    let sink = Sink::new(&sources.path, &sources.text);
    let place = procedure.head_place();
    for (key, said, folder) in [("id", &procedure.head.id, id), ("version", &procedure.head.version, version)] {
        if said != folder {
            let message = format!("The document says that its {key} is “{said}”, and stands in the folder “{folder}”");
            sink.push(sink.at(place.start..place.end, message).help("Make the two the same."));
        }
    }
    sink.finish()
}

/// Two versions of a procedure must not be in force on the same day.
fn overlaps(versions: &[Version]) -> Faults {
    let mut faults = Vec::new();
    for (earlier, later) in versions.iter().zip(versions.iter().skip(1)) {
        let (earlier, later) = (&earlier.procedure, &later.procedure);
        if earlier.head.in_force(later.head.from) {
            let sink = Sink::new(&earlier.path(), &earlier.text);
            let place = earlier.head_place();
            let message = format!(
                "Versions {} and {} of “{}” are both in force on {}",
                earlier.head.version, later.head.version, earlier.head.id, later.head.from
            );
            let before = later.head.from.yesterday().map_or_else(|_| later.head.from.to_string(), |day| day.to_string());
            let help = format!(
                "End the earlier one on the day before: `in_force = {{ from = {}, until = {before} }}`.",
                earlier.head.from
            );
            faults.push(sink.at(place.start..place.end, message).help(help));
        }
    }
    Faults(faults)
}

impl Head {
    /// Whether the version is in force on a day.
    #[must_use]
    pub fn in_force(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}
