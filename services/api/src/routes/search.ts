import { COUNTED_ALERTS_MAX, FOUND_MAX, type FoundRule, type SearchAnswer } from "@redflag/contract/http/routes/search";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { listAlertedTransactions, listAlertIdsBetween } from "@redflag/store/alert-places";
import { searchCases } from "@redflag/store/case-file";
import type { Executor } from "@redflag/store/database";
import {
  listEntriesBetween,
  listEntriesOfAccount,
  listNamedEntries,
  type NamedEntry,
} from "@redflag/store/entry-search";
import { listFoundAlerts } from "@redflag/store/found-alert";
import { alertRow } from "../alert-body.ts";
import { listWhats } from "../alert-what.ts";
import { caseBody } from "../case-body.ts";
import { caseViewerOf } from "../case-viewer.ts";
import type { Handlers } from "../handler.ts";
import { entryBody } from "../list-entry-body.ts";
import { searchAddresses } from "../search-addresses.ts";
import { readSearchTerms, type SearchNote, type SearchTerms } from "../search-terms.ts";
import { chainOf } from "../stored-chain.ts";

/** One more than is shown: whether there are more is known by it. */
const READ_MAX = FOUND_MAX + 1;

export function searchHandlers(): Pick<Handlers, "searchEverything"> {
  return {
    async searchEverything(call) {
      const { q } = call.query;
      const { now } = call;
      const { permissions } = call.caller;
      const terms = readSearchTerms(q);
      // Words may be of a case's title, and the audit is read by some who may not know that case.
      call.tell({ detail: terms.isWords ? { words: terms.words.length } : { q } });
      const tellsAlerts = permissions.has("alerts:read");
      const notes = [...terms.notes];
      return call.read(async (db) => {
        const body: SearchAnswer = { notes };
        if (permissions.has("flows:read")) {
          const found = await searchAddresses(db, { terms, tellsAlerts, now, limit: FOUND_MAX });
          body.addresses = { items: found.items, more: found.more };
          notes.push(...found.notes);
        }
        if (tellsAlerts) {
          body.transactions = await searchTransactions(db, terms);
          const ids = terms.alertIds === undefined ? [] : await listAlertIdsBetween(db, terms.alertIds, READ_MAX);
          const isNone = body.transactions.items.length + ids.length === 0;
          if (terms.transaction !== undefined && isNone) notes.push(ONLY_ALERTED);
          const alerts = await listFoundAlerts(db, ids);
          const whats = await listWhats(
            db,
            alerts.map(({ alert }) => alert),
          );
          body.alerts = foundOf(alerts, (found) => alertRow(found, { words: whats.get(found.alert.id), now }));
        }
        if (permissions.has("cases:read")) {
          const asked = { text: q, words: terms.words, limit: READ_MAX };
          body.cases = foundOf(await searchCases(db, caseViewerOf(call.caller), asked), caseBody);
        }
        if (permissions.has("lists:read")) {
          body.entries = foundOf(await searchEntries(db, q, terms), ({ list, id, entry, others }) => ({
            list,
            entry: entryBody(id, entry),
            others,
          }));
        }
        if (permissions.has("heuristics:read")) body.rules = foundOf(searchRules(terms.words), (rule) => rule);
        return { body };
      });
    },
  };
}

/** @param rows one more than is shown where there are more */
function foundOf<Row, Item>(rows: readonly Row[], item: (row: Row) => Item): { items: Item[]; more: boolean } {
  return { items: rows.slice(0, FOUND_MAX).map(item), more: rows.length > FOUND_MAX };
}

async function searchTransactions(
  db: Executor,
  { transaction }: SearchTerms,
): Promise<NonNullable<SearchAnswer["transactions"]>> {
  if (transaction === undefined) return { items: [], more: false };
  const rows = await listAlertedTransactions(db, transaction, { findings: COUNTED_ALERTS_MAX, limit: READ_MAX });
  return foundOf(rows, ({ chainId, blockNumber, time, alerts, transfers }) => ({
    chain: chainOf(chainId).caip2,
    transaction,
    block: blockNumber,
    time: new Date(time * 1_000).toISOString(),
    transfers,
    alerts,
  }));
}

const ONLY_ALERTED: SearchNote = {
  code: "transactions_of_alerts",
  text:
    "No alert rests on a transaction of this hash. Whether the ledger holds it is known by chain and not here: " +
    "GET /v1/transactions/{chain}/{hash}/why looks through one.",
};

async function searchEntries(db: Executor, text: string, terms: SearchTerms): Promise<NamedEntry[]> {
  const { account, beginnings, isWords, words } = terms;
  const found: NamedEntry[] = [];
  const add = (entries: ReadonlyArray<Omit<NamedEntry, "others">>) => {
    for (const entry of entries) found.push({ ...entry, others: 0 });
  };
  if (account !== undefined) {
    add(await listEntriesBetween(db, { from: account.address, to: account.address }, READ_MAX));
  }
  for (const { span } of beginnings) add(await listEntriesBetween(db, span, READ_MAX));
  if (isWords) {
    if (words.length === 1) add(await listEntriesOfAccount(db, text, READ_MAX));
    found.push(...(await listNamedEntries(db, { text, words, limit: READ_MAX })));
  }
  return found.slice(0, READ_MAX);
}

/** By its id's beginning, or a word of its title's or each of several. */
function searchRules(words: readonly string[]): FoundRule[] {
  const [first = ""] = words;
  const isMeant = (id: string, title: string) =>
    (words.length === 1 && id.startsWith(first)) ||
    words.every((word) =>
      title
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .some((own) => own.startsWith(word)),
    );
  return HEURISTICS.filter(({ id, title }) => isMeant(id, title)).map(({ id, title, version }) => ({
    id,
    title,
    version,
  }));
}
