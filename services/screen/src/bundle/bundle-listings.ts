import type { Address } from "@redflag/domain/address";
import type { Evidence } from "@redflag/domain/alert";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { ListedEntry } from "@redflag/domain/entry";
import type { Epoch } from "@redflag/domain/epoch";
import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";
import { listFreezesOf } from "@redflag/store/freeze-read";
import { listNamedEntries } from "@redflag/store/named-entry";
import { listVersionsOf } from "@redflag/store/watchlist-history";
import type { InputCache } from "../input-cache.ts";
import { entriesAmong } from "./slice-inputs-read.ts";

/** The listings that the findings stand on, and all that the lists of their epochs say of the parties. */
export async function bundleEntries(
  db: Executor,
  inputs: InputCache,
  epochs: readonly Epoch[],
  evidence: readonly Evidence[],
): Promise<ListedEntry[]> {
  const named = namedIn(evidence).filter(({ list }) => list !== FREEZE_LIST);
  const all = [
    ...(await listNamedEntries(db, named)),
    ...(await entriesAmong(db, inputs, epochs, partiesOf(evidence))),
  ];
  const found = new Map(all.map((entry) => [keyOf(entry), entry]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** Every freeze of a party or of whose freeze a finding names. */
export async function bundleFreezes(
  db: Executor,
  evidence: readonly Evidence[],
  origins: readonly Address[],
): Promise<BundleContent["freezes"]> {
  const freezes: BundleContent["freezes"] = [];
  for (const account of new Set([...partiesOf(evidence), ...origins])) {
    for (const { kind, chainId, token, txHash, blockNumber, logIndex, time } of await listFreezesOf(db, account)) {
      const chain = CHAINS.find(({ id }) => id === chainId)?.caip2;
      if (kind !== "freeze" || chain === undefined) continue;
      freezes.push({ chain, token, account, txHash, blockNumber, logIndex, time });
    }
  }
  return freezes;
}

/** What was imported and in force at the findings, by version; of lists besides where each came from. */
export async function bundleLists(db: Executor, epochs: readonly Epoch[]): Promise<BundleContent["lists"]> {
  const lists = new Map<string, BundleContent["lists"][number]>();
  const add = (kind: BundleContent["lists"][number]["kind"], versions: Readonly<Record<string, number>> = {}) => {
    for (const [id, version] of Object.entries(versions)) lists.set(`${kind} ${id} ${version}`, { kind, id, version });
  };
  for (const { inputs } of epochs) {
    add("watchlist", inputs.lists);
    add("rates", inputs.rates);
    add("borders", inputs.borders);
    add("enrichment", inputs.enrichment);
  }
  for (const [key, row] of lists) {
    if (row.kind !== "watchlist") continue;
    const [found] = await listVersionsOf(db, row.id, { limit: 1, beforeSeq: row.version + 1 });
    if (found === undefined) continue;
    lists.set(key, { ...row, source: found.source, importedAt: Math.floor(found.createdAt.getTime() / 1_000) });
  }
  return [...lists.values()];
}

function namedIn(evidence: readonly Evidence[]) {
  const entries = evidence.flatMap(({ reasons }) => reasons.flatMap(({ entry }) => entry ?? []));
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
}

function partiesOf(evidence: readonly Evidence[]): Address[] {
  const transfers = evidence.flatMap(({ transfer, supporting }) => [
    transfer,
    ...supporting.map((row) => row.transfer),
  ]);
  return [...new Set(transfers.flatMap(({ sender, recipient }) => [sender, recipient]))].sort();
}

function keyOf({ list, listVersion, entryId }: Pick<ListedEntry, "list" | "listVersion" | "entryId">): string {
  return `${list} ${listVersion} ${entryId}`;
}
