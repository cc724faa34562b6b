import type { Address } from "@redflag/domain/address";
import { graphParams } from "@redflag/domain/graph/graph-params";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { afterAll, expect, test } from "vitest";
import type { BeginStretch, ShowPayments, StretchSeen } from "./graph-messages.ts";
import { GraphHere, type GraphSeat } from "./graph-seat.ts";
import { GraphThread } from "./graph-thread.ts";
import { packStored } from "./packed-memories.ts";
import { PaymentColumns } from "./payment-columns.ts";

const LANE = "1 graph_state";
const addresses = Array.from({ length: 80 }, (_, n): Address => `0x${(n + 1).toString(16).padStart(40, "0")}`);
const rules = HEURISTICS.filter(({ stage }) => stage === "graph").map(({ id, version, params }) => ({
  id,
  version,
  params: params.parse({}),
}));

const threads: GraphThread[] = [];
afterAll(async () => {
  await Promise.all(threads.map((thread) => thread.close()));
});

function newThread(): GraphThread {
  const thread = new GraphThread();
  threads.push(thread);
  return thread;
}

function begin(parts: BeginStretch["parts"], memories = packStored(addresses, new Map())): BeginStretch {
  const params = graphParams.parse({ warmUpDays: 0, openingHundredths: 100, joiningHundredths: 100 });
  return { kind: "begin", lane: LANE, rules: { params, rules }, parts, addresses, memories };
}

const [SOURCE, TARGET, FIRST_MULE, SCHEME] = [58, 59, 60, 420];

/** Forty pay each other again and again; then one pays twenty newcomers in turn, each of which pays the same other. */
function sidesOf(n: number): [number, number] {
  const mule = FIRST_MULE + Math.floor((n - SCHEME) / 2);
  if (n >= SCHEME && n < SCHEME + 40) return n % 2 === 0 ? [SOURCE, mule] : [mule, TARGET];
  return [n % 40, (n + 1 + (n % 3)) % 40];
}

function payments(from: number, count: number): ShowPayments {
  const columns = new PaymentColumns(count);
  for (let n = from; n < from + count; n++) {
    const [payer, payee] = sidesOf(n);
    columns.add(payer, payee, {
      pair: {
        blockNumber: n,
        logIndex: 0,
        from: addresses[payer] as Address,
        to: addresses[payee] as Address,
        time: 1_700_000_000 + n * 3_600,
        worth: n % 5 === 0 ? undefined : 100 + n,
      },
      opening: { txHash: `0x${n.toString(16).padStart(64, "0")}`, token: addresses[0] as Address, txOrdinal: 0 },
    });
  }
  return columns.take(LANE);
}

/** Three stretches: the second goes on with what is held, the third from what the first two have stored. */
async function lookThrice(seat: GraphSeat): Promise<StretchSeen[]> {
  const stored = new Map<string, Uint8Array>();
  const all: StretchSeen[] = [];
  for (const stretch of [0, 1, 2]) {
    const before = all.at(-1)?.memories;
    const memories = before && { lengths: before.lengths.slice(), bytes: before.bytes.slice() };
    seat.post(begin(stretch === 1 ? "held" : new Map(stored), memories));
    seat.post(payments(stretch * 200, 150));
    seat.post(payments(stretch * 200 + 150, 50));
    const seen = await seat.end(LANE);
    for (const [part, bytes] of seen.changes?.upserts ?? []) stored.set(part, Uint8Array.from(bytes));
    for (const part of seen.changes?.deletes ?? []) stored.delete(part);
    all.push(seen);
  }
  return all;
}

test("a thread beside sees what is seen here, byte for byte, and goes on from what it holds or from what is stored", async () => {
  const here = await lookThrice(new GraphHere());
  expect(here.flatMap(({ looks }) => looks).some(([, { groups }]) => groups.length > 0)).toBe(true);
  expect(await lookThrice(newThread())).toEqual(here);
});

test("what goes wrong in the thread is thrown by whoever waits for it, and by whoever comes later", async () => {
  const thread = newThread();
  thread.post(begin("held"));
  await expect(thread.end(LANE)).rejects.toThrow("a lane's last stretch");
  expect(() => thread.post(begin(new Map()))).toThrow("a lane's last stretch");
  await expect(thread.end(LANE)).rejects.toThrow("a lane's last stretch");
});

test("a stretch that came to nothing is begun again from what is stored", async () => {
  const seat = newThread();
  seat.post(begin(new Map()));
  seat.post(payments(0, 100));
  expect(await lookThrice(seat)).toEqual(await lookThrice(new GraphHere()));
});
