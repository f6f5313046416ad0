//! Two worlds that are alike but for what is hidden from somebody: every address answers that person in both alike, byte for byte.
//!
//! `WORLD=1234` walks through one world; `WORLDS=10000` through as many; `make worlds` does that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub,
    reason = "a test that fails says so"
)]

mod alike;
mod build;
mod forms;
mod sweep;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use build::{Base, KINDS};
use server::routes::ADDRESSES;

/// How many worlds are walked through unless something else is asked for.
const WORLDS: u64 = 200;

/// What so few of the worlds let anybody do that it may not be done in two hundred of them. What is refused is compared as well.
const RARE: &[&str] = &["/cases/{case}/letters/{letter}", "/cases/{case}/version", "/cases/{case}/who"];

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_address_is_in_the_sweep() {
    for address in ADDRESSES {
        let known = sweep::TABLE.iter().find(|one| one.path == address.path);
        let known = known.unwrap_or_else(|| panic!("{} is not in the sweep of two worlds", address.path));
        assert_eq!(known.post, address.methods.contains(&"post"), "{}: what is sent by POST", address.path);
    }
    for one in sweep::TABLE {
        assert!(ADDRESSES.iter().any(|address| address.path == one.path), "{} is no address any more", one.path);
    }
}

#[test]
fn what_is_hidden_from_somebody_changes_no_answer_that_they_get() {
    let one = number("WORLD");
    let worlds = number("WORLDS").unwrap_or(WORLDS);
    let first = number("FIRST").unwrap_or(0);
    let seeds: Vec<u64> = one.map_or_else(|| (first..first + worlds).collect(), |seed| vec![seed]);
    let next = AtomicU64::new(0);
    let told = Mutex::new(Vec::new());
    let counted = Mutex::new(Counted::default());
    let most = if number("ALL").is_some() { usize::MAX } else { 1 };
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let bases = Arc::new(Base::all());
    std::thread::scope(|scope| {
        for _ in 0..cores.min(seeds.len()) {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(seed) = seeds.get(usize::try_from(at).unwrap()) else { break };
                    if told.lock().unwrap().len() >= most {
                        break;
                    }
                    let walked = runtime.block_on(walk(&bases, *seed));
                    counted.lock().unwrap().add(&walked);
                    if let Some(difference) = walked.difference {
                        if most > 1 {
                            eprintln!("{difference}");
                        }
                        told.lock().unwrap().push(difference);
                    }
                }
            });
        }
    });
    let counted = counted.into_inner().unwrap();
    eprintln!("{counted}");
    let told = told.into_inner().unwrap();
    assert!(told.is_empty(), "{} worlds answer otherwise. The first:\n{}", told.len(), told[0]);
    if one.is_none() && worlds >= WORLDS {
        counted.assert_reached();
    }
}

/// What came of a world.
#[derive(Default)]
struct Walked {
    difference: Option<String>,
    kind: Option<&'static str>,
    /// How often each address was asked, by method, path and status.
    asked: BTreeMap<(&'static str, &'static str, u16), u64>,
}

async fn walk(bases: &[Base], seed: u64) -> Walked {
    let Some(mut world) = build::world(bases, seed).await else { return Walked::default() };
    let kind = world.kind;
    let mut asked = BTreeMap::new();
    let difference = sweep::sweep(&mut world, &mut asked).await.err();
    for side in &world.sides {
        side.app.store().close().await;
    }
    let difference = difference.map(|found| format!("WORLD={seed} ({}):\n{found}", world.told()));
    Walked { difference, kind: Some(kind), asked }
}

/// What was walked through in all.
#[derive(Default)]
struct Counted {
    none: u64,
    kinds: BTreeMap<&'static str, u64>,
    asked: BTreeMap<(&'static str, &'static str, u16), u64>,
}

impl Counted {
    fn add(&mut self, walked: &Walked) {
        match walked.kind {
            Some(kind) => *self.kinds.entry(kind).or_default() += 1,
            None => self.none += 1,
        }
        for (what, times) in &walked.asked {
            *self.asked.entry(*what).or_default() += times;
        }
    }

    /// Each address answered each of its methods with a page, and took what was sent, in some world; each refused something, each
    /// kind of file was made, and something was hidden in each way.
    fn assert_reached(&self) {
        let times = |method: &str, path: &str, fits: &dyn Fn(u16) -> bool| -> u64 {
            let fitting = self
                .asked
                .iter()
                .filter(|((asked, of, status), _)| asked.eq_ignore_ascii_case(method) && *of == path && fits(*status));
            fitting.map(|(_, times)| times).sum()
        };
        for address in ADDRESSES {
            for method in address.methods {
                let led_on = *method == "post" || ["/", "/procedures/{id}"].contains(&address.path);
                let reached =
                    times(method, address.path, &|status| if led_on { status == 303 || status == 200 } else { status == 200 });
                let rare = *method == "post" && RARE.contains(&address.path) && self.kinds.values().sum::<u64>() < 1_000;
                assert!(reached > 0 || rare, "{method} {} was refused in every world", address.path);
            }
            if address.path.contains("{case}") {
                assert!(times("get", address.path, &|status| status == 404) > 0, "{} was never refused", address.path);
            }
        }
        for path in ["/record/{procedure}/{step}", "/cases/{case}/steps/{step}"] {
            assert!(times("post", path, &|status| status == 303) > 0, "{path} took nothing");
            assert!(times("post", path, &|status| status == 422) > 0, "{path} refused nothing that was typed");
        }
        for (_, name) in sweep::FILES {
            assert!(times("file", name, &|_| true) > 0, "no {name} was made");
        }
        for kind in KINDS {
            assert!(self.kinds.contains_key(kind), "nothing was hidden as “{kind}”");
        }
        assert!(self.none * 4 < self.kinds.values().sum(), "{} worlds could not be built", self.none);
    }
}

impl std::fmt::Display for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "worlds: {:?}, not built: {}", self.kinds, self.none)?;
        let mut paths: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for ((method, path, status), times) in &self.asked {
            paths.entry((path, method)).or_default().push(format!("{status}: {times}"));
        }
        for ((path, method), statuses) in paths {
            writeln!(f, "{method} {path}  {}", statuses.join(", "))?;
        }
        Ok(())
    }
}
