import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { listContracts } from "@redflag/domain/token-registry";
import { unprovableText } from "@redflag/domain/unprovable";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";

export function addChainsCommand(program: Command): void {
  program
    .command("chains")
    .description("the chains that Redflag knows: when a block is final there, how it is checked, public endpoints")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag chains"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand(async () => {
        for (const chain of CHAINS) {
          if (json) writeJson({ ...chain, contracts: listContracts(chain.name).length });
          else writeLine(`${chainText(chain)}\n`);
        }
      }),
    );
}

function chainText(chain: Chain): string {
  const { name, title, caip2, finality, verify, publicEndpoints, unprovable = [] } = chain;
  const depth = finality.kind === "tag" ? "the node's finalized tag" : `${countOf(finality.blocks, "block")} deep`;
  return [
    `${name}  ${title}, ${caip2}, ${countOf(listContracts(name).length, "token contract")}`,
    `  final: ${depth}. ${finality.why}`,
    `  checked by ${verify}; REDFLAG_VERIFY_${name.toUpperCase()} chooses another`,
    ...unprovable.map((item) => `  cannot be proven (${unprovableText(item)}): ${item.why}`),
    ...(publicEndpoints.length === 0
      ? []
      : [`  to try: REDFLAG_RPC_${name.toUpperCase()}=${publicEndpoints.join(",")}`]),
  ].join("\n");
}
