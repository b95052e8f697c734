//! The neurons as the conductor sees them: each does what is due when it is told to look.

use crate::{
    cast::{Person, Role},
    failure::Failure,
};
use myelin_client::{At, Client};
use myelin_primitives::NetUid;
use myelin_subnet::{publish::Publication, state, validator::Settings, Conduct, Duty, MinerNode, Score, Validator};
use myelin_vision::{Vision, VisionMiner};
use myelin_wallet::{AccountId, Keypair};
use std::{net::SocketAddr, path::PathBuf, sync::Arc};

pub struct ValidatorActor {
    pub name: &'static str,
    pub hotkey: AccountId,
    pub may_lie: bool,
    validator: Validator<Vision>,
    netuid: NetUid,
    client: Client,
    /// Where its records are read.
    publication: Publication,
    key: Keypair,
    /// Where its standing outlives a restart, on a chain that does.
    state: Option<PathBuf>,
}

pub struct MinerActor {
    pub name: &'static str,
    pub hotkey: AccountId,
    /// On items nobody trained on.
    pub accuracy: Score,
    /// None once it was stopped.
    node: Option<MinerNode>,
    pub address: SocketAddr,
}

impl ValidatorActor {
    pub async fn start(
        person: &Person,
        vision: Arc<Vision>,
        client: Client,
        netuid: NetUid,
        listen: SocketAddr,
        state: Option<PathBuf>,
    ) -> Result<Self, Failure> {
        let settings = Settings { rounds: super::ROUNDS, ..Settings::on(netuid) };
        let mut validator =
            Validator::new(vision, client.clone(), person.hotkey().clone(), person.secret.clone(), settings);
        if let Some(standing) = state.as_deref().and_then(state::read_standing) {
            validator.resume(standing);
        }
        let publication = Publication::serve(validator.library().clone(), listen)
            .await
            .map_err(|cause| Failure::unexpected(&format!("publish records at {listen}"), cause))?;
        Ok(Self {
            name: person.name,
            hotkey: person.neuron(),
            may_lie: matches!(person.role, Role::Validator { may_lie: true, .. }),
            validator,
            netuid,
            client,
            publication,
            key: person.hotkey().clone(),
            state,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.publication.address()
    }

    pub fn conduct(&self) -> Conduct {
        self.validator.conduct()
    }

    pub fn set_conduct(&mut self, conduct: Conduct) {
        self.validator.set_conduct(conduct);
    }

    /// Holds a round if one is due; says what went wrong.
    pub async fn ask_if_due(&mut self, at: &At) -> Vec<String> {
        let asked = match self.validator.duty(at).await {
            Ok(Some(Duty::Round(round))) => self.validator.ask(at, round).await,
            Ok(_) => return Vec::new(),
            Err(error) => Err(error),
        };
        match asked {
            Ok(round) => round
                .miners
                .into_iter()
                .filter_map(|miner| Some(format!("uid {} did not answer {}: {}", miner.uid, self.name, miner.reason?)))
                .collect(),
            Err(error) => vec![format!("{}: {error}", self.name)],
        }
    }

    /// Sets weights and commits if that is due; says what went wrong. It announces where its
    /// records are read once it has some: before that, others would take its axon for a miner's.
    pub async fn report_if_due(&mut self, at: &At) -> Vec<String> {
        let reported = match self.validator.duty(at).await {
            Ok(Some(Duty::Report)) => self.validator.report(at).await.map(drop),
            Ok(_) => return Vec::new(),
            Err(error) => Err(error),
        };
        if let Err(error) = reported {
            return vec![format!("{}: {error}", self.name)];
        }
        if let Some(trouble) = self.keep_standing() {
            return vec![trouble];
        }
        let announced = match self.client.at_head().await {
            Ok(at) => myelin_subnet::miner::announce(&self.client, &at, &self.key, self.netuid, self.address()).await,
            Err(error) => Err(error.into()),
        };
        announced.err().map(|error| format!("{}: {error}", self.name)).into_iter().collect()
    }
}

impl ValidatorActor {
    /// Writes down what it thinks of each miner; says what went wrong.
    fn keep_standing(&self) -> Option<String> {
        let file = self.state.as_deref()?;
        let written = state::write_standing(file, self.validator.standing());
        written.err().map(|cause| format!("{}: could not write {}: {cause}", self.name, file.display()))
    }
}

impl MinerActor {
    pub async fn start(
        person: &Person,
        miner: VisionMiner,
        accuracy: Score,
        client: Client,
        netuid: NetUid,
        listen: SocketAddr,
    ) -> Result<Self, Failure> {
        let node = MinerNode::serve::<Vision, _>(miner, client, person.hotkey().clone(), netuid, listen, None)
            .await
            .map_err(|cause| Failure::unexpected(&format!("let {} serve at {listen}", person.name), cause))?;
        let address = node.address();
        Ok(Self { name: person.name, hotkey: person.neuron(), accuracy, node: Some(node), address })
    }

    pub fn is_alive(&self) -> bool {
        self.node.is_some()
    }

    /// Stops serving; the chain still thinks it does.
    pub fn kill(&mut self) {
        self.node = None;
    }

    /// Learns who may ask.
    pub async fn follow(&self, at: &At) -> Result<(), String> {
        match &self.node {
            Some(node) => node.follow(at).await.map_err(|error| error.to_string()),
            None => Ok(()),
        }
    }

    /// Says on chain where it serves, unless the chain knows.
    pub async fn announce(&self, at: &At) -> Result<(), Failure> {
        match &self.node {
            Some(node) => Ok(node.announce(at).await.map(drop)?),
            None => Ok(()),
        }
    }
}
