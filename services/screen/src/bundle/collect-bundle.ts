import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { encodeSlice } from "@redflag/domain/judge-again/slice-codec";
import { Problem } from "@redflag/domain/problem";
import { dayOf, dayText } from "@redflag/domain/rate-day";
import { BundleContent } from "@redflag/reports/bundle/bundle-content";
import { bundleAlert } from "@redflag/reports/bundle/bundled-alert";
import { listAlertsById } from "@redflag/store/alert-read";
import { listFirstEvidence } from "@redflag/store/case-evidence";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { findLane } from "@redflag/store/lane";
import { readingOneMoment } from "@redflag/store/transaction";
import { explainStoredAlert } from "../explain-alert.ts";
import type { InputCache } from "../input-cache.ts";
import { bundleBlocks, evidenceBlocks } from "./bundle-blocks.ts";
import { bundleEntries, bundleFreezes, bundleLists } from "./bundle-listings.ts";
import { bundleOpening } from "./bundle-opening.ts";
import { bundleProofs } from "./bundle-proofs.ts";
import { type ChosenSlice, chooseSlice } from "./choose-slice.ts";
import { epochsAt, ratesAmong } from "./slice-inputs-read.ts";

/** Findings of an alert that a bundle holds at most: all of them, or there is no bundle. Ours [E]. */
const FINDINGS_MAX = 2_000;

/**
 * Everything that an alert rests on, as of one moment: it, what explains it, its payments' blocks, listings, epochs and rates,
 * and the slice that gives it again.
 * @param foldedMax transfers of a slice, and of what the explanation folds again
 * @throws Problem `bundle_refused`
 */
export function collectBundle(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  { id }: Pick<Alert, "id">,
  foldedMax?: number,
): Promise<BundleContent> {
  return readingOneMoment(db, async (tx) => {
    const { alert, evidence } = await readAlert(tx, id);
    const lane = await findLane(tx, chain.id);
    const all = lane === undefined ? [] : await listEpochs(tx, lane);
    const numbers = evidence.map(({ block }) => block.number);
    const epochs = epochsAt(all, numbers);
    const chosen = await chooseSlice(tx, inputs, chain, { alert, evidence }, foldedMax);
    const byChain = evidenceBlocks(chain, evidence);
    const entries = await bundleEntries(tx, inputs, epochs, evidence);
    const explained = await explainStoredAlert(tx, inputs, chain, alert, {
      ...(foldedMax !== undefined && { foldedMax }),
    });
    const { ownPast, ownPastMissing, related } = explained;
    return BundleContent.parse({
      alert: bundleAlert(chain.caip2, await bundleOpening(tx, chain, alert, evidence, chosen), alert, evidence),
      blocks: await bundleBlocks(tx, byChain),
      ...(await bundleProofs(tx, byChain)),
      lists: await bundleLists(tx, epochs),
      entries,
      freezes: await bundleFreezes(
        tx,
        evidence,
        entries.map(({ address }) => address),
      ),
      epochs,
      rates: await ratesOf(tx, all, alert, evidence),
      slice: sliceOf(chosen),
      besides: {
        related,
        ...(ownPast !== undefined && { ownPast }),
        ...(ownPastMissing !== undefined && { ownPastMissing }),
      },
    });
  });
}

/** As of the same moment as all else. */
async function readAlert(tx: Executor, id: Alert["id"]): Promise<{ alert: Alert; evidence: Evidence[] }> {
  const alert = (await listAlertsById(tx, [id])).get(id);
  if (alert === undefined) throw new Problem("alert_unknown", id);
  if (alert.state === "withdrawn") {
    throw new Problem("bundle_refused", `alert ${id} was withdrawn: it has no findings left that could be shown`);
  }
  if (alert.evidenceCount > FINDINGS_MAX) {
    throw new Problem(
      "bundle_refused",
      `alert ${id} has ${alert.evidenceCount} findings, and a bundle holds ${FINDINGS_MAX}`,
    );
  }
  return { alert, evidence: await listFirstEvidence(tx, id, FINDINGS_MAX) };
}

/** By which the explanation tells amounts: those of the epoch in force at the newest finding. */
async function ratesOf(
  tx: Executor,
  epochs: readonly Epoch[],
  { lastBlock }: Alert,
  evidence: readonly Evidence[],
): Promise<BundleContent["rates"]> {
  const epoch = epochAt(epochs, lastBlock);
  if (epoch === undefined) return [];
  const times = evidence.flatMap(({ block, supporting }) => [block.time, ...supporting.map((row) => row.block.time)]);
  const rates = await ratesAmong(tx, [epoch], new Set(times.map(dayOf)), false);
  return rates.map(({ currency, day, perEur }) => ({ currency, day: dayText(day), perEur }));
}

function sliceOf(chosen: ChosenSlice): unknown {
  return chosen.replay === "recorded" ? chosen : { replay: chosen.replay, slice: encodeSlice(chosen.slice) };
}
