//! Which of a dendrite's names a request goes under.
//!
//! An axon takes a client's nonces in growing order only, and requests sent at once over several
//! connections may overtake each other. So calls under way to one axon each have a uuid of their own,
//! a lane; calls one after another all have the first one.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The names of one dendrite, shared by its clones.
#[derive(Debug, Default)]
pub struct Lanes(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    uuids: Vec<Uuid>,
    /// Per axon with calls under way, which lanes they use.
    taken: HashMap<SocketAddr, Vec<bool>>,
}

/// A name nobody else uses at that axon until it is dropped.
#[derive(Debug)]
pub struct Lane {
    lanes: Arc<Lanes>,
    address: SocketAddr,
    position: usize,
    pub uuid: Uuid,
}

impl Lanes {
    /// The first free lane to that axon.
    pub fn enter(lanes: &Arc<Self>, address: SocketAddr) -> Lane {
        let mut state = lanes.state();
        let taken = state.taken.entry(address).or_default();
        let position = taken.iter().position(|taken| !taken).unwrap_or(taken.len());
        match taken.get_mut(position) {
            Some(free) => *free = true,
            None => taken.push(true),
        }
        while state.uuids.len() <= position {
            state.uuids.push(Uuid::new_v4());
        }
        let uuid = state.uuids.get(position).copied().unwrap_or_else(Uuid::new_v4);
        Lane { lanes: Arc::clone(lanes), address, position, uuid }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut state = self.lanes.state();
        let Some(taken) = state.taken.get_mut(&self.address) else { return };
        if let Some(mine) = taken.get_mut(self.position) {
            *mine = false;
        }
        if !taken.contains(&true) {
            state.taken.remove(&self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_in_a_row_have_one_name_and_calls_at_once_have_many() {
        let lanes = Arc::new(Lanes::default());
        let (here, there) = (SocketAddr::from(([127, 0, 0, 1], 1)), SocketAddr::from(([127, 0, 0, 1], 2)));
        let first = Lanes::enter(&lanes, here);
        let name = first.uuid;
        let second = Lanes::enter(&lanes, here);
        assert_ne!(second.uuid, name);
        assert_eq!(Lanes::enter(&lanes, there).uuid, name);
        drop(first);
        assert_eq!(Lanes::enter(&lanes, here).uuid, name);
        drop(second);
        assert!(lanes.state().taken.is_empty());
    }
}
