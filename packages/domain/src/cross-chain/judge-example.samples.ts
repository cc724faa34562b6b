import type { Finding } from "../finding.ts";
import type { CrossChainHeuristic } from "../heuristic.ts";
import { judgeLegs } from "./judge-legs.ts";

/** What a rule across chains, with its defaults, finds in one of its examples. */
export function judgeHopExample(
  heuristic: CrossChainHeuristic,
  { legs, entries }: CrossChainHeuristic["examples"][number],
): Finding[] {
  const entriesOf = (address: string) => entries.filter((entry) => entry.address === address);
  const [departures, arrivals] = ["departure", "arrival"].map((side) => legs.filter((leg) => leg.direction === side));
  const inputs = { rule: { heuristic, params: heuristic.params.parse({}) }, entriesOf };
  return judgeLegs(arrivals ?? [], departures ?? [], () => inputs).findings.map(({ finding }) => finding);
}
