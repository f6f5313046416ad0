//! Made-up cases run to their ends, alike for the same numbers, and break limits when there is nobody to keep them.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use std::collections::BTreeMap;
use std::path::Path;

use calendar::CalendarSet;
use casework::Rules;
use casework::simulate::{Setup, Simulated, simulate};
use procedure::{Procedure, Sources};

/// The procedures that ship, and the one of the engine's tests.
fn procedures() -> Vec<Procedure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut all = vec![parish()];
    for id in std::fs::read_dir(root).unwrap().map(|id| id.unwrap().path()).filter(|id| id.is_dir()) {
        for version in std::fs::read_dir(id).unwrap().map(|version| version.unwrap().path()) {
            let text = |path: &Path| std::fs::read_to_string(path).unwrap();
            let letters = std::fs::read_dir(version.join("letters")).map_or_else(
                |_| BTreeMap::new(),
                |files| {
                    let files = files.map(|file| file.unwrap().path());
                    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), text(&path))).collect()
                },
            );
            let sources = Sources { path: version.display().to_string(), text: text(&version.join("procedure.md")), letters };
            all.push(Procedure::read(&sources).unwrap());
        }
    }
    assert!(all.len() > 1);
    all
}

fn parish() -> Procedure {
    let letters = [("answer.md".to_owned(), include_str!("fixtures/answer.md").to_owned())].into();
    let text = include_str!("fixtures/parish.md").to_owned();
    Procedure::read(&Sources { path: "parish.md".to_owned(), text, letters }).unwrap()
}

/// A small generator of random numbers that is the same everywhere (Steele, Lea and Flood's SplitMix).
fn numbers(seed: u64) -> impl FnMut() -> u32 {
    let mut at = seed;
    move || {
        at = at.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = at;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap()
    }
}

fn setup(cases: u64, others: u32) -> Setup {
    Setup {
        cases,
        from: "2018-01-01".parse().unwrap(),
        per_day: 4_000,
        staff: BTreeMap::new(),
        others,
        takes: BTreeMap::new(),
        minutes: 30,
        most_open: 20_000,
    }
}

fn run(procedure: &Procedure, setup: &Setup, seed: u64) -> Simulated {
    let zone = calendar::london();
    let rules = Rules::new(procedure, CalendarSet::embedded(), &zone).unwrap();
    let mut done = 0;
    let simulated = simulate(rules, setup, &mut numbers(seed), &mut |now| {
        assert!(now >= done);
        done = now;
    });
    assert_eq!(done, simulated.cases, "the progress told does not end with all cases");
    simulated
}

#[test]
fn every_procedure_that_ships_runs_to_its_ends() {
    for procedure in procedures() {
        let simulated = run(&procedure, &setup(150, 4), 7);
        let name = format!("{} {}", procedure.head.id, procedure.head.version);
        assert_eq!(simulated.cases, 150, "{name}");
        let stuck: u64 = simulated.stuck.iter().map(|stuck| stuck.cases).sum();
        assert_eq!(simulated.closed + stuck, 150, "{name}");
        // A box is emptied every day for years, and where much may be put right and looked at again the dice do so more often than
        // the steps of a case allow: neither is a case that could not go on, as long as others came to their end.
        let going_on = |stuck: &&casework::simulate::Stuck| stuck.why.starts_with("No end was reached");
        let on: u64 = simulated.stuck.iter().filter(going_on).map(|stuck| stuck.cases).sum();
        let recurs = procedure.duties.iter().any(|(_, duty)| duty.every.is_some());
        assert!(on == 0 || recurs || simulated.closed > 0, "{name}: {:#?}", simulated.stuck);
        assert!(stuck - on <= 10, "{name}: {:#?}", simulated.stuck);
        assert!(simulated.steps >= simulated.cases, "{name}");
        // Nothing is counted twice, and nothing is lost.
        for duty in &simulated.duties {
            assert_eq!(duty.owed, duty.in_time + duty.late + duty.overdue + duty.ended, "{name} {}", duty.name);
            assert_eq!(duty.in_time + duty.late > 0, duty.used.median.is_some(), "{name} {}", duty.name);
        }
        let taken: u64 = simulated.taken.iter().map(|(_, times)| times).sum();
        assert_eq!(taken, simulated.steps, "{name}");
        let never: Vec<&str> = simulated.taken.iter().filter(|(_, times)| *times == 0).map(|(step, _)| step.as_str()).collect();
        assert!(never.len() * 2 <= simulated.taken.len(), "{name}: most steps were never taken: {never:?}");
    }
}

#[test]
fn the_same_numbers_give_the_same_result_and_others_another() {
    let parish = parish();
    let once = run(&parish, &setup(200, 2), 1);
    assert_eq!(once, run(&parish, &setup(200, 2), 1));
    assert_ne!(once, run(&parish, &setup(200, 2), 2));
}

#[test]
fn fewer_people_break_more_limits() {
    let parish = parish();
    let broken = |others| -> u64 {
        let mut setup = setup(150, others);
        (setup.per_day, setup.minutes) = (12_000, 120);
        run(&parish, &setup, 3).duties.iter().filter(|duty| !duty.soft).map(|duty| duty.late + duty.overdue).sum()
    };
    let (few, many) = (broken(1), broken(12));
    assert!(few > many + 100, "{few} with one person each, {many} with twelve");
}

#[test]
fn where_nobody_may_act_the_case_is_told_to_be_stuck() {
    let parish = parish();
    let mut setup = setup(20, 2);
    setup.staff.insert(parish.roles.id("clerk").unwrap(), 0);
    setup.staff.insert(parish.roles.id("chair").unwrap(), 0);
    let simulated = run(&parish, &setup, 1);
    assert_eq!((simulated.cases, simulated.closed), (20, 0));
    assert_eq!(simulated.stuck.iter().map(|stuck| stuck.cases).sum::<u64>(), 20);
    assert!(simulated.stuck[0].why.contains("Nobody"), "{:?}", simulated.stuck);
}

#[test]
fn staff_that_cannot_keep_up_are_told_to_be_overwhelmed() {
    let parish = parish();
    let mut setup = setup(600, 1);
    (setup.per_day, setup.minutes, setup.most_open) = (60_000, 240, 50);
    let simulated = run(&parish, &setup, 1);
    assert!(simulated.overwhelmed);
    assert!(simulated.cases < 600, "{}", simulated.cases);
    assert_eq!(simulated.most_open, 50);
}
