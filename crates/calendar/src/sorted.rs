//! A sorted list of numbers that tells at once how many of them are below another.

/// How many bits of a number its bucket leaves out. 64 weekdays are a quarter of a year, with two or three holidays.
const BUCKET: u32 = 6;

/// Numbers in order, with the place in the list where each bucket begins: a jump to the right bucket and a step or two
/// take the place of a search of the whole list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sorted {
    values: Box<[i64]>,
    first: i64,
    buckets: Box<[usize]>,
}

impl Sorted {
    /// `values` are in order already.
    pub(crate) fn new(values: Box<[i64]>) -> Self {
        let (first, last) = (values.first().copied().unwrap_or(0), values.last().copied().unwrap_or(-1));
        let begins = |bucket: i64| values.partition_point(|value| *value < first + (bucket << BUCKET));
        let buckets = (0..=(last - first) >> BUCKET).map(begins).collect();
        Self { values, first, buckets }
    }

    /// How many of the numbers are below this one.
    pub(crate) fn below(&self, limit: i64) -> usize {
        let Ok(bucket) = usize::try_from((limit - self.first) >> BUCKET) else {
            return 0;
        };
        let Some(begin) = self.buckets.get(bucket) else {
            return self.values.len();
        };
        begin + self.values.iter().skip(*begin).take_while(|value| **value < limit).count()
    }

    /// Whether this number is one of them.
    pub(crate) fn contains(&self, value: i64) -> bool {
        self.values.get(self.below(value)) == Some(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_jump_finds_what_a_search_finds(mut values in prop::collection::vec(-500..500_i64, 0..40), limit in -700..700_i64) {
            values.sort_unstable();
            let sorted = Sorted::new(values.clone().into());
            prop_assert_eq!(sorted.below(limit), values.iter().filter(|value| **value < limit).count());
            prop_assert_eq!(sorted.contains(limit), values.contains(&limit));
        }
    }
}
