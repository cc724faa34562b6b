import { parseArguments } from "./arguments.ts";
import { FAULTS, sortByMachine } from "./catalogue.ts";
import { failuresOf, faultsText } from "./fault-table.ts";
import { type FaultResult, runFaults } from "./run-faults.ts";

const { only, rounds, json } = parseArguments(
  process.argv.slice(2),
  FAULTS.map(({ name }) => name),
);
const chosen = only.length === 0 ? FAULTS : FAULTS.filter(({ name }) => only.includes(name));
const { playable, notRun } = sortByMachine(chosen);
const results: FaultResult[] = [];
const failures: string[] = [];
// Also what is known when somebody has seen enough.
process.once("exit", () => {
  process.stdout.write(`${json ? JSON.stringify({ results, notRun, failures }) : faultsText(results, notRun)}\n`);
});
await runFaults(playable, {
  rounds,
  onStep: (what) => process.stderr.write(`faults: ${what}\n`),
  onResult(fault, result) {
    if (result instanceof Error) return fail(`${fault.name}: ${result.message}`);
    results.push(result);
    fail(...failuresOf(result));
  },
});
process.exitCode = failures.length > 0 ? 1 : 0;

/** At once: what comes after may take an hour. */
function fail(...words: string[]): void {
  failures.push(...words);
  for (const each of words) process.stderr.write(`FAILED: ${each}\n`);
}
