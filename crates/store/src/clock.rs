//! What time it is, and whether the clock can be trusted: the clock of the system is compared with a second one that only counts on.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::moment::moment;

/// How far the clock may move against the one that only counts on before it is said to have jumped.
pub(crate) const JUMP: SignedDuration = SignedDuration::from_mins(5);

/// How often the two are brought together again while they agree, so that a slow drift over months is no jump.
const TOGETHER: Duration = Duration::from_secs(60 * 60);

/// Tells the time. Cheap to clone: all clones are the same clock.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    source: Source,
    seen: Mutex<Seen>,
}

enum Source {
    System,
    /// The clock of a test: the time of day, and what the second clock counted.
    Hand(Mutex<(Timestamp, Duration)>),
}

struct Seen {
    /// What both clocks said when they were last known to agree.
    wall: Timestamp,
    count: Duration,
    /// The latest time that was given out.
    latest: Timestamp,
}

/// What the clocks say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// The time to use.
    pub(crate) now: Timestamp,
    /// What the clock of the system says.
    pub(crate) wall: Timestamp,
    /// By how much that clock jumped; `None` when it did not.
    pub(crate) jumped: Option<SignedDuration>,
}

impl Clock {
    /// The clock of the system.
    #[must_use]
    pub fn system() -> Self {
        Self::of(Source::System)
    }

    /// A clock for tests: it stays where it is until it is moved by [`Clock::pass`] or [`Clock::jump`].
    #[must_use]
    pub fn by_hand(start: Timestamp) -> Self {
        Self::of(Source::Hand(Mutex::new((start, Duration::ZERO))))
    }

    fn of(source: Source) -> Self {
        let (wall, count) = source.read();
        Self(Arc::new(Inner { source, seen: Mutex::new(Seen { wall, count, latest: wall }) }))
    }

    /// What time it is, to the microsecond as the store keeps it. It never goes back. While the clock of the system is in doubt
    /// it is worked out from the last time at which it was not.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.read().now
    }

    /// Lets time pass on a clock for tests.
    pub fn pass(&self, time: SignedDuration) {
        self.0.source.turn(time, Duration::try_from(time).unwrap_or_default());
    }

    /// Moves a clock for tests as nobody's clock should move: without any time passing.
    pub fn jump(&self, by: SignedDuration) {
        self.0.source.turn(by, Duration::ZERO);
    }

    pub(crate) fn read(&self) -> Reading {
        let (wall, count) = self.0.source.read();
        let mut seen = self.seen();
        let passed = count.saturating_sub(seen.count);
        let expected = seen.wall.saturating_add(SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX)).unwrap_or(wall);
        let moved = wall.duration_since(expected);
        let jumped = (moved.abs() > JUMP).then_some(moved);
        let now = moment(if jumped.is_some() { expected } else { wall }).max(seen.latest);
        if jumped.is_none() {
            seen.latest = now;
            if passed > TOGETHER {
                (seen.wall, seen.count) = (wall, count);
            }
        }
        Reading { now, wall, jumped }
    }

    /// Takes the clock of the system as right, whatever it said before.
    pub(crate) fn accept(&self) {
        let (wall, count) = self.0.source.read();
        *self.seen() = Seen { wall, count, latest: moment(wall) };
    }

    /// Gives out no time before this one.
    pub(crate) fn not_before(&self, at: Timestamp) {
        let mut seen = self.seen();
        seen.latest = seen.latest.max(at);
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source {
    fn read(&self) -> (Timestamp, Duration) {
        match self {
            Self::System => (Timestamp::now(), counted()),
            Self::Hand(hand) => *hand.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    fn turn(&self, wall: SignedDuration, count: Duration) {
        if let Self::Hand(hand) = self {
            let mut hand = hand.lock().unwrap_or_else(PoisonError::into_inner);
            hand.0 = hand.0.saturating_add(wall).unwrap_or(hand.0);
            hand.1 = hand.1.saturating_add(count);
        }
    }
}

/// What a clock that nobody can set has counted. It counts on while the machine sleeps, where the system has such a clock.
fn counted() -> Duration {
    #[cfg(target_os = "linux")]
    {
        let counted = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        Duration::try_from(counted).unwrap_or_default()
    }
    #[cfg(not(target_os = "linux"))]
    {
        use std::sync::OnceLock;
        use std::time::Instant;
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Clock")
    }
}

/// Why the clock is in doubt, so that nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is earlier than the last time at which something was written.
    Behind {
        /// What it says.
        now: Timestamp,
        /// When something was last written.
        last: Timestamp,
    },
    /// It is much later than the last time at which something was written, and this program has not run since.
    Ahead {
        /// What it says.
        now: Timestamp,
        /// When something was last written.
        last: Timestamp,
    },
    /// It was set while this program ran.
    Jumped {
        /// What it says.
        now: Timestamp,
        /// What it should say.
        expected: Timestamp,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Behind { now, last } => {
                write!(out, "the clock says {now:.0}, but something was written at {last:.0} already")
            }
            Self::Ahead { now, last } => write!(out, "the clock says {now:.0}, but nothing was written since {last:.0}"),
            Self::Jumped { now, expected } => {
                write!(out, "the clock was set while the program ran: it says {now:.0}, and should say {expected:.0}")
            }
        }
    }
}
