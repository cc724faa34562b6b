import { judgeChain } from "./judge-chain.ts";
import { judgeInstallation } from "./judge-installation.ts";
import { judgeLists } from "./judge-lists.ts";
import { judgeWork } from "./judge-work.ts";
import { CONDITIONS, type StatusLine, type StatusState } from "./status-line.ts";
import type { StatusReadings } from "./status-readings.ts";

export interface Status {
  state: StatusState;
  /** What is wrong, what wants a look, what is well; each the most urgent first. */
  lines: readonly StatusLine[];
}

export function judgeStatus(readings: StatusReadings): Status {
  const { coverage, endpoints, lanes, work } = readings;
  const chains = coverage.map((each) => ({
    coverage: each,
    endpoints: endpoints.filter(({ chain }) => chain === each.chain),
    lane: lanes.find(({ chain }) => chain === each.chain),
    work: work.filter(({ chain }) => chain === each.chain),
  }));
  return statusOf([
    ...judgeInstallation(readings),
    ...chains.flatMap(judgeChain),
    ...judgeLists(readings),
    ...judgeWork(readings),
  ]);
}

const STATES: readonly StatusState[] = ["wrong", "look", "ok"];
const URGENCY = Object.keys(CONDITIONS);

export function statusOf(lines: readonly StatusLine[]): Status {
  const placeOf = ({ state, condition }: StatusLine) =>
    STATES.indexOf(state) * URGENCY.length + (condition === undefined ? 0 : URGENCY.indexOf(condition));
  const sorted = [...lines].sort((a, b) => placeOf(a) - placeOf(b));
  return { state: sorted[0]?.state ?? "ok", lines: sorted };
}
