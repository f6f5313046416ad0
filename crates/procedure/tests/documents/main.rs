//! Documents as people write them: those that the project ships, those of the reference, good ones and broken ones.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod library;
#[cfg(test)]
mod model;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod shipped;
#[cfg(test)]
mod support;
#[cfg(test)]
mod unsound;
