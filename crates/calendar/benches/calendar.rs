//! What a date costs. `baseline` is plain date arithmetic, for scale.

use calendar::{Calendar, CalendarSet, Count, Counting, Due, Ledger, Limit, Moment, london};
use divan::{AllocProfiler, Bencher, black_box};
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const START: Date = date(2017, 3, 8);

fn main() {
    divan::main();
}

fn england_and_wales() -> Calendar {
    CalendarSet::embedded().get("england-and-wales").cloned().unwrap_or_else(|| unreachable!("a shipped calendar"))
}

#[divan::bench(sample_size = 1000)]
fn baseline_plain_date_plus_28_days() -> Date {
    black_box(START).saturating_add(Span::new().days(28))
}

#[divan::bench(sample_size = 1000)]
fn add_20_working_days(bencher: Bencher) {
    let calendar = england_and_wales();
    bencher.bench_local(|| black_box(&calendar).add_working_days(black_box(START), black_box(20), Counting::FirstDayAfter));
}

#[divan::bench(sample_size = 1000)]
fn add_20_working_days_beyond_the_known_years(bencher: Bencher) {
    let calendar = england_and_wales();
    bencher.bench_local(|| calendar.add_working_days(black_box(date(2045, 3, 8)), black_box(20), Counting::FirstDayAfter));
}

#[divan::bench(sample_size = 1000)]
fn is_working(bencher: Bencher) {
    let calendar = england_and_wales();
    bencher.bench_local(|| calendar.is_working(black_box(START)));
}

#[divan::bench(sample_size = 1000, args = ["20 working days", "12 weeks", "3 months", "6 hours"])]
fn due(bencher: Bencher, limit: &str) {
    with_count(limit, |count| bencher.bench_local(|| -> Option<Due> { black_box(&count).due() }));
}

#[divan::bench(sample_size = 100, args = ["20 working days", "12 weeks", "6 hours"])]
fn ledger(bencher: Bencher, limit: &str) {
    with_count(limit, |count| bencher.bench_local(|| -> Ledger { black_box(&count).ledger() }));
}

fn with_count(limit: &str, run: impl FnOnce(Count<'_>)) {
    let limit: Limit = limit.parse().unwrap_or(Limit::AtOnce);
    let (calendar, zone) = (england_and_wales(), london());
    let start = Moment::At(Timestamp::constant(1_488_965_400, 0));
    run(Count { start, limit, calendar: &calendar, counting: Counting::FirstDayAfter, zone: &zone, holds: &[] });
}
