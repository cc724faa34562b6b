import { formatAddress } from "@redflag/domain/address";
import { ethereum } from "@redflag/domain/chains/ethereum";
import type { AddressEntry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { encodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { AddressExposure, HeldExposure } from "@redflag/domain/exposure/held-exposure";
import { sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { seedScreened } from "../testing/seed-screened.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));
const analyst = await world.enter(["analyst"]);
await seedScreened(world.db);

const person = sampleEntry("person").address;
const [relay, stranger] = [sampleEntry("relay").address, sampleEntry("stranger").address];
const shared = sampleEntry("shared", { sharing: "TLP:GREEN", category: "sanctions", severity: "SEVERE" });
const inside = sampleEntry("inside", { sharing: "TLP:RED", category: "sanctions" });

const importList = (...entries: AddressEntry[]) =>
  importListVersion(world.db, {
    list: { id: "orders", title: "Orders", authority: "Authority" },
    entries,
    source: "test",
  });

function held(entry: AddressEntry, micros: bigint): HeldExposure {
  const step = { micros, time: 1_767_225_600, blockNumber: 7, logIndex: 0 };
  return {
    origin: entry.address,
    entry: { list: "orders", listVersion: 0, entryId: entryId(entry), severity: entry.severity, confidence: 100 },
    hops: 2,
    micros,
    since: 1_767_225_600,
    path: [
      { ...step, payer: entry.address },
      { ...step, payer: relay },
    ],
  };
}
const purseOf = (...exposures: HeldExposure[]): AddressExposure => [
  { peg: "USD", balanceMicros: 1_000_000_000n, exposures, otherMicros: 0n, days: [] },
];

async function remember(all: AddressExposure, ofShared: AddressExposure): Promise<void> {
  const bytes = (purses: AddressExposure) => encodeExposure(purses) ?? null;
  await world.db.pool.query(
    `insert into profile (chain_id, address, state, exposure, shared_exposure) values ($1, $2, '', $3, $4)
     on conflict (chain_id, address) do update set exposure = $3, shared_exposure = $4`,
    [ethereum.id, Buffer.from(person.slice(2), "hex"), bytes(all), bytes(ofShared)],
  );
}

async function exposuresOf(address: `0x${string}`, who = exchange): Promise<unknown> {
  const text = formatAddress(address, "eip155");
  const one = await who.browser.send("GET", `/v1/addresses/${text}/screening`);
  const many = await who.browser.send("POST", "/v1/addresses/screening", { body: { addresses: [text] } });
  expect([one.status, many.status], JSON.stringify([one.body, many.body])).toEqual([200, 200]);
  const [item] = (many.body as { items: Array<{ screening: { exposures: unknown } }> }).items;
  const { exposures } = one.body as { exposures: unknown };
  expect(item?.screening.exposures).toEqual(exposures);
  return exposures;
}

test("each audience is told of money that came from who it knows to be listed, and how", async () => {
  await importList(shared, inside);
  await remember(purseOf(held(inside, 600_000_000n), held(shared, 250_500_000n)), purseOf(held(shared, 250_500_000n)));
  const known = {
    chain: ethereum.caip2,
    currency: "USD",
    amount: "250.5",
    sharePpm: 250_500,
    hops: 2,
    since: "2026-01-01T00:00:00.000Z",
    path: [
      { payer: formatAddress(shared.address, "eip155"), amount: "250.5", block: 7 },
      { payer: formatAddress(relay, "eip155") },
    ],
    origin: { list: "orders", listing: { severity: "SEVERE", state: "in_force", version: 1 } },
  };
  expect(await exposuresOf(person)).toMatchObject([known]);
  expect(await exposuresOf(person, analyst)).toMatchObject([
    { amount: "600", origin: { listing: { sharing: "TLP:RED" } } },
    known,
  ]);
  expect(await exposuresOf(stranger)).toEqual([]);
});

test("to an exchange who came by money of an address that is listed inside is as anybody", async () => {
  await importList(shared, inside);
  await remember(purseOf(held(inside, 600_000_000n)), []);
  expect(await exposuresOf(person)).toEqual(await exposuresOf(stranger));
});

test("an origin that is delisted is told to staff as that, and to an exchange no more", async () => {
  await importList(inside);
  await remember(purseOf(held(shared, 250_500_000n)), purseOf(held(shared, 250_500_000n)));
  expect(await exposuresOf(person)).toEqual([]);
  const [told] = (await exposuresOf(person, analyst)) as Array<{ origin: object }>;
  expect(told?.origin).toEqual({ address: formatAddress(shared.address, "eip155"), list: "orders" });
});
