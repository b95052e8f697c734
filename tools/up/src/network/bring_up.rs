//! From nothing to the block before the first rounds, in the order the chain's rules ask for:
//! money, subnet, rules, seats, axons, start, stake, and one epoch that hands out permits.

use super::{
    chain::LocalChain,
    money,
    neurons::{MinerActor, ValidatorActor},
    Network, ROUNDS,
};
use crate::{
    cast::{cast, Person, Role},
    failure::Failure,
    lock::Lock,
    wallets, UpArgs,
};
use myelin_client::{calls, At, Client, Value};
use myelin_primitives::NetUid;
use myelin_subnet::{seats::address_of, validator::phase, Conduct, Score};
use myelin_vision::{held_out_accuracy, Kind, Reader, Tape, TrainError, Vision, VisionMiner};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::Arc,
    time::Duration,
};
use tokio::task::JoinHandle;

/// What is being done, for a progress line.
#[derive(Clone, Debug)]
pub enum Step {
    Chain { url: String },
    Wallets { folder: String },
    Training { kind: Kind },
    Trained { kind: Kind, accuracy: Score },
    Doing(&'static str),
    Ready,
}

/// Addresses of 127/8 other than 127.0.0.1, which the chain refuses.
const MINERS_AT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const VALIDATORS_AT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);
/// How long to wait for a chain in this very process.
const PATIENCE: Duration = Duration::from_secs(30);
/// Blocks before the first epoch at which the subnet starts: room for one block for each stake.
const START_BEFORE_EPOCH: u64 = 8;

pub async fn open(args: &UpArgs, tell: &mut dyn FnMut(Step)) -> Result<Network, Failure> {
    let cast = cast(args.seed).map_err(|cause| Failure::unexpected("derive the keys", cause))?;
    let folder = args.folder();
    let lock = args.base_path.as_deref().map(Lock::of).transpose()?;
    let wallets = folder.join("wallets");
    wallets::write(&wallets, &cast)?;
    tell(Step::Wallets { folder: wallets.display().to_string() });

    let chain = LocalChain::start(args.base_path.as_deref(), args.rpc_port)?;
    let client = Client::connect(chain.url(), PATIENCE).await?;
    tell(Step::Chain { url: chain.url().to_string() });

    let training = Training::begin(args.seed, &folder.join("models"), tell);
    tell(Step::Doing("funding accounts"));
    money::fund(&client, &cast).await?;
    tell(Step::Doing("creating the subnet"));
    let netuid = create_subnet(&client, owner(&cast)?).await?;
    set_rules(&client, netuid, &cast).await?;
    tell(Step::Doing("registering neurons"));
    register(&client, netuid, &cast).await?;
    let trained = training.end(tell).await?;
    tell(Step::Doing("opening axons"));
    let state = args.base_path.as_ref().map(|folder| folder.join("state"));
    let (validators, miners) = serve(&client, netuid, &cast, trained, state.as_deref()).await?;
    let mut network = Network {
        cast,
        netuid,
        chain,
        client,
        validators,
        miners,
        audits: Vec::new(),
        newest: None,
        warmup_epochs: 0,
        wallets,
        pace: None,
        _lock: lock,
    };
    tell(Step::Doing("starting the subnet"));
    network.start().await?;
    if args.liar {
        network
            .validators
            .iter_mut()
            .filter(|validator| validator.may_lie)
            .for_each(|liar| liar.set_conduct(Conduct::Lying));
    }
    tell(Step::Ready);
    Ok(network)
}

/// A miner ready to answer, and how much of what nobody trained on it reads right.
struct Trained {
    kind: Kind,
    miner: VisionMiner,
    accuracy: Score,
}

/// The miner the copier copies.
const COPIED: Kind = Kind::Augmented;
/// What is learned side by side, on a thread each; in a thread one after another, because the
/// copier is judged by the answers of the miner it copies.
const LESSONS: [&[Kind]; 3] = [&[COPIED, Kind::Copier], &[Kind::Neighbour], &[Kind::Plain]];

