import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Endpoint, Lane, Work } from "@redflag/contract/http/routes/operations";
import { getChain } from "@redflag/domain/chain-registry";
import { durationText } from "@redflag/domain/duration-text";
import { countOf, grouped } from "../count-text.ts";
import { ill, type StatusLine, well } from "./status-line.ts";
import { BEHIND_LOOK_S, BEHIND_WRONG_S, FINAL_BEHIND_LOOK_S, HEAD_AGE_BLOCKS, HEAD_AGE_WRONG_S } from "./thresholds.ts";

/** What was read of one chain. */
export interface ChainReadings {
  coverage: ChainCoverage;
  endpoints: readonly Endpoint[];
  lane: Lane | undefined;
  work: readonly Work[];
}

/** All that is the matter with a chain; where nothing is, one line that says how it stands. */
export function judgeChain(readings: ChainReadings): StatusLine[] {
  const { coverage, lane } = readings;
  const troubles = [
    ...laneStopped(coverage, lane),
    ...following(readings),
    ...behind(readings),
    ...endpointTroubles(readings),
    ...gaps(coverage),
  ];
  return troubles.length > 0 ? troubles : [well(coverage.name, standingText(coverage), { ...coverage })];
}

function laneStopped({ name }: ChainCoverage, lane: Lane | undefined): StatusLine[] {
  if (lane?.stopped === undefined) return [];
  const { reason, forkBlock } = lane.stopped;
  const text = `screening has stopped, ledger and chain share block ${grouped(forkBlock)}: ${reason}`;
  return [
    ill("lane_stopped", "wrong", {
      subject: name,
      text,
      next: `redflag rebuild --chain ${name}`,
      facts: { forkBlock },
    }),
  ];
}

function following({ coverage, endpoints }: ChainReadings): StatusLine[] {
  const { name, followed, head, endpoints: counts } = coverage;
  const variable = `REDFLAG_RPC_${name.toUpperCase()}`;
  if (!followed) {
    const seen = head === undefined ? "its head was never seen" : `head last seen ${ago(head.ageSeconds)}`;
    const text = `no ingest process reads it; ${seen}`;
    return [ill("not_followed", "wrong", { subject: name, text, next: `${variable}=https://… redflag start` })];
  }
  if (counts.configured > 0 && counts.healthy === 0) {
    const text = `none of ${countOf(counts.configured, "endpoint")} may be asked: ${endpointsText(endpoints)}`;
    return [ill("no_endpoint", "wrong", { subject: name, text, next: "redflag doctor" })];
  }
  if (head === undefined) return [];
  const oldS = Math.max(HEAD_AGE_WRONG_S, (HEAD_AGE_BLOCKS * getChain(name).blockTimeMs) / 1_000);
  const unseenS = head.ageSeconds;
  const blockAgeS = head.blockAgeSeconds ?? 0;
  if (unseenS <= oldS && blockAgeS <= oldS) return [];
  const text =
    unseenS > oldS
      ? `its head was last seen ${ago(unseenS)}`
      : `endpoints stand still at block ${grouped(head.block)}, which is ${durationText(blockAgeS)} old`;
  return [ill("head_old", "wrong", { subject: name, text, next: "redflag doctor", facts: { unseenS, blockAgeS } })];
}

