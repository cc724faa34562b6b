import { isInOrder } from "@redflag/contract/http/fields";
import type { AlertQuery } from "@redflag/contract/http/routes/alerts";
import { parseAccount } from "@redflag/domain/account";
import { paymentKeys } from "@redflag/domain/alert-group";
import { leftOutBySort } from "@redflag/domain/alert-sort";
import { CHAINS } from "@redflag/domain/chain-registry";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type { Hash } from "@redflag/domain/hex";
import { addressesFrom, hashesFrom, tronAddressesFrom } from "@redflag/domain/hex-prefix";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import { Problem } from "@redflag/domain/problem";
import type { AlertSearch } from "@redflag/store/alert-filter";
import type { Executor } from "@redflag/store/database";
import { listLanes } from "@redflag/store/lane";
import { personOf } from "@redflag/store/private-watch";
import { findTransfersOfTransaction } from "@redflag/store/transfer-read";
import { type Caller, callerName } from "./caller.ts";
import { chainOfText } from "./chain-of-text.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** Of nobody: a key that no person made has no alerts. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * What a caller asks of alerts, with addresses, hashes and people as they are stored.
 * @throws InvalidRequest; Problem `chain_unknown`, `address_malformed`, `address_checksum`
 */
export async function readSearch(db: Executor, query: AlertQuery, caller: Caller, now: Date): Promise<AlertSearch> {
  const { severity, exposure, heuristic, state, review, disposition, transaction, list, entry, from, to } = query;
  refuseWhatIsEmpty(query);
  const subject = query.subject === undefined ? undefined : parseAccount(query.subject);
  const chain = query.chain === undefined ? subject?.chain : chainOfText(query.chain);
  const search: AlertSearch = {
    now,
    ...(chain && { chainId: chain.id }),
    ...(severity && { severities: severity }),
    ...(exposure && { exposures: exposure }),
    ...(heuristic && { heuristics: heuristic }),
    ...(state && { states: state }),
    ...(review && { reviews: review }),
    ...(disposition && { dispositions: disposition }),
    ...(subject && { subject: subject.address }),
    ...(list !== undefined && { list }),
    ...(entry !== undefined && { entryId: entry as Hash }),
    ...(from !== undefined && { lastFrom: new Date(from) }),
    ...(to !== undefined && { lastTo: new Date(to) }),
    ...(query.followUp && { followUp: true as const }),
    ...(await assigneeOf(db, query, caller)),
    ...dueBeforeOf(query, now),
  };
  const words = query.q === undefined ? {} : readWords(query.q, search);
  const hash = transaction as Hash | undefined;
  if (hash === undefined) return { ...search, ...words };
  return { ...search, ...words, transaction: { hash, payments: await listPayments(db, hash, chain?.id) } };
}

/** Asked so, nothing could be found, and the answer would read as if nothing were there. */
function refuseWhatIsEmpty(query: AlertQuery): void {
  const faults = isInOrder(query.from, query.to) ? [] : [{ at: "query/to", fault: "is not later than `from`" }];
  const leftOut = leftOutBySort(query);
  if (leftOut !== undefined) {
    faults.push({ at: "query/sort", fault: `leaves out ${leftOut} alerts, and only these are asked for` });
  }
  if (faults.length > 0) throw new InvalidRequest(faults);
}

async function assigneeOf(
  db: Executor,
  { assignee }: AlertQuery,
  caller: Caller,
): Promise<Pick<AlertSearch, "assignee">> {
  if (assignee === undefined) return {};
  if (assignee === "none") return { assignee: null };
  return { assignee: assignee === "me" ? await getOwnId(db, caller) : assignee };
}

/** Whose alerts are the caller's. */
export async function getOwnId(db: Executor, caller: Caller): Promise<string> {
  const person = await personOf(db, callerName(caller));
  return person.startsWith("user:") ? person.slice("user:".length) : NOBODY;
}

function dueBeforeOf({ dueBefore, overdue }: AlertQuery, now: Date): Pick<AlertSearch, "dueBefore"> {
  const asked = dueBefore === undefined ? undefined : new Date(dueBefore);
  if (overdue === undefined) return asked === undefined ? {} : { dueBefore: asked };
  return { dueBefore: asked === undefined || asked > now ? now : asked };
}

/** Where the transaction's payments stand: findings that only count one of them are found by that. */
async function listPayments(db: Executor, hash: Hash, chainId: number | undefined) {
  const chainIds = chainId === undefined ? (await listLanes(db)).map((lane) => lane.chainId) : [chainId];
  const found = await Promise.all(
    chainIds.map(async (id) => {
      const transfers = await findTransfersOfTransaction(db, id, hash);
      return { chainId: id, keys: transfers.flatMap((transfer) => paymentKeys({ transfer, supporting: [] })) };
    }),
  );
  return found.filter(({ keys }) => keys.length > 0);
}

const RULES = [...HEURISTICS.map(({ id }) => id), ...LOOKBACK_RULES];

/** What somebody typed into one field. */
function readWords(text: string, { heuristics }: AlertSearch): Partial<AlertSearch> {
  const rules = RULES.filter((id) => id.startsWith(text.toLowerCase()));
  if (rules.length > 0) {
    return { heuristics: heuristics === undefined ? rules : rules.filter((id) => heuristics.includes(id)) };
  }
  const whole = wholeAddress(text);
  if (whole !== undefined) return whole;
  const colon = text.lastIndexOf(":");
  const chain = colon < 0 ? undefined : CHAINS.find(({ caip2 }) => caip2 === text.slice(0, colon));
  const digits = text.slice(colon + 1).replace(/^0x/i, "");
  const tron =
    tronAddressesFrom(text.slice(colon + 1)) ?? (/^41/.test(digits) ? addressesFrom(digits.slice(2)) : undefined);
  const subject = tron ?? addressesFrom(digits);
  const hash = hashesFrom(digits);
  if ((subject === undefined && hash === undefined) || (colon >= 0 && chain === undefined)) {
    throw new InvalidRequest([
      {
        at: "query/q",
        fault: "is no beginning of a rule's id, nor 4 digits or more of an address, a transaction or an alert",
      },
    ]);
  }
  return { ...(chain && { chainId: chain.id }), prefix: { ...(subject && { subject }), ...(hash && { hash }) } };
}

/** @throws Problem `address_checksum`: it is one that was copied wrongly, and no beginning of another */
function wholeAddress(text: string): Partial<AlertSearch> | undefined {
  try {
    const { address, chain } = parseAccount(text);
    return { subject: address, ...(chain && { chainId: chain.id }) };
  } catch (error) {
    if (error instanceof Problem && error.code !== "address_checksum") return undefined;
    throw error;
  }
}
