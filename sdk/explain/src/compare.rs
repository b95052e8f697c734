//! Whether what came out again is what the chain stored.

use crate::inputs::{Ran, Recorded};
use myelin_primitives::{Alpha, MechId, Uid};
use serde::Serialize;
use std::fmt;

/// The first value that came out differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The stored vector, as the chain calls it.
    pub vector: &'static str,
    /// The mechanism, for vectors that each of them has.
    pub mechanism: Option<MechId>,
    pub uid: Uid,
    /// What the chain stored.
    pub chain: String,
    /// What came out here.
    pub here: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { vector, mechanism, uid, chain, here } = self;
        write!(f, "{vector} of uid {uid}")?;
        if let Some(mechanism) = mechanism {
            write!(f, " in mechanism {mechanism}")?;
        }
        write!(f, " is {chain} on the chain, and {here} when computed again")
    }
}

/// The first difference, vector after vector in the order in which an epoch comes to them.
pub(crate) fn first_difference(ran: &Ran, recorded: &Recorded) -> Option<Difference> {
    let whole = &ran.whole;
    let vectors = Vectors { taken_since: &recorded.taken_since };
    let emission: Vec<Alpha> = whole.emission.iter().copied().map(Alpha).collect();
    vectors
        .differ("Consensus", None, &recorded.consensus, &whole.consensus)
        .or_else(|| {
            per_mechanism(ran, &recorded.incentive)
                .find_map(|(id, here, chain)| vectors.differ("Incentive", Some(id), chain, &here.incentive))
        })
        .or_else(|| vectors.differ("Dividends", None, &recorded.dividends, &whole.dividends))
        .or_else(|| vectors.differ("ValidatorTrust", None, &recorded.validator_trust, &whole.validator_trust))
        .or_else(|| vectors.differ("ValidatorPermit", None, &recorded.validator_permit, &whole.validator_permit))
        .or_else(|| {
            per_mechanism(ran, &recorded.bonds)
                .find_map(|(id, here, chain)| vectors.differ("Bonds", Some(id), chain, &here.bonds))
        })
        .or_else(|| vectors.differ("Emission", None, &recorded.emission, &emission))
}

fn per_mechanism<'a, V>(
    ran: &'a Ran,
    chain: &'a [V],
) -> impl Iterator<Item = (MechId, &'a myelin_yuma::MechanismOutcome, &'a V)> {
    (0..u8::MAX).map(MechId).zip(ran.mechanisms.iter().zip(chain)).map(|(id, (here, chain))| (id, here, chain))
}

/// Compares vectors, but not the seats that changed hands after the epoch.
struct Vectors<'a> {
    taken_since: &'a [Uid],
}

impl Vectors<'_> {
    /// What the chain has beyond the seats of the epoch belongs to who came later.
    fn differ<V: PartialEq + fmt::Debug>(
        &self,
        vector: &'static str,
        mechanism: Option<MechId>,
        chain: &[V],
        here: &[V],
    ) -> Option<Difference> {
        let stored = chain.iter().map(Some).chain(std::iter::repeat(None));
        (0..=u16::MAX)
            .map(Uid)
            .zip(here.iter().zip(stored))
            .filter(|(uid, _)| !self.taken_since.contains(uid))
            .find(|(_, (here, chain))| Some(*here) != *chain)
            .map(|(uid, (here, chain))| Difference {
                vector,
                mechanism,
                uid,
                chain: chain.map_or_else(|| "missing".to_owned(), |chain| format!("{chain:?}")),
                here: format!("{here:?}"),
            })
    }
}
