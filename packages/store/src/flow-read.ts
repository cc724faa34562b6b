import type { Address } from "@redflag/domain/address";
import type { AddressFlow } from "@redflag/domain/address-flow";
import type { Direction } from "@redflag/domain/profile";
import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray } from "./sql-array.ts";
import { takingBack } from "./transaction.ts";

/** What is read of the ledger for flows. */
export interface FlowWindow extends BlockSpan {
  directions: readonly Direction[];
  /** Only these count; others are read, and left out. Absent: all. */
  tokens?: readonly Address[];
  /** Of each address in each direction so many are read, the newest. */
  transfersMax: number;
}

/** How far back the payments of one address in one direction were read. */
export interface FlowReach {
  address: Address;
  direction: Direction;
  /** Transfers that were read, of whatever token. */
  transfers: number;
  /** The oldest one's block. */
  firstBlock: number;
  /** As many as may be read: older ones are not in it. */
  isCut: boolean;
}

interface FlowRow {
  direction: Direction;
  address: Buffer;
  counterparty: string;
  token: string;
  is_wanted: boolean;
  amount: string;
  largest: string;
  count: number;
  first_block: number;
  last_block: number;
}

/** Which column is whose. */
const SIDES = {
  out: { own: sql.ref("sender"), other: sql.ref("recipient") },
  in: { own: sql.ref("recipient"), other: sql.ref("sender") },
} as const;

/**
 * The planner knows how many transfers an address has on average, and takes all of them and sorts: of a hot wallet that is a
 * million for the newest thousand. Left with the indexes' own order it reads no more than the bound, and pays for an address that has few a
 * little more than it had to.
 */
const IN_INDEX_ORDER = sql`select set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true),
  set_config('random_page_cost', '0', true)`;

/**
 * What addresses paid and received, by counterparty and token, in one statement: by the two indexes on addresses, newest
 * first, and never more than the bound. Tokens are left out after that: one that is rare would else be sought through everything that
 * a hot wallet ever did. Transfers of nothing are flows of their own: anybody can make one in another's name.
 * @param tx a transaction
 * @param addresses each once
 */
export async function listFlowsOf(
  tx: Executor,
  chainId: number,
  addresses: readonly Address[],
  window: FlowWindow,
): Promise<{ flows: AddressFlow[]; reaches: FlowReach[] }> {
  const { from, to, directions, tokens, transfersMax } = window;
  if (addresses.length === 0 || directions.length === 0 || from > to) return { flows: [], reaches: [] };
  const isWanted = tokens === undefined ? sql`true` : sql`token = any(${byteaArray(tokens)}::bytea[])`;
  const sides = directions.map((direction) => {
    const { own, other } = SIDES[direction];
    return sql`
      select ${sql.lit(direction)} as direction, asked.address, paid.*
      from unnest(${byteaArray(addresses)}::bytea[]) as asked(address) cross join lateral (
        select ${other} as counterparty, token, amount, block_number from transfer
        where chain_id = ${chainId} and ${own} = asked.address and block_number between ${from} and ${to}
        order by block_number desc, log_index desc limit ${transfersMax}
      ) as paid`;
  });
  const query = sql<FlowRow>`
    select direction, address, '0x' || encode(counterparty, 'hex') as counterparty, '0x' || encode(token, 'hex') as token,
      ${isWanted} as is_wanted, sum(amount)::text as amount, max(amount)::text as largest, count(*)::integer as count,
      min(block_number) as first_block, max(block_number) as last_block
    from (${sql.join(sides, sql` union all `)}) as read
    group by direction, address, counterparty, token, amount = 0`;
  const { rows } = await takingBack(tx, async () => {
    await IN_INDEX_ORDER.execute(tx);
    return query.execute(tx);
  });
  const reaches = new Map<string, FlowReach>();
  const flows: AddressFlow[] = [];
  for (const row of rows) {
    const { direction, count, first_block: firstBlock, last_block: lastBlock } = row;
    const address = hexOf(row.address);
    const reach = reaches.get(address + direction) ?? { address, direction, transfers: 0, firstBlock, isCut: false };
    reach.transfers += count;
    reach.firstBlock = Math.min(reach.firstBlock, firstBlock);
    reach.isCut = reach.transfers >= transfersMax;
    reaches.set(address + direction, reach);
    if (!row.is_wanted) continue;
    flows.push({
      address,
      direction,
      counterparty: row.counterparty as Address,
      token: row.token as Address,
      amount: BigInt(row.amount),
      largest: BigInt(row.largest),
      count,
      firstBlock,
      lastBlock,
    });
  }
  return { flows, reaches: [...reaches.values()] };
}
