import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import { findChainById } from "@redflag/domain/chain-registry";
import { transactionLink } from "@redflag/domain/explorer-link";
import { FREEZE_LIST, freezeSpells } from "@redflag/domain/freeze-book";
import { findToken } from "@redflag/domain/token-registry";
import type { Executor } from "@redflag/store/database";
import { type FreezeCount, listFreezeCounts, listFreezesOf, type PlacedFreeze } from "@redflag/store/freeze-read";
import { countOf } from "./count-text.ts";
import { writeJson, writeLine } from "./output.ts";

/** What one issuer has frozen, on every chain that the ledger holds something of. */
interface IssuerFreezes {
  list: typeof FREEZE_LIST;
  issuer: string;
  /** Accounts frozen now, counted for each contract: frozen for two tokens, an account counts twice. */
  standing: number;
  provisional: number;
  lifted: number;
  contracts: Array<{
    symbol: string;
    chain: string;
    standing: number;
    provisional: number;
    lifted: number;
    lastBlock: number;
  }>;
}

/** By issuer. A contract that this program no longer knows is left out: nothing is screened with it either. */
function byIssuer(counts: readonly FreezeCount[]): IssuerFreezes[] {
  const contracts = counts.flatMap(({ chainId, token, ...rest }) => {
    const chain = findChainById(chainId);
    const known = chain && findToken(chain.name, token);
    if (chain === undefined || known === undefined) return [];
    const symbol = known.contract.symbol ?? known.token.symbol;
    return [{ issuer: known.token.issuer, contract: { symbol, chain: chain.name, ...rest } }];
  });
  const byName = [...Map.groupBy(contracts, ({ issuer }) => issuer)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.map(([issuer, own]) => {
    const sum = (key: "standing" | "provisional" | "lifted") =>
      own.reduce((total, { contract }) => total + contract[key], 0);
    return {
      list: FREEZE_LIST,
      issuer,
      standing: sum("standing"),
      provisional: sum("provisional"),
      lifted: sum("lifted"),
      contracts: own.map(({ contract }) => contract),
    };
  });
}

function issuerFreezesText({ issuer, standing, provisional, lifted, contracts }: IssuerFreezes): string {
  const open = provisional === 0 ? "" : `, ${provisional} of them provisional`;
  const where = contracts.map(
    ({ symbol, chain, standing: count, lastBlock }) =>
      `${symbol} on ${chain} ${count} (last event in block ${lastBlock})`,
  );
  return [
    `${FREEZE_LIST}  ${issuer}: ${countOf(standing, "account")} frozen${open}, ${lifted} unfrozen`,
    `  ${where.join(", ")}`,
    "  live: read from the ledger's own blocks, with no versions",
  ].join("\n");
}

export async function sayIssuerFreezes(db: Executor, json: boolean): Promise<void> {
  for (const issuer of byIssuer(await listFreezeCounts(db))) {
    if (json) writeJson(issuer);
    else writeLine(issuerFreezesText(issuer));
  }
}

/** One freeze of an address as people and machines are told it. */
interface ToldFreeze {
  list: typeof FREEZE_LIST;
  issuer: string;
  symbol: string;
  chain: string;
  token: string;
  address: string;
  status: "in_force" | "lifted";
  frozen: ToldPlace;
  unfrozen?: ToldPlace;
}

interface ToldPlace {
  block: number;
  time: string;
  transaction: string;
  link?: string;
  state: "provisional" | "final";
}

/** On each chain that the ledger has a freeze of these bytes on, in the order in which they began. */
export function tellFreezes(events: readonly PlacedFreeze[]): ToldFreeze[] {
  return [...Map.groupBy(events, ({ chainId }) => chainId)].flatMap(([chainId, own]) => {
    const chain = findChainById(chainId);
    if (chain === undefined) return [];
    const placeOf = ({ blockNumber, txHash, time, isFinal }: PlacedFreeze): ToldPlace => {
      const link = transactionLink(chain, txHash);
      return {
        block: blockNumber,
        time: new Date(time * 1000).toISOString(),
        transaction: txHash,
        ...(link !== undefined && { link }),
        state: isFinal ? "final" : "provisional",
      };
    };
    return freezeSpells(own).map(({ account, token, frozen, lifted }) => {
      const known = findToken(chain.name, token);
      return {
        list: FREEZE_LIST,
        issuer: known?.token.issuer ?? "unknown issuer",
        symbol: known?.contract.symbol ?? known?.token.symbol ?? "unknown token",
        chain: chain.name,
        token: formatCaip10(chain, token),
        address: formatAddress(account, chain.family),
        status: lifted === undefined ? "in_force" : "lifted",
        frozen: placeOf(frozen),
        ...(lifted !== undefined && { unfrozen: placeOf(lifted) }),
      };
    });
  });
}

export function freezeText({ issuer, symbol, chain, address, status, frozen, unfrozen }: ToldFreeze): string {
  const head = `${FREEZE_LIST}  ${address} frozen by ${issuer} for ${symbol} on ${chain}`;
  const lines = [`${head}: ${status === "in_force" ? "in force" : "lifted"}`, `  frozen in ${placeText(frozen)}`];
  if (unfrozen !== undefined) lines.push(`  unfrozen in ${placeText(unfrozen)}`);
  return lines.join("\n");
}

function placeText({ block, time, transaction, link, state }: ToldPlace): string {
  return `block ${block} of ${time}, ${state}, transaction ${transaction}${link === undefined ? "" : `, ${link}`}`;
}

/** Tells every freeze of an address and its end. @returns how many */
export async function sayFreezesOf(db: Executor, address: Address, json: boolean): Promise<number> {
  const told = tellFreezes(await listFreezesOf(db, address));
  for (const freeze of told) {
    if (json) writeJson(freeze);
    else writeLine(freezeText(freeze));
  }
  return told.length;
}
