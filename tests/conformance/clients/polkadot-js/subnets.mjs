// Subnets by plain calls: made, started, a seat, stake, weights, and their events.
import { api, ask, equal, operation, person, sent } from "./common.mjs";

const [alice, bob, hot] = ["Alice", "Bob", "Bob//hot"].map(person);
const TAO = 1_000_000_000n;
const netuid = (await api.query.subtensorModule.totalNetworks()).toNumber();
const { subtensorModule, adminUtils, sudo, utility, proxy } = api.tx;
const named = (events, name) => events.some(({ event }) => event.method === name);

await operation("register a subnet", "A", async () => {
  const events = await sent(subtensorModule.registerNetwork(person("Alice//hot").address), alice);
  equal(named(events, "NetworkAdded"), true);
});

await operation("start it", "A", async () => {
  await sent(subtensorModule.startCall(netuid), alice);
  equal((await api.query.subtensorModule.subtokenEnabled(netuid)).toHuman(), true);
});

await operation("a call as root", "A", async () => {
  const call = adminUtils.sudoSetCommitRevealWeightsEnabled(netuid, false);
  const events = await sent(sudo.sudo(call), alice);
  const done = events.find(({ event }) => api.events.sudo.Sudid.is(event));
  equal(done.event.data[0].isOk, true, done.event.data.toString());
});

await operation("buy a seat", "A", async () => {
  await sent(subtensorModule.burnedRegister(netuid, hot.address), bob);
  equal((await api.query.subtensorModule.uids(netuid, hot.address)).toJSON(), 1);
});

await operation("add stake", "A", async () => {
  const events = await sent(subtensorModule.addStake(hot.address, netuid, 1_000n * TAO), bob);
  equal(named(events, "StakeAdded"), true);
});

await operation("set weights", "A", async () => {
  await ask("dev_mineUntil", { epoch: { netuid } });
  await sent(subtensorModule.setWeights(netuid, [0], [65535], 0), hot);
  equal((await api.query.subtensorModule.weights(netuid, 1)).toJSON(), [[0, 65535]]);
});

await operation("remove stake", "A", async () => {
  const events = await sent(subtensorModule.removeStake(hot.address, netuid, TAO), bob);
  equal(named(events, "StakeRemoved"), true);
});

await operation("the metagraph by its runtime API", "A", async () => {
  const metagraph = (await api.call.subnetInfoRuntimeApi.getMetagraph(netuid)).unwrap();
  equal(metagraph.hotkeys.length, 2);
});

await operation("a batch of calls", "B", async () => {
  const call = api.tx.system.remark("0x00");
  equal(named(await sent(utility.batchAll([call, call]), bob), "BatchCompleted"), true);
});

await operation("a proxy's call", "B", async () => {
  await sent(proxy.addProxy(bob.address, "Any", 0), alice);
  const call = api.tx.balances.transferKeepAlive(hot.address, TAO);
  equal(named(await sent(proxy.proxy(alice.address, null, call), bob), "ProxyExecuted"), true);
});

process.exit(0);
