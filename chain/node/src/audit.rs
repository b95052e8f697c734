//! Auditing a state: what a chain counts, held against what is there.

use crate::{
    failure::Failure,
    service::{Backend, Hash},
};
use myelin_runtime::checks;
use polkadot_sdk::{
    sc_client_api::{Backend as _, TrieCacheContext},
    sc_executor::with_externalities_safe,
    sp_core::storage::Storage,
    sp_state_machine::{BasicExternalities, Ext, OverlayedChanges},
};
use std::{fmt::Display, panic::AssertUnwindSafe};

pub use checks::{Rule, Sum};

/// What an audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Every sum of the books.
    pub sums: Vec<Sum>,
    /// The first thing that does not hold, of the books or of anything else.
    pub broken: Option<String>,
}

/// Audits a whole state, given as its keys and values.
pub fn audit(state: Vec<(Vec<u8>, Vec<u8>)>) -> Result<Report, Failure> {
    let storage = Storage { top: state.into_iter().collect(), ..Storage::default() };
    let look = || Report { sums: checks::sums(), broken: checks::all().err() };
    let mut state = BasicExternalities::new(storage);
    with_externalities_safe(&mut state, AssertUnwindSafe(look)).map_err(|cause| unread(&cause))
}

/// What does not hold in the state of a block that is at hand, if anything.
pub(crate) fn check_block(backend: &Backend, block: Hash) -> Result<Option<String>, Failure> {
    let state = backend.state_at(block, TrieCacheContext::Untrusted).map_err(|cause| unread(&cause))?;
    let mut overlay = OverlayedChanges::default();
    let look = AssertUnwindSafe(|| checks::all().err());
    with_externalities_safe(&mut Ext::new(&mut overlay, &state, None), look).map_err(|cause| unread(&cause))
}

fn unread(cause: &dyn Display) -> Failure {
    Failure::unexpected("read the state", cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::{spawn, Config};
    use myelin_primitives::Tao;
    use myelin_runtime::Runtime;
    use pallet_subtensor::TotalIssuance;
    use polkadot_sdk::sc_client_api::StorageProvider;

    /// The whole state of a young chain.
    fn state() -> Vec<(Vec<u8>, Vec<u8>)> {
        let chain = spawn(Config::quiet()).unwrap();
        let head = chain.seal(3).unwrap().hash;
        let pairs = chain.client().storage_pairs(head, None, None).unwrap();
        pairs.map(|(key, value)| (key.0, value.0)).collect()
    }

    #[test]
    fn a_young_chain_adds_up() {
        let report = audit(state()).unwrap();
        assert_eq!(report.broken, None);
        assert!(report.sums.len() > 3 && report.sums.iter().all(Sum::holds), "{:?}", report.sums);
    }

    #[test]
    fn a_single_rao_too_much_is_shown() {
        let mut state = state();
        let key = TotalIssuance::<Runtime>::hashed_key().to_vec();
        let counted = state.iter_mut().find(|(name, _)| *name == key).unwrap();
        let before = u64::from_le_bytes(counted.1[..].try_into().unwrap());
        counted.1 = Tao(before - 1).rao().to_le_bytes().to_vec();

        let report = audit(state).unwrap();
        assert!(report.broken.unwrap().ends_with("are counted"));
        let wrong: Vec<&Sum> = report.sums.iter().filter(|sum| !sum.holds()).collect();
        assert_eq!(wrong.len(), 1);
        assert_eq!((wrong[0].what, wrong[0].rest()), ("issuance", -1));
    }

    #[test]
    fn a_chain_that_is_checked_stops_at_what_does_not_hold() {
        let chain = spawn(Config::quiet()).unwrap();
        futures::executor::block_on(chain.sealer().check_blocks(true)).unwrap();
        chain.seal(3).unwrap();
        let edit = chain.sealer().edit(|| {
            TotalIssuance::<Runtime>::mutate(|total| *total = Tao(total.rao() / 2));
            Ok::<_, String>(())
        });
        let failure = futures::executor::block_on(edit).unwrap_err();
        assert!(failure.to_string().ends_with("are counted"), "{failure}");
    }
}
