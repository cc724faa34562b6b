import type { Address } from "@redflag/domain/address";
import { InputCache } from "@redflag/screen/input-cache";
import { sampleLane as chain, LISTED, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import type { Database } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { sampleEntry } from "@redflag/store/list.samples";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";

const account = (byte: string): Address => `0x${byte.repeat(20)}`;
const GIVER = account("c1");
export const RELAY = account("c2");
const TAKER = account("c3");
const DAY_S = 86_400;
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;

/**
 * The chain of the guide on reading an alert: after a week of little, 5,000 dollars come in, 4,900 go on to a listed address
 * within a minute, and then 7 to another.
 */
export async function seedPassThrough(db: Database): Promise<void> {
  const sample = new SampleChain()
    .mine({ tx: "before", from: GIVER, to: RELAY, amount: dollars(20) })
    .mineAfter(8 * DAY_S, { tx: "little", from: RELAY, to: TAKER, amount: dollars(5) })
    .mineAfter(2 * DAY_S, { tx: "in", from: GIVER, to: RELAY, amount: dollars(5_000) })
    .mine({ tx: "out", from: RELAY, to: LISTED, amount: dollars(4_900) })
    .mineAfter(3 * DAY_S, { tx: "later", from: TAKER, to: LISTED, amount: dollars(7) });
  const designation = {
    authority: "NBCTF",
    programme: "ASO 43/25",
    severity: "SEVERE",
    category: "terrorist_financing",
    confidence: 90,
    documentUrl: "https://orders.example/43-25.pdf",
  } as const;
  const list = { id: "orders", title: "Orders", authority: "NBCTF" };
  const entries = [sampleEntry("listed", { address: LISTED, family: chain.family, ...designation })];
  await importListVersion(db, { list, entries, source: "test" });
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "header" }, chain);
}
