//! Who sits where on a subnet, as far as asking and answering goes.

use myelin_client::{At, ReadError};
use myelin_primitives::{records::AxonInfo, MechId, NetUid, Uid};
use myelin_wallet::AccountId;
use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

/// A miner that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinerSeat {
    pub uid: Uid,
    pub hotkey: AccountId,
    pub address: SocketAddr,
}

/// A subnet's seats at a block.
#[derive(Clone, Debug, Default)]
pub struct Seats {
    /// Those that say where they serve and judge nobody, in the order of their uids. A permit alone
    /// makes no validator: miners that have earned enough are given one too.
    pub miners: Vec<MinerSeat>,
    /// Those whose weights count.
    pub validators: Vec<AccountId>,
}

impl Seats {
    pub async fn read(at: &At, netuid: NetUid) -> Result<Self, ReadError> {
        let judges: BTreeSet<Uid> = at.weights(netuid, MechId::MAIN).await?.into_iter().map(|(uid, _)| uid).collect();
        let mut seats = Self::default();
        for neuron in at.neurons_lite(netuid).await? {
            let uid = Uid(neuron.uid);
            if neuron.validator_permit {
                seats.validators.push(neuron.hotkey);
            }
            if let Some(address) = address_of(&neuron.axon_info).filter(|_| !judges.contains(&uid)) {
                seats.miners.push(MinerSeat { uid, hotkey: neuron.hotkey, address });
            }
        }
        Ok(seats)
    }
}

/// Where an axon says it serves; none if it does not say, or says nothing one could dial.
pub fn address_of(axon: &AxonInfo) -> Option<SocketAddr> {
    let ip: IpAddr = match axon.ip_type {
        4 => Ipv4Addr::from(u32::try_from(axon.ip).ok()?).into(),
        6 => Ipv6Addr::from(axon.ip).into(),
        _ => return None,
    };
    (axon.port != 0 && !ip.is_unspecified()).then(|| SocketAddr::new(ip, axon.port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_the_chain_stores_it() {
        let of_version_four = AxonInfo { ip: 0x7f00_0002, ip_type: 4, port: 8091, ..AxonInfo::default() };
        assert_eq!(address_of(&of_version_four), "127.0.0.2:8091".parse().ok());
        let of_version_six = AxonInfo { ip: 1, ip_type: 6, port: 9000, ..AxonInfo::default() };
        assert_eq!(address_of(&of_version_six), "[::1]:9000".parse().ok());
    }

    #[test]
    fn what_cannot_be_dialled_is_no_address() {
        let silent = AxonInfo::default();
        let port_missing = AxonInfo { ip: 1, ip_type: 4, ..silent };
        let too_large = AxonInfo { ip: u128::MAX, ip_type: 4, port: 1, ..silent };
        let unspecified = AxonInfo { ip: 0, ip_type: 4, port: 1, ..silent };
        for axon in [silent, port_missing, too_large, unspecified] {
            assert_eq!(address_of(&axon), None);
        }
    }
}
