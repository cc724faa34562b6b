import { randomBytes } from "node:crypto";
import type { Watch, WatchAlert } from "@redflag/contract/http/routes/watches";
import { ethereum } from "@redflag/domain/chains/ethereum";
import type { Hash } from "@redflag/domain/hex";
import { permissionsOf } from "@redflag/domain/role";
import { finalizeWatchAlertsUpTo, upsertWatchAlerts } from "@redflag/store/watch-alert-write";
import { insertWatchEpoch, insertWatchPast } from "@redflag/store/watch-epoch";
import { expect, test } from "vitest";
import { callDirectly } from "../testing/direct-call.ts";
import { openWorld } from "../testing/world.ts";
import { watchHandlers } from "./watches.ts";

const world = await openWorld();
const [ada, bo] = [await world.enter(["analyst"]), await world.enter(["analyst"])];
const supervisor = await world.enter(["supervisor"]);
const ADDRESS = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";

async function watchesOf(who: typeof ada, query = ""): Promise<Watch[]> {
  const { body } = await who.browser.send("GET", `/v1/watches${query}`);
  return (body as { items: Watch[] }).items;
}

test("an analyst watches an address, and nobody else sees it, nor can end it", async () => {
  const body = { address: ADDRESS, reason: "paid the same day as the order" };
  const made = await ada.browser.send("POST", "/v1/watches", { body });
  expect(made).toMatchObject({ status: 201, body });
  expect(await ada.browser.send("POST", "/v1/watches", { body })).toMatchObject({ status: 409, code: "watch_exists" });
  const { id } = made.body as Watch;
  for (const other of [bo, supervisor]) {
    expect(await watchesOf(other)).toEqual([]);
    expect(await other.browser.send("DELETE", `/v1/watches/${id}`)).toMatchObject({ status: 404, code: "not_found" });
  }
  for (const role of ["ops", "admin"] as const) {
    const { browser } = await world.enter([role]);
    expect(await browser.send("GET", "/v1/watches")).toMatchObject({ status: 403 });
  }
  const { body: listings } = await supervisor.browser.send("GET", `/v1/addresses/${ADDRESS}/listings`);
  expect(listings).toEqual({ items: [], freezes: [] });
  // Another may watch the same, and learns nothing from being let.
  expect(await bo.browser.send("POST", "/v1/watches", { body })).toMatchObject({ status: 201 });

  expect((await ada.browser.send("DELETE", `/v1/watches/${id}`)).status).toBe(204);
  expect((await ada.browser.send("DELETE", `/v1/watches/${id}`)).status).toBe(204);
  expect(await watchesOf(ada)).toMatchObject([{ id, endedAt: expect.any(String) }]);
  expect(await ada.browser.send("POST", "/v1/watches", { body })).toMatchObject({ status: 201 });
  const [newest, ...rest] = await watchesOf(ada, "?limit=1");
  expect([newest?.endedAt, rest]).toEqual([undefined, []]);
});

test("the audit learns why, and not which address", async () => {
  const caller = {
    kind: "user" as const,
    id: (await world.addUser(["analyst"])).id,
    name: "cy@fiu.example",
    roles: ["analyst" as const],
    permissions: permissionsOf(["analyst"]),
    sandbox: false,
  };
  const body = { address: ADDRESS, reason: "a lead" };
  const none = { params: undefined, query: undefined };
  const { told } = await callDirectly(watchHandlers().createWatch, world.db, {
    ...none,
    body,
    caller,
    now: new Date(),
  });
  expect(told).toEqual({ subject: expect.stringMatching(/^watch:/), detail: { reason: "a lead" } });
});

/** As the lane raises it. */
async function raise(watchId: string, owner: string, block: number): Promise<Hash> {
  const id: Hash = `0x${randomBytes(32).toString("hex")}`;
  const party = `0x${"b2".repeat(20)}` as const;
  const place = { blockNumber: block, logIndex: 3, txHash: id, txOrdinal: 0 };
  const transfer = { ...place, token: party, sender: party, recipient: party, amount: 2_500_000n };
  const about = { ruleVersion: 1, block: { number: block, hash: id, time: 1_700_000_000 + block }, transfer };
  const alert = {
    id,
    watchId,
    owner: `user:${owner}`,
    ...about,
    text: "0xB2… sent 2.5 USDC to itself; you watch 0xB2…",
  };
  await upsertWatchAlerts(world.db.kysely, ethereum.id, [alert]);
  return id;
}

const alertsOf = async (who: typeof ada, query = "") =>
  (await who.browser.send("GET", `/v1/watches/alerts${query}`)).body as { items: WatchAlert[]; next?: string };

test("its payments are its owner's alone; of another's watch there is as much as of none", async () => {
  const eve = await world.enter(["analyst"]);
  const body = { address: "0x52908400098527886E0F7030069857D2E4169EE7", reason: "a lead" };
  const made = (await eve.browser.send("POST", "/v1/watches", { body })).body as Watch;
  expect(made.lanes).toEqual([]);
  const ids = [await raise(made.id, eve.id, 7), await raise(made.id, eve.id, 8), await raise(made.id, eve.id, 9)];
  await finalizeWatchAlertsUpTo(world.db.kysely, ethereum.id, 7);
  await insertWatchEpoch(world.db.kysely, ethereum.id, { seq: 1, fromBlock: 8, watchSeq: 1_000, ruleVersion: 1 });
  await insertWatchPast(world.db.kysely, ethereum.id, { watchId: made.id, fromBlock: 2, isCut: true });

  const all = await alertsOf(eve);
  expect(all.items.map(({ id, state }) => [id, state])).toEqual([
    [ids[2], "provisional"],
    [ids[1], "provisional"],
    [ids[0], "final"],
  ]);
  expect(all.items[0]).toMatchObject({ watch: made.id, chain: "eip155:1", block: 9, amount: "2500000" });
  const first = await alertsOf(eve, "?limit=2");
  expect([...first.items, ...(await alertsOf(eve, `?limit=2&cursor=${first.next}`)).items]).toEqual(all.items);
  expect(await eve.browser.send("GET", `/v1/watches/alerts?state=final&cursor=${first.next}`)).toMatchObject({
    status: 400,
    code: "cursor_foreign",
  });
  expect((await alertsOf(eve, `?state=final&watch=${made.id}`)).items.map(({ id }) => id)).toEqual([ids[0]]);
  expect((await watchesOf(eve))[0]?.lanes).toEqual([{ chain: "eip155:1", fromBlock: 2, isCut: true, sinceBlock: 8 }]);

  const nobodys = `?watch=${ids[0]?.slice(2, 10)}-0000-4000-8000-000000000000`;
  for (const other of [bo, supervisor]) {
    for (const query of ["", `?watch=${made.id}`, nobodys]) expect(await alertsOf(other, query)).toEqual({ items: [] });
  }
  for (const role of ["ops", "admin"] as const) {
    const { browser } = await world.enter([role]);
    expect(await browser.send("GET", "/v1/watches/alerts")).toMatchObject({ status: 403 });
  }
  expect((await eve.browser.send("DELETE", `/v1/watches/${made.id}`)).status).toBe(204);
  expect((await alertsOf(eve)).items).toHaveLength(3);
});
