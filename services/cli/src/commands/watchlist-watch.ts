import { eachItem } from "@redflag/contract/http/client";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import type { Watch, WatchAlert } from "@redflag/contract/http/routes/watches";
import type { AlertState } from "@redflag/domain/alert";
import { type Command, Option } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { parseId } from "../person-options.ts";
import { runCommand } from "../run-command.ts";

const STATES = ["provisional", "final", "withdrawn"] as const satisfies readonly AlertState[];

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
          else
            writeLine(
              `${watchText(body)}\n  its payments are told from the next block on, the newest stored ones with them`,
            );
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

  addApiOptions(
    watch.command("alerts").description("payments of what you watch, the newest first; nobody else sees them"),
  )
    .option("--watch <id>", "only of this watch", parseId)
    .addOption(new Option("--state <state>", "only these").choices(STATES))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist watch alerts --key-file ada.key --state final"))
    .action(
      ({ json = false, watch: only, state, ...options }: Options & { watch?: string; state?: WatchAlert["state"] }) =>
        runCommand(() =>
          askApi(options, async (client) => {
            const query = { limit: PAGE_ROWS_MAX, ...(only && { watch: only }), ...(state && { state }) };
            let count = 0;
            for await (const each of eachItem(client.listWatchAlerts, { query })) {
              count++;
              if (json) writeJson(each);
              else writeLine(alertText(each));
            }
            if (count === 0 && !json) writeNote("no payments of what you watch");
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

function watchText({ id, address, reason, at, endedAt, lanes }: Watch): string {
  const reach = lanes.map(
    ({ chain, fromBlock, isCut, sinceBlock }) =>
      `\n  ${chain}: payments from block ${fromBlock} on${isCut ? ", and there are more before" : ""}, as they come since ${sinceBlock}`,
  );
  return `${address}  since ${at}${endedAt === undefined ? "" : ` until ${endedAt}`}: ${reason}\n  ${id}${reach.join("")}`;
}

function alertText({ state, text, chain, block, at, transaction, watch }: WatchAlert): string {
  return `${state}  ${text}\n  ${transaction} on ${chain}, block ${block}, ${at}\n  of watch ${watch}`;
}