/// Miners that are learning.
struct Training {
    lessons: Vec<JoinHandle<Result<Vec<Trained>, TrainError>>>,
}

impl Training {
    /// Begins with what is not in the cache. It takes seconds, in which the chain can be set up.
    fn begin(seed: u64, cache: &Path, tell: &mut dyn FnMut(Step)) -> Self {
        let tape = Tape::new();
        let lessons = LESSONS.iter().map(|kinds| {
            kinds.iter().for_each(|kind| tell(Step::Training { kind: *kind }));
            let (cache, tape) = (cache.to_path_buf(), tape.clone());
            tokio::task::spawn_blocking(move || {
                let mut trained: Vec<Trained> = Vec::new();
                for kind in *kinds {
                    let copied = trained.first().map(|first| &first.miner);
                    let (miner, accuracy) = learn(*kind, seed, &cache, tape.clone(), copied)?;
                    trained.push(Trained { kind: *kind, miner, accuracy });
                }
                Ok(trained)
            })
        });
        Self { lessons: lessons.collect() }
    }

    async fn end(self, tell: &mut dyn FnMut(Step)) -> Result<Vec<Trained>, Failure> {
        let mut all = Vec::new();
        for lesson in self.lessons {
            let learned = lesson.await.map_err(|cause| Failure::unexpected("train a miner", cause))?;
            let learned = learned.map_err(|cause| Failure::unexpected("train a miner", cause))?;
            learned.iter().for_each(|one| tell(Step::Trained { kind: one.kind, accuracy: one.accuracy }));
            all.extend(learned);
        }
        Ok(all)
    }
}

fn learn(
    kind: Kind,
    seed: u64,
    cache: &Path,
    tape: Tape,
    copied: Option<&VisionMiner>,
) -> Result<(VisionMiner, Score), TrainError> {
    let miner = match kind {
        Kind::Copier => VisionMiner::new(Reader::copier(tape)),
        COPIED => VisionMiner::new(Reader::train(kind, seed, Some(cache), |_| {})?).recording(tape),
        _ => VisionMiner::new(Reader::train(kind, seed, Some(cache), |_| {})?),
    };
    let accuracy = held_out_accuracy(&miner, copied);
    Ok((miner, accuracy))
}

fn owner(cast: &[Person]) -> Result<&Person, Failure> {
    let owner = cast.iter().find(|person| person.role == Role::Owner);
    owner.ok_or_else(|| Failure::new("nobody owns the subnet", ""))
}

/// The owner's subnet; created if it is not there.
async fn create_subnet(client: &Client, owner: &Person) -> Result<NetUid, Failure> {
    if let Some(netuid) = owned_subnet(client, owner).await? {
        return Ok(netuid);
    }
    client.submit(&calls::register_network(&owner.neuron()), owner.coldkey()).await?;
    owned_subnet(client, owner).await?.ok_or_else(|| Failure::new("the chain took the subnet but does not show it", ""))
}

async fn owned_subnet(client: &Client, owner: &Person) -> Result<Option<NetUid>, Failure> {
    let account = owner.account();
    let subnets = client.at_head().await?.subnets().await?;
    Ok(subnets.into_iter().find(|subnet| subnet.owner_coldkey == account).map(|subnet| subnet.netuid))
}

/// What root decides for every subnet of a local network: weights in the open, emission on, and
/// as many validators as there are, with a seat for the owner. More would let miners that earned
/// a permit outvote the validators by their silence.
async fn set_rules(client: &Client, netuid: NetUid, cast: &[Person]) -> Result<(), Failure> {
    let at = client.at_head().await?;
    let validators = cast.iter().filter(|person| matches!(person.role, Role::Validator { .. })).count();
    let permits = u16::try_from(validators.saturating_add(1)).unwrap_or(u16::MAX);
    let known: Option<u16> = at.storage("SubtensorModule", "MaxAllowedValidators", &[&netuid]).await?;
    if known == Some(permits) {
        return Ok(());
    }
    let root = money::faucet()?;
    for call in [
        calls::set_commit_reveal(netuid, false),
        calls::set_subnet_emission(netuid, true),
        // Last, because its effect says that the others are done.
        calls::set_for_subnet("sudo_set_max_allowed_validators", netuid, Value::u128(permits.into())),
    ] {
        client.submit(&calls::sudo(call), &root).await?;
    }
    Ok(())
}

