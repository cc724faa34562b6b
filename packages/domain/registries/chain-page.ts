import type { Chain } from "../src/chain.ts";
import { unprovableText } from "../src/unprovable.ts";
import { markdownTable } from "./markdown-table.ts";

const INTRODUCTION = `<!-- Written by \`pnpm registries\` from the files of the chains. Do not edit. -->

# Chains

What Redflag knows of each chain. _Verify_ is how much must be shown of a block's logs before what rests on them may be
called final: \`proof\` (receipts hash to the header, the header to the block hash; what no proof reaches is held against a
second endpoint, and with one alone never becomes final), \`bloom\` (a block without logs whose
bloom admits some is asked for again), \`peers\` (two endpoints gave the same). \`REDFLAG_VERIFY_<CHAIN>\` sets another.
A chain is added as [add-a-chain](../guides/add-a-chain.md) says.`;

/** The text of docs/reference/chains.md: by title, the local demo's chain left out. */
export function chainPage(chains: readonly Chain[]): string {
  const shown = chains.filter(({ name }) => name !== "demo").sort((a, b) => (a.title < b.title ? -1 : 1));
  const rules = markdownTable(
    ["chain", "name", "id", "CAIP-2", "block time", "final", "verify"],
    shown.map((chain) => [
      chain.title,
      `\`${chain.name}\``,
      `${chain.id}`,
      `\`${chain.caip2}\``,
      `${chain.blockTimeMs / 1000} s`,
      chain.finality.kind === "tag" ? "the tag `finalized`" : `${chain.finality.blocks} blocks deep`,
      `\`${chain.verify}\``,
    ]),
  );
  return `${[INTRODUCTION, rules, ...shown.map(section)].join("\n\n")}\n`;
}

function section({ title, finality, unprovable = [], publicEndpoints, explorer, sources }: Chain): string {
  const endpoints = publicEndpoints.map((url) => `\`${url}\``).join(", ");
  return `## ${title}

- **Final**: ${finality.why}
- **What cannot be proven**:${unprovable.length === 0 ? " nothing that is known." : ""}${unprovable
    .map((item) => `\n  - _${unprovableText(item)}_: ${item.why}`)
    .join("")}
- **Endpoints for a first try**: ${endpoints === "" ? "none" : endpoints}
- **Explorer**: ${explorer === undefined ? "none" : `\`${explorer.transaction}\`, \`${explorer.address}\``}
- **Checked against**:
${sources.map((source) => `  - ${source}`).join("\n")}`;
}
