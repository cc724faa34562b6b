import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getCurrentSeq } from "@redflag/api/known-list";
import { type ExportedPart, type ExportPlace, readListExport } from "@redflag/api/list-export";
import { AUDIENCES, type Audience } from "@redflag/domain/audience";
import { EXCHANGE_FORMATS, type ExchangeFormat } from "@redflag/domain/exchange-format";
import { Problem } from "@redflag/domain/problem";
import { type Command, InvalidArgumentError, Option } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { parseListId } from "../list-id.ts";
import { writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  format: ExchangeFormat;
  audience: Audience;
  listVersion?: number;
  out?: string;
}

export function addWatchlistExport(watchlist: Command): void {
  watchlist
    .command("export")
    .argument("<list>", "the list's id", parseListId)
    .description(
      "write what an audience may know of a list, to be handed on: as a STIX 2.1 bundle, or as events of MISP",
    )
    .addOption(new Option("--format <format>", "which").choices(EXCHANGE_FORMATS).makeOptionMandatory())
    .addOption(new Option("--audience <audience>", "for whom").choices(AUDIENCES).default("exchange"))
    .addOption(
      new Option("--list-version <n>", "of which version; the current one unless given").argParser(parseVersion),
    )
    .addOption(
      new Option("--out <folder>", "write a file for each part there; a short list goes to standard output without it"),
    )
    .addHelpText(
      "after",
      examples(
        "redflag watchlist export ofac-sdn --format stix > ofac-sdn.stix.json",
        "redflag watchlist export ofac-sdn --format misp --audience staff --out parts",
      ),
    )
    .action((list: string, options: Options) => runCommand((context) => exportList(context, list, options)));
}

async function exportList(context: CommandContext, list: string, options: Options): Promise<void> {
  const { format, audience, listVersion, out } = options;
  await withCurrentDatabase(context, async ({ db }) => {
    const current = await getCurrentSeq(db.kysely, list, [listVersion]);
    const version = listVersion ?? current;
    if (version === 0) throw new Problem("not_found", `list ${list} has no version yet`);
    if (out !== undefined) await mkdir(out, { recursive: true });
    const counts = { entries: 0, leftOut: 0 };
    let after: ExportPlace | undefined;
    let number = 0;
    do {
      const query = { list, version, audience, format, ...(after && { after }) };
      const { next, leftOut, ...part } = await readListExport(db.kysely, query);
      if (out === undefined && next !== undefined) {
        throw new Problem("config_invalid", `list ${list} comes in several parts: say with --out where they go`);
      }
      counts.entries += part.entries;
      counts.leftOut += leftOut;
      number++;
      const { sha256, entries } = part;
      const detail = { format, audience, version, entries, leftOut, sha256 };
      // As by the API, that it was written is on disk before it is.
      await auditedWrite(db, new Date(), async () => ({
        result: undefined,
        deed: { action: "list.export", subject: `list:${list}`, detail },
      }));
      await writePart(part, out && join(out, `${list}-${version}-${audience}-${number}.${format}.json`));
      after = next;
    } while (after !== undefined);
    const written = countOf(counts.entries, "entry", "entries");
    writeNote(`${written} of version ${version} for ${audience}; ${counts.leftOut} left out`);
  });
}

async function writePart({ document, sha256 }: ExportedPart, path: string | undefined): Promise<void> {
  if (path === undefined) {
    surroundings().stdout.write(document);
    writeNote(`SHA-256 ${sha256}, as in the audit`);
    return;
  }
  await writeFile(path, document);
  writeLine(`${sha256}  ${path}`);
}

function parseVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("the number of a version is expected");
}