function behind({ coverage, work }: ChainReadings): StatusLine[] {
  const { name, followed, ledgerLag, laneLag, laneStopped: isStopped } = coverage;
  // Where nobody looks or screening has stopped, that is told; what follows from it is not.
  if (!followed || isStopped) return [];
  const readS = ledgerLag?.seconds ?? 0;
  const screenS = laneLag?.seconds ?? 0;
  const stateOf = (seconds: number) => (seconds > BEHIND_WRONG_S ? "wrong" : "look");
  if (readS > BEHIND_LOOK_S && ledgerLag !== undefined) {
    const text = `reading is ${countOf(ledgerLag.blocks, "block")} (${durationText(readS)}) behind the head`;
    return [
      ill("read_behind", stateOf(readS), { subject: name, text, next: "redflag doctor", facts: { ...ledgerLag } }),
    ];
  }
  if (screenS > BEHIND_LOOK_S && laneLag !== undefined) {
    const text = `read to the head; screening is ${countOf(laneLag.blocks, "block")} (${durationText(screenS)}) behind`;
    const facts = { ...laneLag };
    return [ill("screen_behind", stateOf(screenS), { subject: name, text, next: "redflag doctor", facts })];
  }
  const waiting = work.find(({ kind }) => kind === "prove")?.waiting ?? 0;
  const finalS = (waiting * getChain(name).blockTimeMs) / 1_000;
  if (finalS <= FINAL_BEHIND_LOOK_S) return [];
  const text =
    `${countOf(waiting, "block")} (about ${durationText(finalS)}) are final on the chain and wait for their check ` +
    `by the policy ${coverage.policy}`;
  return [ill("final_behind", "look", { subject: name, text, next: "redflag doctor", facts: { waiting } })];
}

function endpointTroubles({ coverage, endpoints }: ChainReadings): StatusLine[] {
  const { name, followed, disagreements, endpoints: counts } = coverage;
  const lines: StatusLine[] = [];
  if (disagreements.caught > 0) {
    const liars = [...new Set(endpoints.filter(({ liesCaught }) => liesCaught > 0).map(({ host }) => host))];
    const who = liars.length === 0 ? "of endpoints that are no longer configured" : `(${liars.join(", ")})`;
    const were = countOf(disagreements.caught, "answer was", "answers were");
    const text = `${were} shown to be wrong within a day ${who}; none was kept`;
    const next = `redflag coverage --chain ${name}`;
    lines.push(ill("endpoint_lies", "look", { subject: name, text, next, facts: { ...disagreements, liars } }));
  }
  if (followed && counts.healthy > 0 && counts.healthy < counts.configured) {
    const text = `${counts.healthy} of ${countOf(counts.configured, "endpoint")} answer: ${endpointsText(endpoints)}`;
    lines.push(ill("endpoint_rests", "look", { subject: name, text, next: "redflag doctor" }));
  }
  return lines;
}

function gaps({ name, gaps: missing, screeningGaps }: ChainCoverage): StatusLine[] {
  const lines: StatusLine[] = [];
  if (screeningGaps > 0) {
    const text = `screened except ${countOf(screeningGaps, "transfer")} on which a rule failed`;
    const next = `redflag rebuild --chain ${name}`;
    lines.push(ill("screening_gaps", "wrong", { subject: name, text, next, facts: { screeningGaps } }));
  }
  const [first] = missing.oldest;
  if (missing.count > 0 && first !== undefined) {
    const where = `${first.from} to ${first.to}${missing.count > 1 ? " and more" : ""}`;
    const text = `${countOf(missing.blocks, "block")} missing in ${countOf(missing.count, "gap")}: ${where}`;
    const next = `redflag coverage --chain ${name} --repair`;
    lines.push(ill("coverage_gaps", "look", { subject: name, text, next, facts: { ...missing } }));
  }
  return lines;
}

function standingText({ head, ledgerLag, laneLag, endpoints, policy }: ChainCoverage): string {
  if (head === undefined) return "followed, and its head was not seen yet";
  const read = ledgerLag === undefined ? "nothing read yet" : `read ${grouped(ledgerLag.blocks)} behind`;
  const screened = laneLag === undefined ? "" : `, screened ${grouped(laneLag.blocks)} behind`;
  const healthy = `${endpoints.healthy}/${endpoints.configured} endpoints`;
  return `head ${grouped(head.block)}, seen ${ago(head.ageSeconds)}; ${read}${screened}; ${healthy}, ${policy}`;
}

/** "a.example benched (rate_limited)", of those that do not answer. */
function endpointsText(endpoints: readonly Endpoint[]): string {
  const resting = endpoints.filter(({ state }) => state !== "healthy");
  const texts = resting.map(
    ({ host, state, problem }) => `${host} ${state}${problem === undefined ? "" : ` (${problem})`}`,
  );
  return [...new Set(texts)].join(", ");
}

function ago(seconds: number): string {
  return `${durationText(seconds)} ago`;
}
