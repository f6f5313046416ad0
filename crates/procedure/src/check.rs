//! Proves what must hold of every procedure, over all combinations: never by sampling.

mod duties;
mod example;
mod fits;
mod letters;
mod limits;
mod logic;
mod moves;
mod network;
mod opens;
mod paragraphs;
mod readings;
mod sight;
mod space;
mod span;
mod stages;
mod tables;

use std::ops::Range;

pub(crate) use self::opens::opened;
pub(crate) use self::paragraphs::gaps;

use self::logic::Scope;
use self::space::Space;
use crate::fault::{Fault, Faults, Sink};
use crate::model::{Place, Procedure};
use crate::read::Sources;

/// What was proved of a procedure, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Report {
    /// Each thing that must hold.
    pub proofs: Vec<Proof>,
    /// What is worth knowing and is no fault: how long things may take, and where the source says two things of one.
    pub findings: Vec<Finding>,
    /// Why those that do not hold do not.
    pub faults: Faults,
}

/// Something that is worth knowing of a procedure and is no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding it is: “The longest lawful time”.
    pub title: String,
    /// The finding in a sentence or two.
    pub words: String,
    /// The rules that it is about: [`Procedure::citation`] and [`Procedure::anchor`] say where they stand.
    pub places: Vec<Place>,
}

impl Report {
    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.proofs.iter().all(|proof| proof.holds)
    }
}

/// One thing that must hold of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What must hold: “Every stage can be reached”.
    pub title: String,
    /// Whether it does.
    pub holds: bool,
    /// The finding in a sentence: “Every complaint has exactly one responder: 240 combinations checked”.
    pub words: String,
    /// How many combinations were looked at; none where there is nothing to combine.
    pub combinations: u64,
}

/// Checks a procedure.
#[must_use]
pub fn check(procedure: &Procedure) -> Report {
    let path = format!("{}/{}/procedure.md", procedure.head.id, procedure.head.version);
    let cx = Check { procedure, sink: Sink::new(&path, &procedure.text) };
    let mut proofs = vec![cx.names()];
    proofs.extend(procedure.tables.iter().map(|(_, table)| cx.table(table)));
    proofs.extend(cx.stages(&Space::new(procedure, &Scope::default())));
    proofs.push(cx.duties());
    proofs.push(cx.letters());
    let mut closed = Vec::new();
    proofs.push(cx.sight(&mut closed));
    let mut findings = Vec::new();
    proofs.push(cx.limits(&mut findings));
    proofs.push(cx.paragraphs(&mut findings));
    findings.extend(closed);
    Report { proofs, findings, faults: cx.sink.finish() }
}

/// What does not fit its use. The reader asks for it, so that no procedure with a misfit is ever run.
pub(crate) fn misfits(procedure: &Procedure, sources: &Sources) -> Faults {
    let cx = Check { procedure, sink: Sink::new(&sources.path, &sources.text) };
    cx.fits();
    cx.sink.finish()
}

/// A procedure under examination.
struct Check<'a> {
    procedure: &'a Procedure,
    sink: Sink,
}

impl Check<'_> {
    /// A fault of a rule, at one of its keys when the rule has it.
    fn fault(&self, place: Place, key: &str, message: impl Into<String>) -> Fault {
        self.sink.at(self.key_place(place, key), message)
    }

    /// Where a rule says something of a key: the line, or else the rule's first line.
    fn key_place(&self, place: Place, key: &str) -> Range<usize> {
        let text = self.procedure.text.get(place.start..place.end).unwrap_or_default();
        let mut start = place.start;
        let mut first = place.start..place.end;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let range = start..start + line.trim_end().len();
            if index == 0 {
                first = range.clone();
            }
            if !key.is_empty() && line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
                return start + (line.len() - line.trim_start().len())..range.end;
            }
            start += line.len();
        }
        first
    }

    /// Names and types: the reader and [`misfits`] have seen to them. What is left is that nothing stands there in vain.
    fn names(&self) -> Proof {
        let before = self.sink.len();
        self.idle();
        let faults = self.sink.len() - before;
        let p = self.procedure;
        let rules = p.roles.len() + p.facts.len() + p.tables.len() + p.stages.len() + p.steps.len() + p.duties.len();
        let rules = rules + p.holds.len() + p.letters.len() + p.notices.len() + p.views.len();
        let words = match faults {
            0 => format!("Every name is known, every type fits, and everything is used: {rules} rules and facts read"),
            1 => "Every name is known and every type fits, but one thing is never used".to_owned(),
            many => format!("Every name is known and every type fits, but {many} things are never used"),
        };
        Proof { title: "Names and types".to_owned(), holds: faults == 0, words, combinations: 0 }
    }
}
