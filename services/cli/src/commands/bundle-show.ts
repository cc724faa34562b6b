import type { Explanation } from "@redflag/domain/explanation";
import { explanationReport } from "@redflag/domain/explanation-report";
import { readBundle } from "@redflag/reports/bundle/read-bundle";
import type { Command } from "commander";
import { readBundleFile } from "../bundle-file.ts";
import { bundleOriginText, visibleLines } from "../bundle-replay-text.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";

export function addBundleShow(bundle: Command): void {
  bundle
    .command("show")
    .description("what a bundle says, without holding it to anything")
    .argument("<zip>", "the bundle")
    .addOption(jsonOption("print manifest and explanation as one JSON object"))
    .addHelpText("after", examples("redflag bundle show bundle.zip"))
    .action((file: string, { json = false }: { json?: boolean }) =>
      runCommand(async () => {
        const read = readBundle(await readBundleFile(file));
        const { manifest, explanation } = read;
        if (json) writeJson(read);
        else {
          const paragraphs = explanationReport(explanation as Explanation);
          const origin = bundleOriginText({ alert: manifest.alert, ...manifest.origin });
          writeLine(visibleLines([origin, ...paragraphs].join("\n\n")));
        }
        writeNote("none of this was verified: redflag bundle replay does");
      }),
    );
}
