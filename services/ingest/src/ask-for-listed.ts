import type { AccountLogs } from "@redflag/chain/read-account-logs";
import type { Address } from "@redflag/domain/address";
import { contentHash } from "@redflag/domain/content-hash";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { listContracts } from "@redflag/domain/token-registry";
import type { Block } from "@redflag/domain/transfer";
import type { BlockSpan } from "@redflag/store/block-span";
import { noteCoverage } from "@redflag/store/coverage-note";
import { listRowsToAsk } from "@redflag/store/coverage-open";
import type { Coverage, ListedAsk } from "@redflag/store/coverage-read";
import { findBlock } from "@redflag/store/ledger-read";
import { listListedAddresses } from "@redflag/store/listed-address";
import { askAgain, RETRIES_AT_FIRST } from "./ask-again.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { settleListed } from "./settle-listed.ts";

/** Asked for at most, the most severe first: forty calls a stretch. How many lie beyond, `redflag coverage` says. */
export const LISTED_ADDRESSES_MAX = 10_000;
/** Of one question. Few of so many blocks name a listed address, and an endpoint that takes less halves it. */
const STRETCH_BLOCKS_MAX = 5_000;
const PAGE_ROWS = 1_000;

/**
 * A payment that was left out raises no alert, and a sample finds it with a chance of one in so many. So whoever did not
 * answer for these blocks is asked for the transfers of listed addresses. Where the two differ the block is proven and
 * mended, and who was wrong is named (`settleListed`). What was asked, and what could not be, is written into coverage. What
 * was asked with the same addresses before, is proven in full or was given by two hosts alike is not asked again.
 * @returns the number of blocks that another endpoint was asked about
 * @throws Problem `reorg_below_final` where a payment was left out below what is final; the lane is stopped then
 */
export async function askForListed(deps: IngestDeps, span: BlockSpan, signal?: AbortSignal): Promise<number> {
  const { db, chain, logger } = deps;
  const listed = await listListedAddresses(db.kysely, LISTED_ADDRESSES_MAX);
  if (listed.total === 0) return 0;
  const leftOut = listed.total - listed.addresses.length;
  if (leftOut > 0) logger.warn({ msg: "more addresses are listed than are asked for", chain: chain.name, leftOut });
  const digest = listedDigest(listed.addresses);
  let asked = 0;
  for (let from = span.from; from <= span.to; ) {
    const rows = await listRowsToAsk(db.kysely, chain.id, { from, to: span.to }, digest, PAGE_ROWS);
    for (const stretch of joinRows(rows, { from, to: span.to })) {
      signal?.throwIfAborted();
      if (await askAbout(deps, stretch, listed.addresses, digest, signal)) asked += stretch.to - stretch.from + 1;
    }
    from = rows.length < PAGE_ROWS ? span.to + 1 : (rows.at(-1)?.toBlock ?? span.to) + 1;
  }
  return asked;
}

/** Names the addresses that were asked for, in whatever order. */
export function listedDigest(addresses: readonly Address[]): Hash {
  return contentHash("redflag/listed-addresses/1", addresses.toSorted());
}

interface Stretch extends BlockSpan {
  /** Who answered for it. */
  endpoint: string;
}

/** Neighbours of one endpoint as one question, within the span and the bound. */
export function joinRows(
  rows: ReadonlyArray<Pick<Coverage, "fromBlock" | "toBlock" | "endpoint">>,
  { from, to }: BlockSpan,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { fromBlock, toBlock, endpoint } of rows) {
    const end = Math.min(to, toBlock);
    for (let start = Math.max(from, fromBlock); start <= end; ) {
      const last = stretches.at(-1);
      const isNext = last !== undefined && last.endpoint === endpoint && last.to === start - 1;
      const room = isNext ? STRETCH_BLOCKS_MAX - (last.to - last.from + 1) : 0;
      const stop = Math.min(end, start + (room > 0 ? room : STRETCH_BLOCKS_MAX) - 1);
      if (isNext && room > 0) last.to = stop;
      else stretches.push({ from: start, to: stop, endpoint });
      start = stop + 1;
    }
  }
  return stretches;
}

/** Whether another endpoint has answered. */
async function askAbout(
  deps: IngestDeps,
  { from, to, endpoint }: Stretch,
  addresses: readonly Address[],
  digest: Hash,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { db, chain } = deps;
  const held = await findBlock(db.kysely, chain.id, to);
  if (held === undefined) return false;
  const answer = await ask(deps, { from, to, endpoint }, addresses, signal);
  const open =
    typeof answer === "string" ? [answer] : await judge(deps, { from, to, endpoint }, held, answer, addresses, signal);
  const note: ListedAsk = {
    digest,
    ...(typeof answer !== "string" && { endpoint: answer.endpoint }),
    ...(open.length > 0 && { shortfall: open.join("; ") }),
  };
  return (await noteCoverage(db, chain, { fromBlock: from, last: held, listed: note })) && typeof answer !== "string";
}

/** The answer of another endpoint, or why there is none. */
async function ask(
  deps: IngestDeps,
  { from, to, endpoint }: Stretch,
  accounts: readonly Address[],
  signal: AbortSignal | undefined,
): Promise<AccountLogs | string> {
  const { chain, source } = deps;
  const tokens = listContracts(chain.name).map(({ contract }) => contract.address);
  if (tokens.length === 0) return `no token of ${chain.title} is known`;
  try {
    const question = () => source.findLogsOfAccounts(endpoint, from, to, { tokens, accounts }, signal);
    return (await askAgain(deps, question, signal, RETRIES_AT_FIRST)) ?? "there is no other endpoint to ask";
  } catch (error) {
    if (!(error instanceof Problem) || error.retry === "fatal") throw error;
    return `no other endpoint could answer: ${error.message}`;
  }
}

/** What the answer leaves open. */
async function judge(
  deps: IngestDeps,
  stretch: Stretch,
  held: Block,
  answer: AccountLogs,
  accounts: readonly Address[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  if (answer.last.hash !== held.hash) return [`block ${held.number} is another one at ${answer.endpoint}`];
  return settleListed(deps, { ...stretch, answer, accounts }, signal);
}
