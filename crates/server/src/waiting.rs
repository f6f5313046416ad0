//! Sheets that were sent and wait to be accepted: in memory, until an hour has passed or the program stops. Nothing is lost with
//! them but the looking through; what was kept of them, the store knows. Each person has one at most, all together take so much
//! memory and no more, and one after the other is read and looked through.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use procedure::PersonId;
use sheets::{Fault, Raw};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};

use crate::import::Left;

/// How long a file that was sent waits to be accepted.
const WAITS: SignedDuration = SignedDuration::from_hours(1);
/// How many files wait at most; beyond, the oldest gives way.
const MOST_WAITING: usize = 20;
/// How much memory they take at most, together.
const MOST_BYTES: usize = 512 * 1024 * 1024;
const SENT_SINCE: &str = "Another sheet was sent since. Nothing of this one was kept.";
const NO_ROOM_LEFT: &str = "There was no room for it any longer. Nothing of it was kept. Send it again.";
/// What a cell takes beside its characters.
const CELL: usize = size_of::<String>();
/// A short work is waited for, so that nobody sees a page of progress flash by.
const MOMENT: Duration = Duration::from_millis(900);

/// How far a long work has come; it can be looked at while the work goes on.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    /// How many rows are done, and of how many.
    #[must_use]
    pub fn now(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    /// Begins with so many rows.
    pub fn start(&self, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// Counts a row as done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// The files that wait.
pub(crate) struct Waiting {
    all: Mutex<BTreeMap<String, Arc<Sent>>>,
    /// Whoever reads a file or looks it through.
    turn: Semaphore,
}

impl Default for Waiting {
    fn default() -> Self {
        Self { all: Mutex::default(), turn: Semaphore::new(1) }
    }
}

/// A file that was sent.
pub(crate) struct Sent {
    /// Who sent it. Nobody else finds it.
    pub(crate) person: PersonId,
    /// When.
    pub(crate) at: Timestamp,
    /// The id of the procedure, the name of the register, and the whole as an address writes it.
    pub(crate) into: (String, String, String),
    /// The file's name.
    pub(crate) file: String,
    /// How far the work on it has come.
    pub(crate) progress: Progress,
    state: Mutex<State>,
    moved: Notify,
}

struct State {
    stand: Stand,
    content: Content,
}

impl State {
    /// What it takes of the memory: its content, or all that is wrong with it.
    fn weight(&self) -> usize {
        let content = match &self.content {
            Content::Bytes(bytes) => bytes.len(),
            Content::Raw(_, weight) => *weight,
            Content::Gone => 0,
        };
        let faults = match &self.stand {
            Stand::Faulty(faults) => faults.iter().map(fault_weight).sum(),
            _ => 0,
        };
        content + faults
    }
}

fn fault_weight(fault: &Fault) -> usize {
    size_of::<Fault>() + fault.words.len() + fault.column.as_ref().map_or(0, String::len)
}

/// What there is of a file.
enum Content {
    /// As it was sent.
    Bytes(Arc<Vec<u8>>),
    /// As it was read, with what it takes.
    Raw(Arc<Raw>, usize),
    /// It is needed no longer.
    Gone,
}

/// How far it has come.
#[derive(Clone)]
pub(crate) enum Stand {
    /// Others come before it.
    Queued,
    /// It is being looked through.
    Looking,
    /// This is wrong with it.
    Faulty(Arc<Vec<Fault>>),
    /// It can be read in, but for these columns.
    Fine(Arc<Left>),
    /// Its rows are being kept.
    Keeping,
    /// So many rows were kept.
    Kept(usize),
    /// It was not read in, for this reason.
    Failed(String),
}

impl Stand {
    /// Whether nothing more comes of it.
    fn is_over(&self) -> bool {
        matches!(self, Self::Faulty(_) | Self::Kept(_) | Self::Failed(_))
    }
}

impl Waiting {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Sent>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a file, in the place of what this person sent before. False when there is no room for it.
    pub(crate) fn add(&self, key: &str, sent: Arc<Sent>, now: Timestamp) -> bool {
        let mut all = self.all();
        all.retain(|_, one| one.is_being_kept() || now.duration_since(one.at) < WAITS);
        for other in all.values().filter(|other| other.person == sent.person) {
            other.give_way(SENT_SINCE, false);
        }
        all.insert(key.to_owned(), sent);
        let room = make_room(&all, key);
        if !room {
            all.remove(key);
        }
        room
    }

    /// Whether there is still room for a file, after it was read and takes more; others go for it.
    pub(crate) fn fits(&self, key: &str) -> bool {
        make_room(&self.all(), key)
    }

    /// What this person sent under a key.
    pub(crate) fn find(&self, key: &str, person: PersonId, now: Timestamp) -> Option<Arc<Sent>> {
        let all = self.all();
        let young = |sent: &Sent| sent.is_being_kept() || now.duration_since(sent.at) < WAITS;
        all.get(key).filter(|sent| sent.person == person && young(sent)).cloned()
    }

    /// Waits until no other file is being read or looked through.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turn.acquire().await.ok()
    }
}

/// Lets the oldest give way until there is room, but none that is being kept and not the one of this key. Those who sent them
/// still find them, and read why.
fn make_room(all: &BTreeMap<String, Arc<Sent>>, key: &str) -> bool {
    loop {
        let bytes: usize = all.values().map(|one| one.weight()).sum();
        let waiting = all.values().filter(|one| !one.stand().is_over()).count();
        if bytes <= MOST_BYTES && waiting <= MOST_WAITING {
            return true;
        }
        let spare = all.iter().filter(|(other, one)| *other != key && one.takes_room(waiting > MOST_WAITING));
        let Some((_, oldest)) = spare.min_by_key(|(_, one)| (!one.stand().is_over(), one.at)) else {
            return false;
        };
        oldest.give_way(NO_ROOM_LEFT, true);
    }
}

impl Sent {
    pub(crate) fn new(person: PersonId, at: Timestamp, into: (String, String, String), file: String, bytes: Vec<u8>) -> Self {
        Self {
            person,
            at,
            into,
            file,
            progress: Progress::default(),
            state: Mutex::new(State { stand: Stand::Queued, content: Content::Bytes(Arc::new(bytes)) }),
            moved: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn stand(&self) -> Stand {
        self.state().stand.clone()
    }

    /// The file as it was sent, until it is read.
    pub(crate) fn bytes(&self) -> Option<Arc<Vec<u8>>> {
        match &self.state().content {
            Content::Bytes(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }

    /// The file as it was read, as long as it is needed.
    pub(crate) fn raw(&self) -> Option<Arc<Raw>> {
        match &self.state().content {
            Content::Raw(raw, _) => Some(raw.clone()),
            _ => None,
        }
    }

    /// Holds the file as it was read, unless nothing more comes of it.
    pub(crate) fn read(&self, raw: Arc<Raw>) {
        let mut state = self.state();
        if !state.stand.is_over() {
            let cells = raw.rows.iter().flat_map(|row| &row.cells).chain(&raw.heads);
            let weight = cells.map(|cell| CELL + cell.len()).sum();
            state.content = Content::Raw(raw, weight);
        }
    }

    /// Goes on, unless nothing more comes of it.
    pub(crate) fn to(&self, stand: Stand) {
        let mut state = self.state();
        if !state.stand.is_over() {
            if stand.is_over() {
                state.content = Content::Gone;
            }
            state.stand = stand;
        }
        drop(state);
        self.moved.notify_waiters();
    }

    /// Goes on to keeping, if it can be read in and nobody did so before.
    pub(crate) fn accept(&self) -> bool {
        let mut state = self.state();
        let fine = matches!(state.stand, Stand::Fine(_));
        if fine {
            state.stand = Stand::Keeping;
        }
        fine
    }

    fn is_being_kept(&self) -> bool {
        matches!(self.state().stand, Stand::Keeping)
    }

    /// Makes room for another, for this reason, unless it is being kept or nothing more comes of it; of a faulty one what is
    /// wrong with it can be let go, too.
    fn give_way(&self, why: &str, faulty: bool) {
        let mut state = self.state();
        let goes = match &state.stand {
            Stand::Faulty(_) => faulty,
            Stand::Keeping | Stand::Kept(_) | Stand::Failed(_) => false,
            Stand::Queued | Stand::Looking | Stand::Fine(_) => true,
        };
        if goes {
            *state = State { stand: Stand::Failed(why.to_owned()), content: Content::Gone };
        }
        drop(state);
        self.moved.notify_waiters();
    }

    /// Whether there is more room when it gives way: for one more that waits, or for what it weighs.
    fn takes_room(&self, one_more: bool) -> bool {
        let state = self.state();
        match &state.stand {
            Stand::Keeping => false,
            stand if stand.is_over() => !one_more && state.weight() > 0,
            _ => one_more || state.weight() > 0,
        }
    }

    fn weight(&self) -> usize {
        self.state().weight()
    }

    /// Waits a moment for the work under way to end.
    pub(crate) async fn moment(&self) {
        let over = async {
            loop {
                let moved = self.moved.notified();
                if !matches!(self.stand(), Stand::Queued | Stand::Looking | Stand::Keeping) {
                    break;
                }
                moved.await;
            }
        };
        let _ = tokio::time::timeout(MOMENT, over).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).unwrap()
    }

    fn sent(person: PersonId, minutes: i64, stand: Stand) -> Arc<Sent> {
        let into = (String::new(), String::new(), String::new());
        let sent = Sent::new(person, at(minutes), into, String::new(), vec![0; 10]);
        sent.to(stand);
        Arc::new(sent)
    }

    fn fine() -> Stand {
        Stand::Fine(Arc::default())
    }

    #[test]
    fn a_new_sheet_takes_the_place_of_the_old_unless_that_is_being_kept() {
        let waiting = Waiting::default();
        let (first, second, third) = (sent(1, 0, fine()), sent(1, 1, fine()), sent(2, 1, fine()));
        for (key, one) in [("a", &first), ("b", &third), ("c", &second)] {
            assert!(waiting.add(key, one.clone(), at(1)));
        }
        assert!(matches!(first.stand(), Stand::Failed(_)) && !first.accept());
        assert_eq!((first.weight(), second.weight()), (0, 10));
        assert!(matches!(third.stand(), Stand::Fine(_)), "that of somebody else stays");
        assert!(second.accept());
        assert!(waiting.add("d", sent(1, 2, fine()), at(2)));
        assert!(matches!(second.stand(), Stand::Keeping));
        // What gave way does not come back when the work on it ends.
        first.to(fine());
        assert!(matches!(first.stand(), Stand::Failed(_)));
    }

    #[test]
    fn an_old_sheet_is_not_found_and_one_that_is_being_kept_never_goes() {
        let waiting = Waiting::default();
        let (old, kept) = (sent(1, 0, fine()), sent(2, 0, fine()));
        assert!(waiting.add("a", old, at(0)) && waiting.add("b", kept.clone(), at(0)));
        assert!(kept.accept());
        assert!(waiting.find("a", 1, at(59)).is_some() && waiting.find("a", 2, at(59)).is_none());
        assert!(waiting.find("a", 1, at(60)).is_none() && waiting.find("b", 2, at(60)).is_some());
        for person in 3..60 {
            assert!(waiting.add(&person.to_string(), sent(person, person, fine()), at(60)));
        }
        assert!(waiting.find("b", 2, at(60)).is_some());
        assert_eq!(waiting.all().values().filter(|one| !one.stand().is_over()).count(), MOST_WAITING);
        // Whoever had to give way for others reads so.
        let gone = waiting.find("3", 3, at(60)).unwrap();
        assert!(matches!(gone.stand(), Stand::Failed(why) if why == NO_ROOM_LEFT) && gone.weight() == 0 && !gone.accept());
    }

    #[test]
    fn what_is_over_keeps_nobody_out_and_says_how_it_ended() {
        let waiting = Waiting::default();
        let (kept, faulty) = (sent(1, 0, Stand::Kept(7)), sent(2, 0, Stand::Faulty(Arc::default())));
        assert!(waiting.add("a", kept, at(0)) && waiting.add("b", faulty, at(0)));
        for person in 3..60 {
            assert!(waiting.add(&person.to_string(), sent(person, 1, fine()), at(1)));
        }
        assert!(waiting.find("a", 1, at(1)).is_some_and(|one| matches!(one.stand(), Stand::Kept(7))));
        assert!(waiting.find("b", 2, at(1)).is_some_and(|one| matches!(one.stand(), Stand::Faulty(_))));
        assert!(waiting.add("c", sent(2, 2, fine()), at(2)));
        assert!(waiting.find("b", 2, at(2)).is_some_and(|one| matches!(one.stand(), Stand::Faulty(_))));
    }

    #[test]
    fn what_is_wrong_with_a_sheet_takes_room_and_goes_before_what_still_waits() {
        let waiting = Waiting::default();
        let fault = Fault { row: None, column: None, words: " ".repeat(MOST_BYTES / 2) };
        let (fine, faulty) = (sent(1, 0, fine()), sent(2, 1, Stand::Faulty(Arc::new(vec![fault]))));
        assert!(waiting.add("a", fine.clone(), at(1)) && waiting.add("b", faulty.clone(), at(1)));
        let third = sent(3, 2, Stand::Looking);
        third.state().content = Content::Raw(Arc::default(), MOST_BYTES / 2);
        assert!(waiting.add("c", third, at(2)));
        assert!(matches!(faulty.stand(), Stand::Failed(why) if why == NO_ROOM_LEFT) && faulty.weight() == 0);
        assert!(matches!(fine.stand(), Stand::Fine(_)));
    }

    #[tokio::test]
    async fn one_file_after_the_other_is_looked_through() {
        let waiting = Waiting::default();
        let first = waiting.turn().await;
        let second = async {
            tokio::select! { biased; turn = waiting.turn() => turn.is_some(), () = async {} => false }
        };
        assert!(first.is_some() && !second.await);
        drop(first);
        assert!(waiting.turn().await.is_some());
    }

    #[test]
    fn the_memory_of_all_sheets_has_an_end() {
        let waiting = Waiting::default();
        let heavy = |person| {
            let one = sent(person, person, Stand::Looking);
            one.state().content = Content::Raw(Arc::default(), MOST_BYTES / 2);
            one
        };
        let (first, second) = (heavy(1), heavy(2));
        assert!(waiting.add("a", first.clone(), at(1)) && waiting.add("b", second.clone(), at(2)));
        assert!(waiting.add("c", sent(3, 3, Stand::Looking), at(3)));
        assert!(waiting.find("a", 1, at(3)).is_some() && matches!(first.stand(), Stand::Failed(_)));
        second.to(fine());
        assert!(second.accept());
        let third = heavy(4);
        assert!(waiting.add("d", third.clone(), at(4)));
        third.state().content = Content::Raw(Arc::default(), MOST_BYTES);
        assert!(!waiting.fits("d"), "what is being kept does not go for it");
        assert!(waiting.add("e", heavy(5), at(5)) && matches!(third.stand(), Stand::Failed(_)));
        second.to(Stand::Kept(1));
        assert_eq!(second.weight(), 0);
    }
}
