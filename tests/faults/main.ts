import { parseArguments } from "./arguments.ts";
import { FAULTS, sortByMachine } from "./catalogue.ts";
import { failuresOf, faultsText } from "./fault-table.ts";
import { type FaultResult, runFault } from "./run-faults.ts";

const { only, rounds, json } = parseArguments(
  process.argv.slice(2),
  FAULTS.map(({ name }) => name),
);
const chosen = only.length === 0 ? FAULTS : FAULTS.filter(({ name }) => only.includes(name));
const { playable, notRun } = sortByMachine(chosen);
const results: FaultResult[] = [];
const failures: string[] = [];
for (const fault of playable) {
  try {
    const result = await runFault(fault, rounds, (what) => process.stderr.write(`faults: ${what}\n`));
    results.push(result);
    failures.push(...failuresOf(result));
  } catch (error) {
    failures.push(`${fault.name}: ${error instanceof Error ? error.message : error}`);
  }
}
process.stdout.write(`${json ? JSON.stringify({ results, notRun, failures }) : faultsText(results, notRun)}\n`);
for (const failure of failures) process.stderr.write(`FAILED: ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
