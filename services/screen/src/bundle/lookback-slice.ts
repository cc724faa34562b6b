import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { LookbackSlice } from "@redflag/domain/judge-again/judged-slice";
import { LOOKBACK_EXPOSURE, type LookbackCause } from "@redflag/domain/lookback";
import type { Executor } from "@redflag/store/database";
import { getEpochInputs } from "@redflag/store/epoch";
import { findLookback } from "@redflag/store/lookback";
import { getVersionTime } from "@redflag/store/lookback-entry";
import { listTransfersOfQuiet } from "@redflag/store/lookback-transfer";
import type { InputCache } from "../input-cache.ts";
import { eachOnce } from "./each-once.ts";
import { blocksAmong } from "./slice-blocks.ts";

/** The entry that a lookback's alert is because of, as its findings name it. */
export async function lookbackCauseOf(db: Executor, evidence: readonly Evidence[]): Promise<LookbackCause | undefined> {
  const named = evidence[0]?.reasons.find(({ entry }) => entry !== undefined)?.entry;
  if (named === undefined) return undefined;
  const { list, listVersion, entryId } = named;
  return { list, listVersion, entryId, addedAt: await getVersionTime(db, { listId: list, version: listVersion }) };
}

/** What a lookback's findings follow from; undefined where its record is gone. */
export async function readLookbackSlice(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  alert: Alert,
  evidence: readonly Evidence[],
): Promise<LookbackSlice | undefined> {
  const cause = await lookbackCauseOf(db, evidence);
  if (cause === undefined) return undefined;
  const lookback = await findLookback(db, { chainId: chain.id, listId: cause.list, version: cause.listVersion });
  if (lookback === undefined) return undefined;
  const matcher = await inputs.matcherFor(db, await getEpochInputs(db, chain.id, lookback.epochSeq));
  const named = evidence.flatMap(({ transfer, supporting }) => [transfer, ...supporting.map((row) => row.transfer)]);
  const addresses = new Set(named.flatMap(({ sender, recipient }) => [sender, recipient]));
  const listed = [...addresses].flatMap((address) => matcher.find(address));
  const entry = listed.find(({ list, entryId }) => list === cause.list && entryId === cause.entryId);
  if (entry === undefined) return undefined;
  const { from, to, params } = lookback;
  const follows = alert.heuristic === LOOKBACK_EXPOSURE;
  const carriers = follows
    ? [...new Set(evidence.flatMap(({ supporting }) => supporting.map(({ transfer }) => transfer.recipient)))].sort()
    : [];
  const histories =
    carriers.length === 0
      ? []
      : (
          await listTransfersOfQuiet(db, chain.id, carriers, { from, to }, params.transfersPerAddressMax)
        ).quiet.values();
  const transfers = eachOnce([...named, ...[...histories].flat()]);
  return {
    kind: "lookback",
    chain: chain.name,
    heuristic: alert.heuristic,
    subject: alert.subject,
    entry: { ...entry, listVersion: cause.listVersion },
    cause,
    parameters: params,
    carriers,
    blocks: await blocksAmong(
      db,
      chain,
      evidence,
      transfers.map(({ blockNumber }) => blockNumber),
    ),
    transfers,
  };
}
