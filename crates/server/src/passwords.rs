//! Passwords: how good one must be, how its hash is made, and how few are looked at at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

use crate::web;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most characters of a password.
pub const LONGEST: usize = 200;
/// The fewest letters and digits that are left without what others know of the person.
const LEFT: usize = 6;
/// How many guesses a good guesser must need at least, as a power of ten.
const GUESSES: u8 = 9;
/// How many passwords are looked at at a time: each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;
/// How many wait for that.
const WAITING: usize = 40;
/// The most memory that a kept hash may ask for, in blocks of 1 KiB.
const MOST_BLOCKS: usize = 64 * 1024;

/// The hash that a name without an account is compared with, so that it takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$FyWPEJ8xQsqZ4vS1Ai9JkYbyvZBD8oTzGqkXb5W6sZo";

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct PasswordError(String);

/// What is wrong with a password that somebody wants to have, as a sentence without its full stop. `None` when it may be used.
/// `about` is what others know of the person: their user name, their own name, what their body is called.
#[must_use]
pub fn weakness(password: &str, about: &[&str]) -> Option<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(format!(
            "Enter a password of at least {SHORTEST} characters. Three or four words that have nothing to do with one another are easy to remember"
        ));
    }
    if length > LONGEST {
        return Some(format!("Enter a password of at most {LONGEST} characters"));
    }
    let lower = password.to_lowercase();
    let words: Vec<String> = about
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    let own = words.iter().fold(lower.clone(), |left, word| left.replace(word.as_str(), ""));
    let left = own.chars().filter(|letter| letter.is_alphanumeric()).count();
    // The words are common to everybody who knows the person; what is left over must be hard to guess.
    let known: Vec<&str> = words.iter().map(String::as_str).chain(["redress", "complaint", "complaints"]).collect();
    let guesses = zxcvbn::zxcvbn(&lower, &known).guesses_log10();
    (left < LEFT || guesses < f64::from(GUESSES)).then(|| {
        "Choose a password that is harder to guess. Leave out names, dates, well-known passwords and rows of keys".to_owned()
    })
}

/// The hash of a password, as an account keeps it, with a salt of its own.
///
/// # Errors
/// When the hash cannot be made.
pub fn password_hash(password: &str) -> Result<String, PasswordError> {
    hash_with(&Argon2::default(), password)
}

/// The hash of a password that everybody may know, quick to make: for demonstrations and tests only.
///
/// # Errors
/// When the hash cannot be made.
pub fn password_hash_for_show(password: &str) -> Result<String, PasswordError> {
    let params = Params::new(Params::MIN_M_COST, 1, 1, None).map_err(|error| PasswordError(error.to_string()))?;
    hash_with(&Argon2::new(Algorithm::Argon2id, Version::V0x13, params), password)
}

fn hash_with(argon: &Argon2<'_>, password: &str) -> Result<String, PasswordError> {
    argon.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| PasswordError(error.to_string()))
}

/// Looks at passwords, a few at a time, in memory that is kept for that.
#[derive(Debug)]
pub struct Gate {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Default for Gate {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), waiting: AtomicUsize::new(0), memory: Arc::default() }
    }
}

/// A place among those whose passwords are looked at or wait for that; it is free again when it is dropped.
#[derive(Debug)]
pub struct Place<'a>(&'a Gate);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    /// A place in the queue. `None` when too many wait already.
    pub fn place(&self) -> Option<Place<'_>> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let place = Place(self);
        (before < WAITING + AT_ONCE).then_some(place)
    }
}

impl Place<'_> {
    /// Whether a password is the one kept. Without a kept hash it takes as long, and is not.
    pub async fn verify(self, kept: Option<String>, password: String) -> bool {
        let Ok(turn) = Arc::clone(&self.0.turns).acquire_owned().await else { return false };
        let memory = Arc::clone(&self.0.memory);
        // The work goes on when the browser has gone: its turn ends with it, not with the request.
        let right = tokio::task::spawn_blocking(move || {
            let mut blocks = memory.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            let right = is_right(kept.as_deref(), &password, &mut blocks);
            memory.lock().unwrap_or_else(PoisonError::into_inner).push(blocks);
            drop(turn);
            right
        });
        right.await.unwrap_or(false)
    }
}

