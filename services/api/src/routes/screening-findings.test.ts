import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { formatAddress } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import { sampleEntry } from "@redflag/store/list.samples";
import { hash32 } from "@redflag/store/people.samples";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";
import { expect, test } from "vitest";
import { seedKey } from "../testing/seed-callers.ts";
import { openWorld } from "../testing/world.ts";

/* What screening tells of events that were released: to whom they were, and to nobody else. */

const world = await openWorld();
const [one, other] = [await world.addSubscriber("One"), await world.addSubscriber("Other")];
const exchange = await world.enter(["exchange"], one);
const competitor = await world.enter(["exchange"], other);
const analyst = await world.enter(["analyst"]);

const { address } = sampleEntry("told");
const evm = formatAddress(address, "eip155");
const hash = (text: string): Hex => `0x${hash32(text).toString("hex")}`;

function event(seed: string, over: Partial<AlertEventPayload> = {}): { eventId: Hex; payload: AlertEventPayload } {
  const payload = AlertEventPayload.parse({
    type: "alert.created",
    alert: hash("alert"),
    chain: "eip155:1",
    heuristic: "watchlist-hit",
    version: 1,
    subject: `eip155:1:${evm}`,
    severity: "HIGH",
    exposure: "DIRECT",
    score: 100,
    state: "provisional",
    revision: hash("revision"),
    stateSeq: 0,
    transfers: [],
    moreTransfers: 0,
    ...over,
  });
  return { eventId: hash(seed), payload };
}

const release = (subscriberId: string, ...events: Array<ReturnType<typeof event>>) =>
  inTransaction(world.db, (tx) => insertReleasedEvents(tx, subscriberId, events));

interface Told {
  findings?: Array<{ alert: string; event: string }>;
}

/** The same by itself and in a batch, or this says so. */
async function findingsOf(text: string, who = exchange): Promise<Told["findings"]> {
  const single = await who.browser.send("GET", `/v1/addresses/${text}/screening`);
  const many = await who.browser.send("POST", "/v1/addresses/screening", { body: { addresses: [text, "0x12", text] } });
  expect([single.status, many.status], JSON.stringify([single.body, many.body])).toEqual([200, 200]);
  const { findings } = single.body as Told;
  const { items } = many.body as { items: Array<{ screening?: Told }> };
  expect(items.map(({ screening }) => screening?.findings)).toEqual([findings, undefined, findings]);
  return findings;
}

test("an alert is told as its newest event has it, to whom that was released and to nobody else", async () => {
  expect(await findingsOf(evm)).toEqual([]);
  await release(one, event("created"), event("another", { alert: hash("another alert") }));
  await release(one, event("withdrawn", { type: "alert.withdrawn", state: "withdrawn", score: 120 }));
  expect(await findingsOf(evm)).toEqual([
    {
      alert: hash("alert"),
      event: hash("withdrawn"),
      chain: "eip155:1",
      heuristic: "watchlist-hit",
      version: 1,
      severity: "HIGH",
      exposure: "DIRECT",
      score: 120,
      state: "withdrawn",
      releasedAt: expect.stringMatching(/^20.*Z$/),
    },
    expect.objectContaining({ alert: hash("another alert"), state: "provisional" }),
  ]);
  expect(await findingsOf(evm, competitor)).toEqual([]);
  expect(await findingsOf(evm, analyst)).toBeUndefined();
  expect(await findingsOf(formatAddress(sampleEntry("untold").address, "eip155"))).toEqual([]);
});

test("of a chain that is named only its own, and of the other family's form nothing", async () => {
  await release(one, event("elsewhere", { alert: hash("elsewhere"), chain: "eip155:56", subject: `eip155:56:${evm}` }));
  expect((await findingsOf(`eip155:56:${evm}`))?.map(({ alert }) => alert)).toEqual([hash("elsewhere")]);
  expect((await findingsOf(`eip155:1:${evm}`))?.map(({ alert }) => alert)).toEqual([
    hash("alert"),
    hash("another alert"),
  ]);
  const tron = formatAddress(address, "tron");
  expect(await findingsOf(tron)).toEqual([]);
  await release(one, event("tron", { chain: "tron:728126428", subject: `tron:728126428:${tron}` }));
  expect(await findingsOf(`41${address.slice(2)}`)).toEqual([expect.objectContaining({ chain: "tron:728126428" })]);
});

test("ten events at most are looked at, the newest", async () => {
  const seeds = Array.from({ length: 12 }, (_, i) => `many ${i}`);
  await release(other, ...seeds.map((seed) => event(seed, { alert: hash(seed) })));
  expect((await findingsOf(evm, competitor))?.map(({ event: id }) => id)).toEqual(seeds.slice(2).reverse().map(hash));
});

test("a key for screening alone is told of no event", async () => {
  const { secret } = await seedKey(world.db, "exchange", {
    subscriberId: one,
    scopes: ["screening:read"],
    expiresAt: new Date("2100-01-01"),
  });
  const answer = await fetch(`${world.serverUrl}/v1/addresses/${evm}/screening`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).not.toHaveProperty("findings");
});
