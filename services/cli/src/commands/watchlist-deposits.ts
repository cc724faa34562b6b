import { depositBody, findServiceName } from "@redflag/api/deposit-body";
import { formatAddress } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { type Inference, inferenceText } from "@redflag/domain/inference";
import { listStandingInferences } from "@redflag/store/inference";
import type { Command } from "commander";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

const PAGE_ROWS = 1_000;

interface Options {
  chain: string;
  json?: boolean;
}

export function addWatchlistDeposits(watchlist: Command): void {
  watchlist
    .command("deposits")
    .description(
      "addresses that are inferred to be deposit addresses of known services, with what that rests on; derived from " +
        "final payments, on no list, and gone again when an address behaves otherwise",
    )
    .addOption(requiredChainOption())
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist deposits --chain ethereum"))
    .action((options: Options) => runCommand((context) => listDeposits(context, options)));
}

async function listDeposits(context: CommandContext, { chain: name, json = false }: Options): Promise<void> {
  const chain = getChain(name);
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const names = new Map<string, string | undefined>();
    const standing = everyRow((last: Inference | undefined) =>
      listStandingInferences(db, chain.id, { limit: PAGE_ROWS, ...(last && { after: last.address }) }),
    );
    let shown = 0;
    for await (const inference of standing) {
      const { service } = inference;
      if (!names.has(service)) names.set(service, await findServiceName(db, chain, service, Date.now() / 1000));
      if (json) writeJson(depositBody(chain, inference, names.get(service)));
      else writeLine(depositText(chain, inference, names.get(service)));
      shown++;
    }
    if (shown === 0 && !json) writeNote(`nothing is inferred on ${chain.name}`);
  });
}

function depositText(chain: Chain, inference: Inference, entity: string | undefined): string {
  const wallet = formatAddress(inference.service, chain.family);
  const whose = entity === undefined ? wallet : `${entity} (${wallet})`;
  const place = `since block ${inference.from.blockNumber}`;
  return `${formatAddress(inference.address, chain.family)}  ${whose}, ${place}\n  ${inferenceText(inference)}`;
}