#[cfg(test)]
impl Gate {
    async fn verify(&self, kept: Option<String>, password: String) -> Option<bool> {
        Some(self.place()?.verify(kept, password).await)
    }

    fn held(&self) -> usize {
        self.memory.lock().map_or(0, |memory| memory.len())
    }
}

fn is_right(kept: Option<&str>, password: &str, blocks: &mut Vec<Block>) -> bool {
    let mut computed = || -> Option<bool> {
        let hash = PasswordHash::new(kept.unwrap_or(NOBODY)).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let (salt, expected) = (hash.salt?, hash.hash?);
        let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
        let version = hash.version.map_or(Some(Version::V0x13), |version| Version::try_from(version).ok())?;
        let needed = params.block_count();
        if needed > MOST_BLOCKS {
            return None;
        }
        if blocks.len() < needed {
            blocks.resize(needed, Block::new());
        }
        let mut made = vec![0u8; expected.len()];
        let argon = Argon2::new(algorithm, version, params);
        argon.hash_password_into_with_memory(password.as_bytes(), salt.as_ref(), &mut made, blocks.as_mut_slice()).ok()?;
        Some(web::same_bytes(&made, expected.as_bytes()))
    };
    // Long inputs cost nothing but are nobody's password.
    password.chars().count() <= LONGEST && computed().unwrap_or(false) && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_common_and_personal_passwords_are_refused() {
        let about = ["pat.doe", "Pat Doe", "Ashbourne Council"];
        for weak in [
            "",
            "short",
            "elevenchars",
            "password1234",
            "Password12345!",
            "123456789012",
            "qwertyuiop123",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "ashbourne2026!",
            "pat.doe.pat.doe",
            "complaints2026",
            &"x".repeat(LONGEST + 1),
        ] {
            assert!(weakness(weak, &about).is_some(), "{weak}");
        }
        for good in ["teapot harbour violin", "Lantern-Gravel-Otter", "vK8#qz2!Lw9r"] {
            assert_eq!(weakness(good, &about), None, "{good}");
        }
    }

    #[test]
    fn every_hash_has_a_salt_of_its_own() {
        let hash = || password_hash_for_show("teapot harbour violin").unwrap();
        assert_ne!(hash(), hash());
    }

    #[tokio::test]
    async fn passwords_are_looked_at_a_few_at_a_time_and_the_memory_is_used_again() {
        let gate = Arc::new(Gate::default());
        let kept = password_hash_for_show("teapot harbour violin").unwrap();
        let ask = |password: &str| {
            let (gate, kept, password) = (Arc::clone(&gate), kept.clone(), password.to_owned());
            async move { gate.verify(Some(kept), password).await }
        };
        assert_eq!(ask("teapot harbour violin").await, Some(true));
        assert_eq!(ask("teapot harbour viola").await, Some(false));
        assert_eq!(gate.verify(None, "teapot harbour violin".to_owned()).await, Some(false));
        let turns = gate.turns.acquire_many(AT_ONCE as u32).await.unwrap();
        let all: Vec<_> = (0..200).map(|_| tokio::spawn(ask("teapot harbour violin"))).collect();
        while all.iter().filter(|one| one.is_finished()).count() < 200 - WAITING - AT_ONCE {
            tokio::task::yield_now().await;
        }
        drop(turns);
        let (mut right, mut refused) = (0, 0);
        for one in all {
            match one.await.unwrap() {
                Some(true) => right += 1,
                None => refused += 1,
                Some(false) => panic!("a right password was refused"),
            }
        }
        assert_eq!((right, refused), (WAITING + AT_ONCE, 200 - WAITING - AT_ONCE));
        assert!(gate.held() <= AT_ONCE, "{}", gate.held());
        assert_eq!(ask("teapot harbour violin").await, Some(true));
    }

    #[test]
    fn a_hash_that_asks_for_too_much_memory_is_nobodys() {
        let mut blocks = Vec::new();
        let hash = "$argon2id$v=19$m=4194304,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$FyWPEJ8xQsqZ4vS1Ai9JkYbyvZBD8oTzGqkXb5W6sZo";
        assert!(!is_right(Some(hash), "teapot harbour violin", &mut blocks));
        assert!(blocks.is_empty());
    }
}
