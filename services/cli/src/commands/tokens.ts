import { formatAddress, formatCaip10 } from "@redflag/domain/address";
import { CHAINS, getChain } from "@redflag/domain/chain-registry";
import { listContracts } from "@redflag/domain/token-registry";
import type { Command } from "commander";
import { chainOption, examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";

interface Options {
  chain?: string;
  json?: boolean;
}

export function addTokensCommand(program: Command): void {
  program
    .command("tokens")
    .description("the stablecoins that Redflag reads: contract, decimals, peg, issuer, freeze events")
    .addOption(chainOption("only this chain"))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag tokens --chain tron"))
    .action((options: Options) => runCommand(async () => listTokens(options)));
}

function listTokens({ chain: name, json = false }: Options): void {
  const chains = name === undefined ? CHAINS : [getChain(name)];
  for (const chain of chains) {
    for (const { token, contract } of listContracts(chain.name)) {
      const freezes = typeof contract.freezes === "string" ? contract.freezes : contract.freezes.name;
      const { title, issuer, peg, note } = token;
      const symbol = contract.symbol ?? token.symbol;
      if (json) {
        const { decimals, sources } = contract;
        const address = formatCaip10(chain, contract.address);
        writeJson({ symbol, title, issuer, peg, address, decimals, freezes, sources, ...(note && { note }) });
      } else {
        const address = formatAddress(contract.address, chain.family);
        writeLine(
          `${chain.name.padEnd(9)} ${symbol.padEnd(12)} ${address.padEnd(42)} ${peg}  ${contract.decimals} decimals, ` +
            `${issuer}; freezes: ${freezes}${note === undefined ? "" : `; ${note}`}`,
        );
      }
    }
  }
}
