// What wallets and dashboards do: connect, read metadata and state, transfer, follow blocks and events.
import { api, ask, equal, operation, person, sent } from "./common.mjs";

const [alice, bob, dave] = ["Alice", "Bob", "Dave"].map(person);
const TAO = 1_000_000_000n;
const free = async (who) => (await api.query.system.account(who.address)).data.free.toBigInt();

await operation("connect and read the metadata", "A", async () => {
  equal(api.runtimeVersion.specVersion.toNumber(), 425);
  equal(api.runtimeMetadata.version >= 14, true);
  equal(typeof api.tx.subtensorModule.addStake, "function");
});

await operation("the chain's name and properties", "A", async () => {
  equal((await api.rpc.system.chain()).toString(), "Bittensor");
  equal(api.registry.chainDecimals, [9]);
  equal(api.registry.chainSS58, 42);
});

await operation("read a balance", "A", async () => equal(String(await free(dave)), String(2_000n * TAO)));

await operation("estimate a fee", "A", async () => {
  const { partialFee } = await api.tx.balances.transferKeepAlive(bob.address, TAO).paymentInfo(alice);
  equal(partialFee.toBigInt() > 0n, true);
});

await operation("transfer", "A", async () => {
  const before = await free(bob);
  const events = await sent(api.tx.balances.transferKeepAlive(bob.address, 3n * TAO), alice);
  equal(String((await free(bob)) - before), String(3n * TAO));
  equal(events.some(({ event }) => api.events.balances.Transfer.is(event)), true);
});

await operation("a failed call names its error", "A", async () => {
  try {
    await sent(api.tx.subtensorModule.burnedRegister(999, bob.address), bob);
  } catch (error) {
    return equal(/SubnetNotExists|Custom error/.test(error.message), true, error.message);
  }
  throw new Error("it succeeded");
});

await operation("follow events", "A", async () => {
  let heard;
  const told = new Promise((resolve) => (heard = resolve));
  const stop = await api.query.system.events((events) => {
    if (events.some(({ event }) => event.section === "balances" && event.method === "Transfer")) heard();
  });
  await sent(api.tx.balances.transferAllowDeath(dave.address, TAO), alice);
  await told;
  stop();
});

await operation("follow new and final heads", "A", async () => {
  for (const follow of [api.rpc.chain.subscribeNewHeads, api.rpc.chain.subscribeFinalizedHeads]) {
    let heard;
    const told = new Promise((resolve) => (heard = resolve));
    const from = (await api.rpc.chain.getHeader()).number.toNumber();
    const stop = await follow((head) => head.number.toNumber() > from && heard());
    await ask("dev_mine", 1);
    await told;
    stop();
  }
});

await operation("a block with its extrinsics", "A", async () => {
  await sent(api.tx.system.remark("0x00"), alice);
  const { block } = await api.rpc.chain.getBlock();
  equal(block.extrinsics.map(({ method }) => method.method).includes("remark"), true);
});

await operation("state of a block in the past", "A", async () => {
  const genesis = await api.at(await api.rpc.chain.getBlockHash(0));
  equal(String((await genesis.query.system.account(alice.address)).data.free.toBigInt()), String(1_000_000n * TAO));
});

await operation("a map, by pages and whole", "A", async () => {
  const page = await api.query.system.account.entriesPaged({ args: [], pageSize: 3 });
  equal(page.length, 3);
  equal((await api.query.subtensorModule.networksAdded.entries()).length, 2);
});

await operation("runtime APIs by name", "A", async () => {
  const neurons = await api.call.neuronInfoRuntimeApi.getNeuronsLite(1);
  equal(neurons.length, 1);
});

process.exit(0);
