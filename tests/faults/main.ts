import { runTool } from "../run-tool.ts";
import { FAULTS, sortByMachine } from "./catalogue.ts";
import { failuresOf, faultsText } from "./fault-table.ts";
import { type FaultsOptions, faultsCommand } from "./faults-command.ts";
import { type FaultResult, runFaults } from "./run-faults.ts";

const names = FAULTS.map(({ name }) => name);
await runTool(faultsCommand(names, playFaults), process.argv.slice(2));

async function playFaults({ only, rounds, json }: FaultsOptions): Promise<void> {
  const { playable, notRun } = sortByMachine(FAULTS.filter(({ name }) => only?.includes(name) ?? true));
  const results: FaultResult[] = [];
  const failures: string[] = [];
  // Also what is known when somebody has seen enough.
  process.once("exit", () => {
    process.stdout.write(`${json ? JSON.stringify({ results, notRun, failures }) : faultsText(results, notRun)}\n`);
  });
  /** At once: what comes after may take an hour. */
  const fail = (...words: string[]) => {
    failures.push(...words);
    for (const each of words) process.stderr.write(`FAILED: ${each}\n`);
  };
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
}
