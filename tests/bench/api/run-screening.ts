import { type Address, formatAddress } from "@redflag/domain/address";
import { ethereum } from "@redflag/domain/chains/ethereum";
import type { Request } from "autocannon";
import type { ApiRow } from "./api-summary.ts";
import { seedLedgerFacts } from "./ledger-facts.ts";
import { seedSharedList } from "./shared-list.ts";
import { type ApiBenchOptions, type Question, takeTurns } from "./take-turns.ts";

const LIST_ENTRIES = 1_000_000;
/** As many different ones are asked for, so that what is measured is not one row. */
const ADDRESSES = 10_000;
const BATCH = 1_000;
const BATCH_CONNECTIONS = 4;
/** Few enough that how late answers come tells of the work and not of a queue. */
const FEW_CONNECTIONS = 16;

/** What a list of a million says of an address: as fast as answers come, to few callers, and a thousand at once. */
export function runScreening(options: ApiBenchOptions): Promise<ApiRow[]> {
  return takeTurns(async (db, subscriberId) => {
    const addresses = await seedSharedList(db, LIST_ENTRIES, ADDRESSES);
    await seedLedgerFacts(db, subscriberId, addresses);
    return questionsAbout(addresses);
  }, options);
}

function questionsAbout(addresses: readonly Address[]): Question[] {
  const forms = addresses.map(formOf);
  const contenders = (what: string, requestsFor: (asked: readonly string[]) => Request[]) => [
    // The floor reads no form but one.
    { name: `bare ${what}`, requests: requestsFor(addresses) },
    { name: `product ${what}`, requests: requestsFor(forms) },
  ];
  const each = (asked: readonly string[]) => asked.map((text) => ({ path: `/v1/addresses/${text}/screening` }));
  return [
    { contenders: contenders("one", each) },
    { contenders: contenders("to few", each), connections: FEW_CONNECTIONS },
    { contenders: contenders("batch", batches), partsEach: BATCH, connections: BATCH_CONNECTIONS },
  ];
}

/** As callers write them: digits as they are, with a checksum, or with the chain. */
function formOf(address: Address, index: number): string {
  if (index % 3 === 0) return address;
  const text = formatAddress(address, ethereum.family);
  return index % 3 === 1 ? text : `${ethereum.caip2}:${text}`;
}

function batches(asked: readonly string[]): Request[] {
  return Array.from({ length: asked.length / BATCH }, (_, i) => ({
    method: "POST",
    path: "/v1/addresses/screening",
    body: JSON.stringify({ addresses: asked.slice(i * BATCH, (i + 1) * BATCH) }),
  }));
}
