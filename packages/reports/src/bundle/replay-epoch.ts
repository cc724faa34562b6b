import { canonicalText } from "@redflag/domain/content-hash";
import { countOf } from "@redflag/domain/decimal-text";
import { armHeuristics, type Epoch, epochAt } from "@redflag/domain/epoch";
import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import type { JudgedSlice } from "@redflag/domain/judge-again/judged-slice";
import type { BundleMaterial } from "./bundle-material.ts";
import { type StepResult, stepResult } from "./step-result.ts";

/** That the rule was in force in that version, with parameters that it takes, and with the lists that the findings name. */
export function replayEpoch(material: BundleMaterial): StepResult {
  const { epochs, slice } = material;
  const faults = [...findingFaults(material), ...(slice === undefined ? [] : sliceFaults(material, slice))];
  const open: string[] = [];
  for (const { seq, inputs } of epochs) {
    try {
      open.push(...armHeuristics(inputs).missing.map((what) => `epoch ${seq}: this program does not have ${what}`));
    } catch {
      faults.push(`epoch ${seq}: a rule does not take its parameters`);
    }
  }
  return stepResult(faults, open, {
    holds: `${countOf(epochs.length, "epoch")}: this program has the rules in these versions, with these parameters`,
    open: "the rules are named as they must be, and this program lacks some of them",
    differs: "the findings were not judged by this epoch",
  });
}

function findingFaults({ epochs, evidence, alert, isLookback, content }: BundleMaterial): string[] {
  // What a lookback is judged by is its own parameters: an epoch names no such rule.
  if (isLookback) return [];
  const versions = new Set(content.lists.map(({ kind, id, version }) => `${kind}/${id}/${version}`));
  return evidence.flatMap(({ ordinal, block, heuristicVersion, reasons, exposure }) => {
    const epoch = epochAt(epochs, block.number);
    if (epoch === undefined) return [`finding ${ordinal}: no epoch holds at its block`];
    const { heuristics, lists } = epoch.inputs;
    const faults: string[] = [];
    if (!heuristics.some(({ id, version }) => id === alert.heuristic && version === heuristicVersion))
      faults.push(
        `finding ${ordinal}: epoch ${epoch.seq} does not have ${alert.heuristic} version ${heuristicVersion}`,
      );
    // Farther from a listing, the version is that of the block where its money came from.
    if (exposure !== "DIRECT") return faults;
    for (const { entry } of reasons) {
      if (entry === undefined || entry.list === FREEZE_LIST) continue;
      const { list, listVersion } = entry;
      if (lists[list] !== listVersion)
        faults.push(`finding ${ordinal}: epoch ${epoch.seq} does not have list ${list} in version ${listVersion}`);
      else if (!versions.has(`watchlist/${list}/${listVersion}`))
        faults.push(`finding ${ordinal}: lists.json does not have list ${list} in version ${listVersion}`);
    }
    return faults;
  });
}

function sliceFaults({ epochs, chain }: BundleMaterial, slice: JudgedSlice): string[] {
  if (slice.kind === "lookback") return [];
  const own =
    slice.kind === "lane" ? slice.epochs : slice.epochs.flatMap((of) => (of.chainId === chain.id ? of.epochs : []));
  const held = new Map(own.map((epoch) => [epoch.seq, epoch]));
  return epochs.flatMap((epoch) => {
    const again = held.get(epoch.seq);
    return again === undefined || textOf(again) === textOf(epoch)
      ? []
      : [`slice.json has other inputs for epoch ${epoch.seq}`];
  });
}

function textOf({ seq, fromBlock, inputs }: Epoch): string {
  return canonicalText({ seq, fromBlock, inputs });
}
