import { replayBundle } from "@redflag/reports/bundle/replay-bundle";
import type { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { readBundleFile } from "../bundle-file.ts";
import { replayText } from "../bundle-replay-text.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { readPublicKey } from "../public-key-file.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

interface Options {
  key?: string[];
  json?: boolean;
}

export function addBundleReplay(bundle: Command): void {
  bundle
    .command("replay")
    .description("hold a bundle to itself step by step, and judge its findings again; exit 1 if anything differs")
    .argument("<zip>", "the bundle, as it was received")
    .option("--key <file>", "a public key of whoever may have made it; several times for several", gather)
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText(
      "after",
      "\nThe key is to be had by another way than the bundle: without it the signature shows only that the bundle is in itself whole.\n" +
        examples("redflag bundle replay bundle.zip --key audit-key.pem"),
    )
    .action((file: string, { key = [], json = false }: Options) =>
      runCommand(async () => {
        const keys = await Promise.all(key.map(async (from) => ({ from, pem: await readPublicKey(from) })));
        const report = await replayBundle(await readBundleFile(file), { keys, version: manifest.version });
        if (json) writeJson(report);
        else writeLine(replayText(report));
        if (!report.holds) surroundings().exitCode = 1;
      }),
    );
}

/** Not `<file...>`, which would also take the bundle that stands behind it. */
function gather(file: string, before: readonly string[] = []): string[] {
  return [...before, file];
}
