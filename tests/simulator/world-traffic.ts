import { type Address, ZERO_ADDRESS } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { Random } from "./random.ts";
import {
  approvalLog,
  circleFreezeLog,
  circleUnfreezeLog,
  malformedLog,
  TOKENS,
  tetherDestroyLog,
  tetherFreezeLog,
  tetherUnfreezeLog,
  transferLog,
  type WorldLog,
} from "./world-log.ts";

/** A transaction keeps its hash wherever a reorg puts it. */
export interface WorldTransaction {
  hash: Hash;
  logs: readonly WorldLog[];
}

function addresses(prefix: string, count: number): Address[] {
  return Array.from(
    { length: count },
    (_, i) => `0x${prefix.repeat(19)}${(i + 1).toString(16).padStart(2, "0")}` as const,
  );
}

/** Never on a list. */
const ORDINARY: readonly Address[] = addresses("a0", 5);
/** Have nothing before and keep little. */
const RELAYS: readonly Address[] = addresses("c0", 12);
/** On a list in some version, at some time; see `lists.ts`. */
export const SUSPECTS: readonly Address[] = addresses("b0", 5);

/** One transaction of one to four logs; every second one touches somebody who may be listed. */
export function makeTransaction(random: Random, hash: Hash): WorldTransaction {
  if (random.chance(12)) return { hash, logs: makeRelay(random) };
  const count = random.weigh({ 1: 60, 2: 20, 3: 12, 4: 8 });
  return { hash, logs: Array.from({ length: Number(count) }, () => makeLog(random)) };
}

/** Money that comes to somebody and goes on at once, all or nearly all of it: what rules with a memory are there for. */
function makeRelay(random: Random): WorldLog[] {
  const token = random.pick(TOKENS);
  const relay = random.pick(RELAYS);
  const amount = BigInt(random.between(1_100, 9_000)) * 1_000_000n;
  const kept = random.pick([0n, 0n, 1n, amount / 50n]);
  const out = transferLog(token, relay, random.pick([...ORDINARY, ...SUSPECTS]), amount - kept);
  return [transferLog(token, random.pick(ORDINARY), relay, amount), out];
}

function makeLog(random: Random): WorldLog {
  const token = random.pick(TOKENS);
  const [payer, payee] = [random.pick(ORDINARY), random.pick(ORDINARY)];
  const suspect = random.pick(SUSPECTS);
  const amount = BigInt(random.between(1, 5_000_000)) * 1_000n;
  switch (
    random.weigh({
      ordinary: 60,
      received: 20,
      sent: 14,
      among: 5,
      self: 3,
      forged: 7,
      minted: 3,
      burned: 3,
      issuer: 5,
      malformed: 4,
      other: 4,
    })
  ) {
    case "ordinary":
      return transferLog(token, payer, payee, amount);
    case "received":
      return transferLog(token, payer, suspect, amount);
    case "sent":
      return transferLog(token, suspect, payee, amount);
    case "among":
      return transferLog(token, suspect, random.pick(SUSPECTS), amount);
    case "self":
      return transferLog(token, suspect, suspect, amount);
    case "forged":
      return transferLog(token, suspect, payee, 0n);
    case "minted":
      return transferLog(token, ZERO_ADDRESS, suspect, amount);
    case "burned":
      return transferLog(token, suspect, ZERO_ADDRESS, amount);
    case "issuer":
      return random.pick([
        tetherFreezeLog(suspect),
        circleFreezeLog(suspect),
        tetherDestroyLog(suspect, amount),
        tetherUnfreezeLog(suspect),
        circleUnfreezeLog(suspect),
      ]);
    case "malformed":
      return malformedLog(token, payer, suspect, random.pick(["nft", "cut"]));
    case "other":
      return approvalLog(token, payer, payee);
  }
}
