//! What was proved of procedures. A proof takes seconds, so nobody waits for it: pages say that it is under way. Each version is
//! proved once, and one at a time, whatever number of people ask.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use procedure::Procedure;
use procedure::check::{Report, check};

/// What was proved of each version of each procedure, by the hash of its text, which never changes. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Proofs {
    known: Arc<Mutex<Known>>,
    prove: fn(&Procedure) -> Report,
}

#[derive(Default)]
struct Known {
    proved: BTreeMap<String, Arc<Report>>,
    /// The one that is being proved, and those that wait for their turn.
    waiting: VecDeque<Arc<Procedure>>,
}

/// When a procedure is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// After the one that is being proved now.
    Next,
    /// After all that wait.
    Last,
}

impl Default for Proofs {
    fn default() -> Self {
        Self::by(check)
    }
}

impl Proofs {
    fn by(prove: fn(&Procedure) -> Report) -> Self {
        Self { known: Arc::default(), prove }
    }

    fn with<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        look(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was proved of a procedure. None: it will be, when it is its turn.
    pub(crate) fn of(&self, procedure: &Arc<Procedure>, turn: Turn) -> Option<Arc<Report>> {
        let begins = self.with(|known| {
            if let Some(report) = known.proved.get(&procedure.hash) {
                return Err(report.clone());
            }
            let idle = known.waiting.is_empty();
            match known.waiting.iter().position(|waiting| waiting.hash == procedure.hash) {
                Some(0) => {}
                Some(at) if turn == Turn::Next => {
                    known.waiting.remove(at);
                    known.waiting.insert(1, procedure.clone());
                }
                Some(_) => {}
                None if turn == Turn::Next && !idle => known.waiting.insert(1, procedure.clone()),
                None => known.waiting.push_back(procedure.clone()),
            }
            Ok(idle)
        });
        match begins {
            Err(report) => return Some(report),
            Ok(true) => drop(tokio::spawn(self.clone().work())),
            Ok(false) => {}
        }
        None
    }

    /// Proves a procedure at once, or says what was proved before.
    pub(crate) fn now(&self, procedure: &Procedure) -> Arc<Report> {
        self.with(|known| known.proved.get(&procedure.hash).cloned()).unwrap_or_else(|| {
            let report = Arc::new((self.prove)(procedure));
            self.with(|known| known.proved.insert(procedure.hash.clone(), report.clone()));
            report
        })
    }

    /// Proves those that wait, one after the other, until none is left.
    async fn work(self) {
        while let Some(procedure) = self.with(|known| known.waiting.front().cloned()) {
            let (prove, hash) = (self.prove, procedure.hash.clone());
            let proved = tokio::task::spawn_blocking(move || prove(&procedure)).await;
            self.with(|known| {
                known.waiting.pop_front();
                match proved {
                    Ok(report) => drop(known.proved.insert(hash, Arc::new(report))),
                    // It is tried again when somebody asks.
                    Err(error) => tracing::error!(%error, "a procedure could not be checked"),
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use procedure::Library;

    use super::*;

    static BEGUN: AtomicUsize = AtomicUsize::new(0);
    static ENDED: AtomicUsize = AtomicUsize::new(0);
    static OPEN: AtomicBool = AtomicBool::new(false);

    /// A proof that goes on as long as the gate is closed, and fails when there are two at a time.
    fn counted(_: &Procedure) -> Report {
        let begun = BEGUN.fetch_add(1, Ordering::SeqCst);
        let ended = ENDED.load(Ordering::SeqCst);
        while !OPEN.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
        ENDED.fetch_add(1, Ordering::SeqCst);
        assert_eq!(begun, ended, "one at a time");
        Report { proofs: Vec::new(), findings: Vec::new(), faults: procedure::Faults::default() }
    }

    fn procedures() -> Vec<Arc<Procedure>> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../procedures");
        let two = ["example/2026", "local-resolution/2017-02"].into_iter().flat_map(|version| {
            let files = ["procedure.md", "letters"].map(|name| format!("{folder}/{version}/{name}"));
            let letters = std::fs::read_dir(&files[1]).into_iter().flatten().map(|file| file.unwrap().path());
            let files = std::iter::once(files[0].clone().into()).chain(letters);
            files.map(move |file| {
                let text = std::fs::read_to_string(&file).unwrap();
                (file.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), text)
            })
        });
        let library = Library::read(two).unwrap();
        library.ids().filter_map(|id| library.latest(id)).cloned().collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn sixty_who_ask_wait_for_nothing_and_each_procedure_is_proved_once_and_one_at_a_time() {
        let (proofs, procedures) = (Proofs::by(counted), procedures());
        assert_eq!(procedures.len(), 2);
        for procedure in procedures.iter().cycle().take(60) {
            assert!(proofs.of(procedure, Turn::Next).is_none());
            assert!(proofs.of(procedure, Turn::Last).is_none());
        }
        while BEGUN.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        OPEN.store(true, Ordering::SeqCst);
        for procedure in &procedures {
            while proofs.of(procedure, Turn::Last).is_none() {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(BEGUN.load(Ordering::SeqCst), 2);
    }
}
