import type { Address } from "@redflag/domain/address";
import { encodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { Database } from "@redflag/store/database";
import { seedEvents } from "../../../services/api/src/testing/seed-events.ts";
import { seedScreened } from "../../../services/api/src/testing/seed-screened.ts";

/** Of everybody, so that no table is empty. */
const FREEZES = 10_000;
const PROFILES = 100_000;
const DEPOSITS = 10_000;
const EVENTS = 10_000;

const CHAIN_ID = 1;
const DRAWN = "substr(sha256(int8send(n + 5000000000)), 1, 20)";

/**
 * What screening says besides the list: of every twentieth address that is asked for that it holds money of a listed one, and of
 * every hundredth that an issuer froze it.
 * @param addresses that are asked for, every tenth of them listed
 */
export async function seedLedgerFacts(
  db: Database,
  subscriberId: string,
  addresses: readonly Address[],
): Promise<void> {
  await seedScreened(db);
  await seedEvents(db, subscriberId, EVENTS);
  const [listed] = addresses.filter((_, i) => i % 10 === 9);
  if (listed === undefined) throw new Error("none is listed");
  const held = addresses.filter((_, i) => i % 20 === 5);
  const frozen = addresses.filter((_, i) => i % 100 === 7);
  await db.pool.query(
    `insert into profile (chain_id, address, state, shared_exposure)
     select $1, address, '', $3
     from (select unnest($2::bytea[]) union all select ${DRAWN} from generate_series(1, $4::bigint) as n) as drawn (address)`,
    [CHAIN_ID, held.map(bytes), exposureTo(listed), PROFILES],
  );
  await db.pool.query(
    `insert into freeze_event (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
     select $1, row_number() over (), 0, 0, sha256(account), '\\xdac17f958d2ee523a2206206994597c13d831ec7', 'freeze', account,
       '2026-01-01'
     from (select unnest($2::bytea[]) union all select ${DRAWN} from generate_series(1, $3::bigint) as n) as drawn (account)`,
    [CHAIN_ID, frozen.map(bytes), FREEZES],
  );
  await db.pool.query(
    `insert into inferred_service (chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time,
       last_time, confidence)
     select $1, ${DRAWN}, n, 0, $2::bytea, 3, 990000, '2026-01-01', '2026-01-05', 50 from generate_series(1, $3::bigint) as n`,
    [CHAIN_ID, bytes(listed), DEPOSITS],
  );
}

function exposureTo(origin: Address): Uint8Array {
  const time = 1_767_225_600;
  const encoded = encodeExposure([
    {
      peg: "USD",
      balanceMicros: 1_000_000_000n,
      exposures: [
        {
          origin,
          entry: { list: "long", listVersion: 0, entryId: `0x${"ab".repeat(32)}`, severity: "HIGH", confidence: 100 },
          hops: 1,
          micros: 250_000_000n,
          since: time,
          path: [{ payer: origin, micros: 250_000_000n, time, blockNumber: 7, logIndex: 0 }],
        },
      ],
      otherMicros: 0n,
      days: [],
    },
  ]);
  if (encoded === undefined) throw new Error("an exposure is something");
  return encoded;
}

function bytes(address: Address): Buffer {
  return Buffer.from(address.slice(2), "hex");
}
