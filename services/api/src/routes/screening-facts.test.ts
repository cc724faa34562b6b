import { formatAddress } from "@redflag/domain/address";
import type { AddressEntry } from "@redflag/domain/entry";
import { sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, expect, test } from "vitest";
import { seedScreened } from "../testing/seed-screened.ts";
import { openWorld } from "../testing/world.ts";

/* What screening tells of the ledger itself: issuers' freezes, and addresses that are inferred to be deposit addresses. */

const world = await openWorld();
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));
const analyst = await world.enter(["analyst"]);
await seedScreened(world.db);

const USDT = "0xdac17f958d2ee523a2206206994597c13d831ec7";
const [person, other] = [sampleEntry("person").address, sampleEntry("other").address];
const wallet = sampleEntry("wallet", { category: "exchange", entity: "Kumru", severity: "LOW", confidence: 90 });
const bytea = (hex: string) => Buffer.from(hex.slice(2), "hex");

const importList = (...entries: AddressEntry[]) =>
  importListVersion(world.db, {
    list: { id: "wallets", title: "Wallets", authority: "Authority" },
    entries,
    source: "test",
  });

async function say(kind: "freeze" | "unfreeze", block: number, account = person, token = USDT): Promise<void> {
  await world.db.pool.query(
    `insert into issuer_event (chain_id, block_number, log_index, tx_hash, token, kind, account)
     values (1, $1::int, 50, sha256(format('%s', $1::int)::bytea), $2, $3, $4)`,
    [block, bytea(token), kind, bytea(account)],
  );
}

async function infer(address: string, chainId = 1): Promise<void> {
  await world.db.pool.query(
    `insert into inferred_service (chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time,
       last_time, confidence) values ($1, $2, 12, 0, $3, 4, 987654, '2026-01-01', '2026-01-05', 85)`,
    [chainId, bytea(address), bytea(wallet.address)],
  );
}

interface Told {
  freezes: unknown[];
  deposits: unknown[];
}

async function screen(text: string, who = exchange): Promise<Told> {
  const one = await who.browser.send("GET", `/v1/addresses/${text}/screening`);
  const many = await who.browser.send("POST", "/v1/addresses/screening", { body: { addresses: [text] } });
  expect([one.status, many.status], JSON.stringify([one.body, many.body])).toEqual([200, 200]);
  const [item] = (many.body as { items: Array<{ screening: Told }> }).items;
  const { freezes, deposits } = one.body as Told;
  expect(item?.screening).toMatchObject({ freezes, deposits });
  return { freezes, deposits };
}
const evm = (address: `0x${string}`) => formatAddress(address, "eip155");

beforeEach(async () => {
  await world.db.pool.query("delete from issuer_event; delete from inferred_service");
  await world.db.pool.query("update lane set final_position = 12");
});

test("everybody is told of the freezes that stand, each with its issuer, chain and place, and of none that was lifted", async () => {
  await say("freeze", 12);
  await say("freeze", 13, person, "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48");
  await say("freeze", 14, other);
  await say("unfreeze", 16, other);
  const { freezes } = await screen(evm(person));
  expect(freezes).toMatchObject([
    {
      ...{ list: "issuer-freezes", issuer: "Tether", symbol: "USDT", chain: "ethereum", status: "in_force" },
      frozen: { block: 12, time: new Date(1_700_000_012_000).toISOString(), state: "final" },
    },
    { issuer: "Circle", symbol: "USDC", frozen: { block: 13, state: "provisional" } },
  ]);
  expect((await screen(evm(person), analyst)).freezes).toEqual(freezes);
  expect((await screen(`eip155:1:${evm(person)}`)).freezes).toEqual(freezes);
  for (const elsewhere of [evm(other), `eip155:56:${evm(person)}`, formatAddress(person, "tron")]) {
    expect((await screen(elsewhere)).freezes).toEqual([]);
  }
});

test("a freeze whose block is taken back was none", async () => {
  await say("freeze", 14);
  await world.db.pool.query("delete from issuer_event where block_number = 14");
  expect((await screen(evm(person))).freezes).toEqual([]);
});

test("an inferred deposit address is told with the service as an entry has it that the asking party knows", async () => {
  await infer(person);
  await importList({ ...wallet, sharing: "TLP:GREEN", confidence: 70 });
  const told = {
    ...{ address: evm(person), chain: "ethereum", status: "inferred", service: evm(wallet.address), entity: "Kumru" },
    confidence: 70,
    evidence: { forwardCount: 4, sharePpm: 987_654 },
    inferredAt: { block: 12, logIndex: 0 },
  };
  expect((await screen(evm(person))).deposits).toMatchObject([told]);
  expect((await screen(evm(person), analyst)).deposits).toMatchObject([told]);
  for (const elsewhere of [evm(other), `eip155:56:${evm(person)}`, formatAddress(person, "tron")]) {
    expect((await screen(elsewhere)).deposits).toEqual([]);
  }
});

test.each([
  ["is listed inside alone", [{ ...wallet, sharing: "TLP:AMBER" as const }]],
  ["is shared as something else", [wallet, { ...wallet, sharing: "TLP:GREEN" as const, category: "bridge" as const }]],
  ["is shared as another chain's", [wallet, { ...wallet, sharing: "TLP:GREEN" as const, family: "tron" as const }]],
  ["is shared no longer in force", [wallet, { ...wallet, sharing: "TLP:GREEN" as const, validTo: 1_700_000_000 }]],
])("whose service's wallet %s is told to staff, and to an exchange as of anybody", async (_, entries) => {
  await infer(person);
  await importList(...entries);
  expect((await screen(evm(person), analyst)).deposits).toMatchObject([{ confidence: 85 }]);
  expect(await screen(evm(person))).toEqual(await screen(evm(other)));
});

test("what a list says of the address itself goes before what is inferred, and without the wallet nothing is", async () => {
  await infer(person);
  await importList({ ...wallet, sharing: "TLP:GREEN" }, { ...wallet, address: person, sharing: "TLP:GREEN" });
  expect((await screen(evm(person), analyst)).deposits).toEqual([]);
  await importList(sampleEntry("nobody", { sharing: "TLP:GREEN" }));
  expect((await screen(evm(person), analyst)).deposits).toEqual([]);
});
