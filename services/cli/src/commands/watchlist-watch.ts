import { eachItem } from "@redflag/contract/http/client";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import type { Watch } from "@redflag/contract/http/routes/watches";
import type { Command } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { parseId } from "../person-options.ts";
import { runCommand } from "../run-command.ts";

type Options = ApiOptions & { json?: boolean };

export function addWatchlistWatch(watchlist: Command): void {
  const watch = watchlist
    .command("watch")
    .description("addresses that you watch without listing them: nobody else sees them")
    .addHelpText("after", examples("redflag watchlist watch list --key-file ada.key"));

  addApiOptions(watch.command("add").description("watch an address"))
    .argument("<address>", "0x and 40 hex digits, or T and 33 characters on TRON")
    .requiredOption("--reason <text>", "why; the audit has it, without the address")
    .addOption(jsonOption("print the watch as one JSON object"))
    .addHelpText("after", examples('redflag watchlist watch add T… --key-file ada.key --reason "a lead"'))
    .action((address: string, { reason, json = false, ...options }: Options & { reason: string }) =>
      runCommand(() =>
        askApi(options, async (client) => {
          const { body } = await client.createWatch({ body: { address, reason } });
          if (json) writeJson(body);
          else writeLine(watchText(body));
        }),
      ),
    );

  addApiOptions(watch.command("list").description("what you watch, the newest first"))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist watch list --key-file ada.key"))
    .action(({ json = false, ...options }: Options) =>
      runCommand(() =>
        askApi(options, async (client) => {
          let count = 0;
          for await (const each of eachItem(client.listWatches, { query: { limit: PAGE_ROWS_MAX } })) {
            count++;
            if (json) writeJson(each);
            else writeLine(watchText(each));
          }
          if (count === 0 && !json) writeNote("you watch nothing");
        }),
      ),
    );

  addApiOptions(watch.command("end").description("watch an address no more"))
    .argument("<id>", "of the watch", parseId)
    .addHelpText("after", examples("redflag watchlist watch end 0b6f5c1e-… --key-file ada.key"))
    .action((id: string, options: Options) =>
      runCommand(() =>
        askApi(options, async (client) => {
          await client.endWatch({ params: { id } });
          writeNote("ended");
        }),
      ),
    );
}

function watchText({ id, address, reason, at, endedAt }: Watch): string {
  return `${address}  since ${at}${endedAt === undefined ? "" : ` until ${endedAt}`}: ${reason}\n  ${id}`;
}
