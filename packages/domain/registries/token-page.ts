import { formatAddress } from "../src/address.ts";
import type { Chain } from "../src/chain.ts";
import type { Freezes, Token, TokenContract } from "../src/token.ts";
import { markdownTable } from "./markdown-table.ts";

const INTRODUCTION = `<!-- Written by \`pnpm registries\` from the files of the tokens. Do not edit. -->

# Tokens

Every contract that Redflag watches. Contracts are told apart by chain and address, never by symbol. _Freeze events_ names
the family of events by which the issuer freezes, destroys, issues or redeems; \`none\`: the contract has no freeze;
\`unverified\`: nobody has shown which events it emits, so one that looks like a freeze of another token of its chain is
kept as a refused log ([0012](../decisions/0012-unverified-freezes-are-refused.md)). _Checked against_ are the lists that
give this address; where more than one gives the decimals, they agree. No contract was asked over RPC. A token is added as
[add-a-token](../guides/add-a-token.md) says.`;

/** Known of, and not watched. */
const LEFT_OUT: ReadonlyArray<readonly [chain: string, symbol: string, issuer: string, address: string, why: string]> =
  [
    [
      "Ethereum",
      "EURe",
      "Monerium",
      "0x3231Cb76718CDeF2155FC47b5286d82e6eDA273f",
      "the first contract: it may repeat the second's transfers in its own logs, and the money would count twice",
    ],
    ["Ethereum", "KRW1", "BDACS", "0xb83FC84DF7028251066c25f5D61d12fD9d9C8be4", "no source gives its decimals"],
    ["Ethereum", "QCAD", "Stablecorp", "0x3Fa142dD3f384414e05E71Ad0939274EdC82EC0A", "no source gives its decimals"],
    [
      "Polygon PoS",
      "PHPC",
      "Coins.ph",
      "0x87a25dc121Db52369F4a9971F664Ae5e372CF69A",
      "mentioned once, by no list; no source gives its decimals",
    ],
  ];

interface Row {
  token: Token;
  contract: TokenContract;
}

/** The text of docs/reference/tokens.md: by chain, then symbol; the local demo's play money left out. */
export function tokenPage(tokens: readonly Token[], chains: readonly Chain[]): string {
  const rows = tokens.flatMap((token) => token.contracts.map((contract): Row => ({ token, contract })));
  const sections = chains
    .filter(({ name }) => name !== "demo")
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map((chain) =>
      section(
        chain,
        rows.filter(({ contract }) => contract.chain === chain.name),
      ),
    )
    .filter((text) => text !== undefined);
  const leftOut = markdownTable(
    ["chain", "symbol", "issuer", "contract", "why"],
    LEFT_OUT.map(([chain, symbol, issuer, address, why]) => [chain, symbol, issuer, `\`${address}\``, why]),
  );
  return `${[INTRODUCTION, ...sections, notes(tokens), `## Left out\n\n${leftOut}`].join("\n\n")}\n`;
}

function section(chain: Chain, rows: readonly Row[]): string | undefined {
  if (rows.length === 0) return undefined;
  const table = markdownTable(
    ["chain", "symbol", "contract", "decimals", "peg", "issuer", "freeze events", "checked against"],
    [...rows]
      .sort(bySymbol)
      .map(({ token, contract }) => [
        `\`${chain.name}\``,
        contract.symbol ?? token.symbol,
        linked(chain, formatAddress(contract.address, chain.family)),
        `${contract.decimals}`,
        token.peg,
        token.issuer,
        nameOf(contract.freezes),
        contract.sources.join("; "),
      ]),
  );
  const count = rows.length === 1 ? "1 contract" : `${rows.length} contracts`;
  return `## ${chain.title}: ${count}\n\n${table}`;
}

function linked({ explorer }: Chain, address: string): string {
  return explorer === undefined ? `\`${address}\`` : `[\`${address}\`](${explorer.address.replace("{}", address)})`;
}

function nameOf(freezes: Freezes): string {
  return `\`${typeof freezes === "string" ? freezes : freezes.name}\``;
}

function notes(tokens: readonly Token[]): string {
  const lines = tokens
    .filter(({ note, contracts }) => note !== undefined && contracts.some(({ chain }) => chain !== "demo"))
    .map(({ title, issuer, note }) => `- **${title}** (${issuer}): ${note}`)
    .sort();
  return `## What to know of some\n\n${lines.join("\n")}`;
}

function bySymbol(a: Row, b: Row): number {
  const [x, y] = [a, b].map(
    ({ token, contract }) => `${(contract.symbol ?? token.symbol).toUpperCase()} ${contract.address}`,
  );
  return (x ?? "") < (y ?? "") ? -1 : 1;
}