/// Buys seats, validators first, for those who have none.
async fn register(client: &Client, netuid: NetUid, cast: &[Person]) -> Result<(), Failure> {
    for person in cast.iter().filter(|person| matches!(person.role, Role::Validator { .. } | Role::Miner(_))) {
        let hotkey = person.neuron();
        if client.at_head().await?.uid_of(netuid, &hotkey).await?.is_none() {
            client.submit(&calls::burned_register(netuid, &hotkey), person.coldkey()).await?;
        }
    }
    Ok(())
}

async fn serve(
    client: &Client,
    netuid: NetUid,
    cast: &[Person],
    trained: Vec<Trained>,
    state: Option<&Path>,
) -> Result<(Vec<ValidatorActor>, Vec<MinerActor>), Failure> {
    let at = client.at_head().await?;
    let vision = Arc::new(Vision::new());
    let (mut validators, mut miners) = (Vec::new(), Vec::new());
    for person in cast {
        match person.role {
            Role::Validator { .. } => {
                let listen = known_address(&at, netuid, person, VALIDATORS_AT).await?;
                let state = state.map(|folder| folder.join(format!("{}.json", person.name)));
                let (vision, client) = (vision.clone(), client.clone());
                validators.push(ValidatorActor::start(person, vision, client, netuid, listen, state).await?);
            }
            Role::Miner(kind) => {
                let listen = known_address(&at, netuid, person, MINERS_AT).await?;
                let Some(Trained { miner, accuracy, .. }) = trained.iter().find(|trained| trained.kind == kind) else {
                    return Err(Failure::new(format!("nothing was trained for {}", person.name), ""));
                };
                let (miner, client) = (miner.clone(), client.clone());
                miners.push(MinerActor::start(person, miner, *accuracy, client, netuid, listen).await?);
            }
            Role::Owner | Role::Nominator { .. } => {}
        }
    }
    for miner in &miners {
        miner.announce(&client.at_head().await?).await?;
    }
    Ok((validators, miners))
}

/// Where the chain says that somebody serves, or any free port.
async fn known_address(at: &At, netuid: NetUid, person: &Person, ip: Ipv4Addr) -> Result<SocketAddr, Failure> {
    let axon = at.axon(netuid, &person.neuron()).await?;
    Ok(axon.as_ref().and_then(address_of).unwrap_or(SocketAddr::new(ip.into(), 0)))
}

impl Network {
    /// Starts the subnet shortly before its first epoch, lets everybody stake, and passes that
    /// epoch. Nothing happens where the subnet has started.
    async fn start(&mut self) -> Result<(), Failure> {
        let started: Option<u64> =
            self.head().await?.storage("SubtensorModule", "FirstEmissionBlockNumber", &[&self.netuid]).await?;
        if started.is_none() {
            let schedule = self.schedule().await?;
            self.seal_to(schedule.ends.saturating_sub(START_BEFORE_EPOCH)).await?;
            let owner = owner(&self.cast)?;
            self.client.submit(&calls::start_call(self.netuid), owner.coldkey()).await?;
        }
        money::stake(&self.client, &self.cast, self.netuid).await?;
        let at = self.head().await?;
        let phase = phase(&at, self.netuid, ROUNDS).await?;
        let permitted = at.neurons_lite(self.netuid).await?.iter().any(|neuron| neuron.validator_permit);
        if !permitted {
            self.pass_epoch(phase.schedule.ends).await?;
        }
        let at = self.head().await?;
        for miner in &self.miners {
            miner.follow(&at).await.map_err(|trouble| Failure::new(trouble, ""))?;
        }
        Ok(())
    }
}
