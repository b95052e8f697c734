//! TAO on its way: allowances at the start, stakes when the subnet opens.

use super::Network;
use crate::{
    cast::{Person, Role},
    failure::Failure,
};
use myelin_client::{calls, Client};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_wallet::{Keypair, Scheme};

/// Below this a sale is not worth its fee.
const LEAST_SALE: Alpha = Alpha::whole(1);

/// Whoever holds TAO at the genesis of a development chain.
pub fn faucet() -> Result<Keypair, Failure> {
    Keypair::from_uri("//Alice", Scheme::Sr25519).map_err(|cause| Failure::unexpected("make the well-known key", cause))
}

/// Gives everybody what they need who has never had anything.
pub async fn fund(client: &Client, cast: &[Person]) -> Result<(), Failure> {
    let faucet = faucet()?;
    for person in cast {
        let account = person.account();
        if client.at_head().await?.balance(&account).await?.is_zero() {
            client.submit(&calls::transfer_keep_alive(&account, person.allowance()), &faucet).await?;
        }
    }
    Ok(())
}

/// Lets validators and then the nominator stake, unless they have.
pub async fn stake(client: &Client, cast: &[Person], netuid: NetUid) -> Result<(), Failure> {
    let wanted = |person: &Person| match person.role {
        Role::Validator { stake, .. } => Some((stake, person.neuron())),
        Role::Nominator { stake } => Some((stake, nominee(cast)?.neuron())),
        Role::Owner | Role::Miner(_) => None,
    };
    for person in cast {
        let Some((amount, hotkey)) = wanted(person) else { continue };
        let held = client.at_head().await?.stake(&hotkey, &person.account(), netuid).await?;
        if held.is_zero() {
            client.submit(&calls::add_stake(&hotkey, netuid, amount), person.coldkey()).await?;
        }
    }
    Ok(())
}

/// The validator the nominator backs: the one that may lie, to show what that costs its backers.
pub fn nominee(cast: &[Person]) -> Option<&Person> {
    cast.iter().find(|person| matches!(person.role, Role::Validator { may_lie: true, .. }))
}

/// Lets the nominator stake so much more; the faucet pays.
pub async fn stake_more(network: &Network, amount: Tao) -> Result<&'static str, Failure> {
    let missing = || Failure::new("nobody nominates in this network", "");
    let nominator =
        network.cast.iter().find(|person| matches!(person.role, Role::Nominator { .. })).ok_or_else(missing)?;
    let validator = nominee(&network.cast).ok_or_else(missing)?;
    let (client, faucet) = (network.client(), faucet()?);
    let fee = Tao::whole(1);
    client.submit(&calls::transfer_keep_alive(&nominator.account(), amount.saturating_add(fee)), &faucet).await?;
    client.submit(&calls::add_stake(&validator.neuron(), network.netuid, amount), nominator.coldkey()).await?;
    Ok(validator.name)
}

/// Lets miners sell what they have earned, as miners with bills to pay do. Kept, it would soon be
/// more than a small validator's stake and take its permit.
pub async fn sell_earnings(network: &Network) -> Result<(), Failure> {
    let client = network.client();
    for miner in network.cast.iter().filter(|person| matches!(person.role, Role::Miner(_))) {
        let (hotkey, coldkey) = (miner.neuron(), miner.account());
        let earned = client.at_head().await?.stake(&hotkey, &coldkey, network.netuid).await?;
        if earned > LEAST_SALE {
            client.submit(&calls::remove_stake(&hotkey, network.netuid, earned), miner.coldkey()).await?;
        }
    }
    Ok(())
}
