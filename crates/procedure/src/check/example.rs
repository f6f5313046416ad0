//! Says in as few words as will do in which circumstances something goes wrong.

use biodivine_lib_bdd::Bdd;

use super::space::{Path, Space};
use crate::words::{list, quoted};

/// Some circumstances: facts with the positions of their values, or none when they are not known.
pub(super) struct Example {
    /// The fields, with the positions of their values.
    kept: Vec<(usize, Vec<Option<usize>>)>,
    /// Each as words: “the category is “Staff””.
    pub(super) tests: Vec<String>,
    /// All situations that they stand for.
    pub(super) covers: Bdd,
}

impl Space<'_> {
    /// Circumstances in which everything is bad, with as few facts as possible; none when what is known of a case does not tell
    /// good and bad apart.
    pub(super) fn circumstances(&self, bad: &Bdd, good: &Bdd) -> Option<Example> {
        let (bad, good) = (self.logic.without_history(bad), self.logic.without_history(good));
        let only = bad.and_not(&good);
        if only.is_false() {
            return None;
        }
        // Somebody who reads it knows more of a case in which more is known.
        let mut chosen = only;
        for field in &self.logic.fields {
            let known = chosen.and(self.logic.known(field.fact));
            if !known.is_false() {
                chosen = known;
            }
        }
        let values = self.logic.witness(&chosen)?;
        let mut kept: Vec<(usize, Option<usize>)> = values.into_iter().enumerate().collect();
        let cube = |kept: &[(usize, Option<usize>)]| {
            kept.iter().fold(self.logic.all.clone(), |all, (at, position)| match self.logic.fields.get(*at) {
                Some(field) => all.and(&self.logic.field_is(field, *position)),
                None => all,
            })
        };
        // First all that is not tested together with anything good, half of it at a time, then one by one.
        let mut size = kept.len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            while at < kept.len() {
                let mut wider = kept.clone();
                wider.drain(at..(at + size).min(kept.len()));
                if cube(&wider).and(&good).is_false() {
                    kept = wider;
                } else {
                    at += size;
                }
            }
            size = if size == 1 { 0 } else { size.div_ceil(2) };
        }
        let covers = cube(&kept);
        let kept: Vec<(usize, Vec<Option<usize>>)> = kept.into_iter().map(|(at, position)| (at, vec![position])).collect();
        let tests = kept.iter().filter_map(|(at, positions)| self.field_words(*at, positions)).collect();
        Some(Example { kept, tests, covers })
    }

    /// The same circumstances with every further value of their facts that is not good either: “the kind is “Service” or
    /// “Minor misconduct””.
    pub(super) fn widened(&self, example: Example, good: &Bdd) -> Example {
        let good = self.logic.without_history(good);
        let mut kept = example.kept;
        for index in 0..kept.len() {
            let Some((at, _)) = kept.get(index) else { continue };
            let Some(field) = self.logic.fields.get(*at) else { continue };
            let size = field.size;
            for position in (0..size).map(Some).chain([None]) {
                let mut wider = kept.clone();
                let Some((_, positions)) = wider.get_mut(index) else { continue };
                if positions.contains(&position) {
                    continue;
                }
                positions.push(position);
                positions.sort_unstable();
                if self.box_of(&wider).and(&good).is_false() {
                    kept = wider;
                }
            }
        }
        let tests = kept.iter().filter_map(|(at, positions)| self.field_words(*at, positions)).collect();
        let covers = self.box_of(&kept);
        Example { kept, tests, covers }
    }

    /// The tests of some circumstances without “or not known”, which nobody misses who is told of kinds of case.
    pub(super) fn known_words(&self, example: &Example) -> Vec<String> {
        let words = example.kept.iter().filter_map(|(at, positions)| {
            let known: Vec<Option<usize>> = positions.iter().copied().filter(Option::is_some).collect();
            self.field_words(*at, if known.is_empty() { positions } else { &known })
        });
        words.collect()
    }

    fn box_of(&self, kept: &[(usize, Vec<Option<usize>>)]) -> Bdd {
        kept.iter().fold(self.logic.all.clone(), |all, (at, positions)| {
            let Some(field) = self.logic.fields.get(*at) else { return all };
            let values: Vec<Bdd> = positions.iter().map(|position| self.logic.field_is(field, *position)).collect();
            all.and(&self.logic.any(values.iter()))
        })
    }

    /// A set of situations, whichever of the facts are known of which nothing else matters.
    pub(super) fn without_plain(&self, set: &Bdd) -> Bdd {
        let bits: Vec<_> = self.logic.fields.iter().filter(|field| field.plain).flat_map(|field| field.bits.clone()).collect();
        set.exists(&bits)
    }

    fn field_words(&self, at: usize, positions: &[Option<usize>]) -> Option<String> {
        let field = self.logic.fields.get(at)?;
        let fact = &self.procedure.facts[field.fact];
        let known: Vec<usize> = positions.iter().copied().flatten().collect();
        let unknown = positions.contains(&None);
        Some(if field.plain {
            let is = if unknown { "not known" } else { "known" };
            format!("{} is {is}", self.procedure.fact_words(fact))
        } else {
            self.procedure.fact_is(field.fact, &known, unknown)
        })
    }

    /// A way through the steps: ““Record a complaint”, then “Allocate it””.
    pub(super) fn path_words(&self, path: &Path) -> String {
        let steps: Vec<String> = path.iter().map(|step| quoted(&self.procedure.steps[*step].title)).collect();
        list(&steps, "then")
    }
}
