import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { canonicalText } from "@redflag/domain/content-hash";
import type { ListedEntry } from "@redflag/domain/entry";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import type { LaneSlice, SliceRate } from "@redflag/domain/judge-again/judged-slice";
import { RATE_AGE_DAYS_MAX } from "@redflag/domain/rate-table";
import { listBordersAt } from "@redflag/store/border";
import type { Executor } from "@redflag/store/database";
import { listEnrichmentAt } from "@redflag/store/enrichment";
import { listRatesAt } from "@redflag/store/rate";
import type { InputCache } from "../input-cache.ts";

type Versions = Readonly<Record<string, number>>;

/** The epochs in force at these blocks, ascending by seq. */
export function epochsAt(epochs: readonly Epoch[], blocks: Iterable<number>): Epoch[] {
  const used = new Set<Epoch>();
  for (const block of blocks) {
    const epoch = epochAt(epochs, block);
    if (epoch !== undefined) used.add(epoch);
  }
  return epochs.filter((epoch) => used.has(epoch));
}

/** What every version of the lists that an epoch names says of these addresses. */
export async function entriesAmong(
  db: Executor,
  inputs: InputCache,
  epochs: readonly Epoch[],
  addresses: Iterable<Address>,
): Promise<ListedEntry[]> {
  const asked = [...new Set(addresses)];
  const found = new Map<string, ListedEntry>();
  for (const [first] of byVersions(epochs, ({ lists }) => lists)) {
    const matcher = await inputs.matcherFor(db, first.inputs);
    for (const entry of asked.flatMap((address) => matcher.find(address))) {
      found.set(`${entry.list} ${entry.listVersion} ${entry.entryId}`, entry);
    }
  }
  return [...found.values()];
}

/** Rates that a table asked for these days only would use; of every day up to the last where `from` says so. */
export async function ratesAmong(
  db: Executor,
  epochs: readonly Epoch[],
  days: ReadonlySet<number>,
  everyDay: boolean,
): Promise<SliceRate[]> {
  const last = Math.max(...days);
  const isUsed = (day: number) => {
    if (everyDay) return day <= last;
    for (let age = 0; age <= RATE_AGE_DAYS_MAX; age++) if (days.has(day + age)) return true;
    return false;
  };
  const found = new Map<string, SliceRate>();
  for (const own of byVersions(epochs, ({ rates = {} }) => rates)) {
    const seqs = own.map(({ seq }) => seq);
    for (const rate of await listRatesAt(db, own[0].inputs.rates ?? {})) {
      if (!isUsed(rate.day)) continue;
      const key = `${rate.currency} ${rate.day} ${rate.perEur}`;
      const known = found.get(key);
      found.set(key, { ...rate, epochs: [...(known?.epochs ?? []), ...seqs].sort((a, b) => a - b) });
    }
  }
  return [...found.values()];
}

export async function bordersAmong(db: Executor, epochs: readonly Epoch[]): Promise<LaneSlice["borders"]> {
  const found = new Map<string, LaneSlice["borders"][number]>();
  for (const [{ inputs }] of byVersions(epochs, ({ borders = {} }) => borders)) {
    for (const note of await listBordersAt(db, inputs.borders ?? {})) found.set(canonicalText(note), note);
  }
  return [...found.values()];
}

/** What VASPs say of these addresses, and of other wallets of the customers that they belong to. */
export async function enrichmentAmong(
  db: Executor,
  { family }: Chain,
  epochs: readonly Epoch[],
  addresses: ReadonlySet<Address>,
): Promise<LaneSlice["enrichment"]> {
  const found = new Map<string, LaneSlice["enrichment"][number]>();
  for (const [{ inputs }] of byVersions(epochs, ({ enrichment = {} }) => enrichment)) {
    const rows = (await listEnrichmentAt(db, inputs.enrichment ?? {})).filter((row) => row.family === family);
    const own = rows.filter(({ kind, address }) => kind !== "wallet" && addresses.has(address));
    const customers = new Set(own.flatMap((row) => (row.kind === "owner" ? [`${row.source} ${row.customer}`] : [])));
    const wallets = rows.filter((row) => row.kind === "wallet" && customers.has(`${row.source} ${row.customer}`));
    for (const row of [...own, ...wallets]) found.set(canonicalText(row), row);
  }
  return [...found.values()];
}

/** Those with the same versions are read for once. */
function byVersions(
  epochs: readonly Epoch[],
  versionsOf: (inputs: Epoch["inputs"]) => Versions,
): Iterable<[Epoch, ...Epoch[]]> {
  return Map.groupBy(epochs, ({ inputs }) => canonicalText(versionsOf(inputs))).values() as Iterable<
    [Epoch, ...Epoch[]]
  >;
}
