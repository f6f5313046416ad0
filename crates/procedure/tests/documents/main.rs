//! Documents as people write them: those that the project ships, those of the reference, good ones and broken ones.

#[cfg(test)]
mod shipped;
