//! A case: what may be done, by whom, what is owed and when.
