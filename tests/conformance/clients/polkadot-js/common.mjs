// The library, found where the environment installed it, and operations that print what came of them.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.env.MODULES}/`));
const load = async (name) => import(pathToFileURL(require.resolve(name)));

export const { ApiPromise, WsProvider } = await load("@polkadot/api");
export const { Keyring } = await load("@polkadot/keyring");
export const { cryptoWaitReady } = await load("@polkadot/util-crypto");

await cryptoWaitReady();
const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });
export const person = (name) => keyring.addFromUri(`//${name}`);
export const api = await ApiPromise.create({ provider: new WsProvider(process.env.MYELIN_URL), noInitWarn: true });

// Runs the function and prints one line: client, op, tier, result, why.
export async function operation(op, tier, run) {
  const began = performance.now();
  let [result, why] = ["pass", ""];
  try {
    await run();
  } catch (error) {
    [result, why] = ["fail", String(error?.message ?? error).slice(0, 400)];
  }
  const seconds = Math.round(performance.now() - began) / 1000;
  console.log(JSON.stringify({ client: process.env.MYELIN_CLIENT ?? "", op, tier, result, why, seconds }));
}

export function equal(seen, expected, what = "it") {
  const [left, right] = [seen, expected].map((value) => JSON.stringify(value));
  if (left !== right) throw new Error(`${what} is ${left}, expected ${right}`);
}

// Sends a transaction and gives back its events once its block is final; a failed call is an error that names it.
export function sent(transaction, signer) {
  return new Promise((resolve, reject) => {
    const watched = transaction.signAndSend(signer, ({ status, events, dispatchError }) => {
      if (dispatchError) {
        const found = dispatchError.isModule ? api.registry.findMetaError(dispatchError.asModule) : undefined;
        reject(new Error(found ? `${found.section}.${found.name}` : dispatchError.toString()));
      } else if (status.isFinalized) resolve(events);
    });
    watched.catch(reject);
  });
}

// One of the chain's own verbs.
export async function ask(method, ...params) {
  const url = process.env.MYELIN_URL.replace("ws://", "http://");
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const answer = await (await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body })).json();
  if (answer.error) throw new Error(answer.error.message);
  return answer.result;
}
