//! Work shared out over the machine's cores.

use std::{
    num::NonZeroUsize,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Mutex, PoisonError,
    },
    thread,
};

/// How many threads there may be; 0 is as many as there are cores.
static MOST: AtomicUsize = AtomicUsize::new(0);

/// Uses at most so many threads from now on. What comes out is the same with any number.
pub fn limit(threads: NonZeroUsize) {
    MOST.store(threads.get(), Ordering::Relaxed);
}

fn threads() -> usize {
    match MOST.load(Ordering::Relaxed) {
        0 => thread::available_parallelism().map_or(1, usize::from),
        most => most,
    }
}

/// What `work` makes of each item, in the items' order. `done` hears how many are finished.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync, done: impl Fn(usize) + Sync) -> Vec<R> {
    let cores = threads().min(items.len());
    let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let made: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    let take = || {
        while let Some((at, item)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).map(|item| (at, item))
        } {
            let result = work(item);
            made.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
            done(finished.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores {
            scope.spawn(take);
        }
        take();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..100).collect();
        let told = AtomicUsize::new(0);
        let squares = map(
            &items,
            |item| item * item,
            |_| {
                told.fetch_add(1, Ordering::Relaxed);
            },
        );
        assert_eq!(squares, items.iter().map(|item| item * item).collect::<Vec<_>>());
        assert_eq!(told.into_inner(), 100);
        assert!(map(&[0_u8; 0], |_| 0, |_| {}).is_empty());
    }
}
