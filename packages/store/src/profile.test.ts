import type { Address } from "@redflag/domain/address";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { type StoredProfile, streamProfiles, upsertProfiles } from "./profile.ts";

const db = await openTestDatabase();

function addressAt(n: number): Address {
  return `0x${n.toString(16).padStart(40, "0")}`;
}

function profileAt(n: number, byteCount: number): StoredProfile {
  return { address: addressAt(n), state: new Uint8Array(byteCount).fill(n) };
}

/** By address, as text: what is stored, and what was given. */
function shown(profiles: readonly StoredProfile[]): Map<Address, string> {
  return new Map(profiles.map(({ address, state }) => [address, Buffer.from(state).toString("hex")]));
}

async function read(chainId: number, addresses: readonly Address[]): Promise<Map<Address, string>> {
  const found: StoredProfile[] = [];
  for await (const page of streamProfiles(db.kysely, chainId, addresses)) found.push(...page);
  return shown(found);
}

test("profiles come back as they were given, more than a page of them and of any length", async () => {
  const given = Array.from({ length: 4_500 }, (_, n) => profileAt(n, 1 + (n % 7) * 40));
  await upsertProfiles(db.kysely, 401, given);
  const addresses = given.map(({ address }) => address);
  expect(await read(401, addresses)).toEqual(shown(given));
  expect(await read(401, [addressAt(4_400), addressAt(9_999), addressAt(1)])).toEqual(
    shown([profileAt(1, 41), profileAt(4_400, 1 + (4_400 % 7) * 40)]),
  );
});

test("more bytes than are written at once are all written", async () => {
  const given = Array.from({ length: 220 }, (_, n) => profileAt(n, 86_000 + n));
  await upsertProfiles(db.kysely, 402, given);
  const addresses = given.map(({ address }) => address);
  expect(await read(402, addresses)).toEqual(shown(given));
});

test("a profile that is written again takes the place of the one before, on its chain only", async () => {
  await upsertProfiles(db.kysely, 403, [profileAt(1, 10), profileAt(2, 20)]);
  await upsertProfiles(db.kysely, 404, [profileAt(1, 30)]);
  await upsertProfiles(db.kysely, 403, [profileAt(1, 40), profileAt(3, 50)]);
  const addresses = [1, 2, 3].map(addressAt);
  expect(await read(403, addresses)).toEqual(shown([profileAt(1, 40), profileAt(2, 20), profileAt(3, 50)]));
  expect(await read(404, addresses)).toEqual(shown([profileAt(1, 30)]));
});

test("nobody's profiles are none", async () => {
  await upsertProfiles(db.kysely, 405, []);
  expect(await read(405, [])).toEqual(new Map());
  expect(await read(405, [addressAt(1)])).toEqual(new Map());
});
