//! Durations, working days, deadlines and the ledger that explains each date.
