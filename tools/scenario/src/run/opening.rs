//! From nothing to the first weights, in the order the chain's rules ask for: money, subnet, rules,
//! seats, start, stake, and one epoch that hands out permits.

use super::{Progress, Stage, Trouble};
use crate::{
    check::OWNER,
    model::{Person, Role},
    settings::Setting,
};
use myelin_client::calls;
use myelin_primitives::{NetUid, Tao};

/// What every coldkey owns when the story begins, before it pays for its seat.
const POCKET_MONEY: Tao = Tao::whole(1_000);

impl Stage<'_> {
    pub(super) async fn open(&mut self) -> Result<(), Trouble> {
        (self.tell)(Progress::Opening("creating the subnet"));
        self.fund().await?;
        self.netuid = self.create().await?;
        (self.tell)(Progress::Opening("setting its rules"));
        self.rule().await?;
        (self.tell)(Progress::Opening("registering everybody"));
        let people: Vec<&str> =
            self.scenario.people.iter().filter(|one| !one.joins_later).map(|one| one.name.as_str()).collect();
        for who in people {
            self.register(who).await?;
        }
        (self.tell)(Progress::Opening("starting it"));
        self.as_coldkey(OWNER, &calls::start_call(self.netuid)).await?;
        self.stake_all().await?;
        (self.tell)(Progress::Opening("waiting for permits and first weights"));
        self.next_epoch().await?;
        self.all_weigh(true).await
    }

    async fn fund(&self) -> Result<(), Trouble> {
        let cost = self.head().await?.subnet_cost().await?;
        let purse = |who: &str| if who == OWNER { cost.saturating_add(POCKET_MONEY) } else { POCKET_MONEY };
        let fund = self.keys.iter().map(|(who, keys)| calls::force_set_balance(&keys.coldkey, purse(who)));
        self.as_root(&calls::batch_all(fund)).await
    }

    /// A new subnet of the owner's, whatever else is on the chain.
    async fn create(&self) -> Result<NetUid, Trouble> {
        self.as_root(&calls::batch_all(Setting::without_waiting())).await?;
        let of_network = self.scenario.settings.iter().filter(|setting| !setting.is_of_subnet());
        for setting in of_network {
            self.set(setting).await?;
        }
        let known: Vec<NetUid> = self.head().await?.subnets().await?.iter().map(|subnet| subnet.netuid).collect();
        self.as_coldkey(OWNER, &calls::register_network(&self.keys(OWNER)?.hotkey)).await?;
        let now = self.head().await?.subnets().await?;
        let new = now.iter().map(|subnet| subnet.netuid).find(|netuid| !known.contains(netuid));
        new.ok_or_else(|| Trouble::new("the chain took the subnet but does not show it", ""))
    }

    /// The rules of a local network's subnets, then the scenario's own; the tempo last, because a
    /// short one would freeze the others.
    async fn rule(&self) -> Result<(), Trouble> {
        let is_validator = |person: &&Person| matches!(person.role, Role::Validator { .. });
        let validators = self.scenario.people.iter().filter(is_validator).count();
        let local = Setting::of_local_networks(validators);
        let local = local.map_err(|invalid| Trouble::new(invalid.what, invalid.hint))?;
        let own: Vec<Setting> = self.scenario.settings.iter().filter(|one| one.is_of_subnet()).copied().collect();
        let is_own = |local: &Setting| own.iter().any(|one| one.name() == local.name());
        let mut rules: Vec<Setting> = local.into_iter().filter(|local| !is_own(local)).collect();
        rules.extend(&own);
        rules.sort_by_key(|setting| setting.name() == "tempo");
        for setting in rules {
            self.set(&setting).await?;
        }
        Ok(())
    }

    /// Sets a hyperparameter; past the next epoch, where the chain leaves it alone before one.
    pub(super) async fn set(&self, setting: &Setting) -> Result<(), Trouble> {
        let Some(call) = setting.call(self.netuid) else {
            return Err(Trouble::new(format!("{} cannot be set", setting.name()), ""));
        };
        if setting.is_of_subnet() && setting.freezes() {
            self.leave_freeze().await?;
        }
        self.as_root(&call).await
    }

    pub(super) async fn register(&self, who: &str) -> Result<(), Trouble> {
        let hotkey = &self.keys(who)?.hotkey;
        self.as_coldkey(who, &calls::burned_register(self.netuid, hotkey)).await
    }

    async fn stake_all(&self) -> Result<(), Trouble> {
        for person in &self.scenario.people {
            let Role::Validator { stake, .. } = person.role else { continue };
            if !person.joins_later {
                self.endow(&person.name, stake).await?;
            }
        }
        Ok(())
    }
}
