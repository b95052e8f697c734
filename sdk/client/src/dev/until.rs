//! What blocks are made for.

use myelin_primitives::{NetUid, Uid};
use serde::{Deserialize, Serialize};

/// What blocks are made for: until something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Until {
    /// The head is the block of this height.
    Block(u64),
    /// Chain time of the head is this or later, in milliseconds since 1970.
    Time(u64),
    /// The subnet's next epoch has come.
    Epoch {
        /// The subnet.
        netuid: NetUid,
    },
    /// So many epochs of the subnet have come since it began.
    EpochIndex {
        /// The subnet.
        netuid: NetUid,
        /// How many.
        index: u64,
    },
    /// What was committed in that epoch of the subnet can be revealed.
    RevealDue {
        /// The subnet.
        netuid: NetUid,
        /// The epoch of the commit; the present one if not said.
        #[serde(default)]
        committed: Option<u64>,
    },
    /// In the next block the seat is no longer protected from being taken.
    NotImmune {
        /// The subnet.
        netuid: NetUid,
        /// The seat.
        uid: Uid,
    },
    /// In the next block the seat may set weights again.
    RateLimitOver {
        /// The subnet.
        netuid: NetUid,
        /// The seat.
        uid: Uid,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_has_the_form_the_chain_reads() {
        let netuid = NetUid(1);
        let forms = [
            (Until::Block(7), r#"{"block":7}"#),
            (Until::Time(1_780_272_000_000), r#"{"time":1780272000000}"#),
            (Until::Epoch { netuid }, r#"{"epoch":{"netuid":1}}"#),
            (Until::EpochIndex { netuid, index: 4 }, r#"{"epochIndex":{"netuid":1,"index":4}}"#),
            (Until::RevealDue { netuid, committed: None }, r#"{"revealDue":{"netuid":1,"committed":null}}"#),
            (Until::RevealDue { netuid, committed: Some(9) }, r#"{"revealDue":{"netuid":1,"committed":9}}"#),
            (Until::NotImmune { netuid, uid: Uid(3) }, r#"{"notImmune":{"netuid":1,"uid":3}}"#),
            (Until::RateLimitOver { netuid, uid: Uid(3) }, r#"{"rateLimitOver":{"netuid":1,"uid":3}}"#),
        ];
        for (until, form) in forms {
            assert_eq!(serde_json::to_string(&until).unwrap(), form);
            assert_eq!(serde_json::from_str::<Until>(form).unwrap(), until);
        }
        let short: Until = serde_json::from_str(r#"{"revealDue":{"netuid":1}}"#).unwrap();
        assert_eq!(short, Until::RevealDue { netuid, committed: None });
    }

    #[test]
    fn a_condition_of_another_name_is_refused() {
        let refusal = serde_json::from_str::<Until>(r#"{"epohc":{"netuid":1}}"#).unwrap_err().to_string();
        assert!(refusal.contains("epohc"), "{refusal}");
        assert!(serde_json::from_str::<Until>(r#"{"epoch":{"netuid":1,"uid":2}}"#).is_err());
    }
}
