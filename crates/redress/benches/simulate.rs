//! A thousand made-up complaints under the procedure that Redress ships, beside drawing as many random numbers.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench that fails says so")]

use std::collections::BTreeMap;
use std::path::Path;

use calendar::CalendarSet;
use casework::Rules;
use casework::simulate::{MOST_OPEN, Setup, simulate};
use procedure::{Procedure, Sources};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures/detention-complaints/2017-02");
    let letters = std::fs::read_dir(folder.join("letters")).unwrap().map(|file| {
        let path = file.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())
    });
    let text = std::fs::read_to_string(folder.join("procedure.md")).unwrap();
    let sources = Sources { path: "procedure.md".to_owned(), text, letters: letters.collect::<BTreeMap<_, _>>() };
    let procedure = Procedure::read(&sources).unwrap();
    let zone = calendar::london();
    let rules = Rules::new(&procedure, CalendarSet::embedded(), &zone).unwrap();
    let cases = 1_000;
    let setup = Setup {
        cases,
        from: procedure.head.from,
        per_day: 20_000,
        staff: BTreeMap::new(),
        others: 6,
        takes: BTreeMap::new(),
        minutes: 30,
        most_open: MOST_OPEN,
    };
    for round in 0..5 {
        let mut random = ChaCha8Rng::seed_from_u64(round);
        let mut drawn = 0u64;
        let start = std::time::Instant::now();
        let simulated = simulate(
            rules,
            &setup,
            &mut || {
                drawn += 1;
                random.next_u32()
            },
            &mut |_| {},
        );
        let took = start.elapsed();
        let mut again = ChaCha8Rng::seed_from_u64(round);
        let start = std::time::Instant::now();
        let sum = (0..drawn).fold(0u32, |sum, _| sum.wrapping_add(again.next_u32()));
        let bare = start.elapsed();
        println!(
            "{cases} cases, {} steps in {took:?}: {:?} a case; {drawn} random numbers alone {bare:?} ({sum})",
            simulated.steps,
            took / u32::try_from(cases).unwrap(),
        );
    }
}
