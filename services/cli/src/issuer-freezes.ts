import { freezeBodies, issuerFreezesBodies } from "@redflag/api/freeze-body";
import type { Freeze, IssuerFreezes } from "@redflag/contract/http/routes/derived-lists";
import type { Address } from "@redflag/domain/address";
import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import type { Executor } from "@redflag/store/database";
import { listFreezeCounts, listFreezesOf } from "@redflag/store/freeze-read";
import { countOf } from "./count-text.ts";
import { writeJson, writeLine } from "./output.ts";

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
  for (const issuer of issuerFreezesBodies(await listFreezeCounts(db))) {
    if (json) writeJson(issuer);
    else writeLine(issuerFreezesText(issuer));
  }
}

export function freezeText({ issuer, symbol, chain, address, status, frozen, unfrozen }: Freeze): string {
  const head = `${FREEZE_LIST}  ${address} frozen by ${issuer} for ${symbol} on ${chain}`;
  const lines = [`${head}: ${status === "in_force" ? "in force" : "lifted"}`, `  frozen in ${placeText(frozen)}`];
  if (unfrozen !== undefined) lines.push(`  unfrozen in ${placeText(unfrozen)}`);
  return lines.join("\n");
}

function placeText({ block, time, transaction, link, state }: Freeze["frozen"]): string {
  return `block ${block} of ${time}, ${state}, transaction ${transaction}${link === undefined ? "" : `, ${link}`}`;
}

/**
 * Tells every freeze of an address and its end.
 * @param asOf as it was known then
 * @returns how many
 */
export async function sayFreezesOf(
  db: Executor,
  address: Address,
  { json, asOf }: { json: boolean; asOf?: Date },
): Promise<number> {
  const told = freezeBodies(await listFreezesOf(db, address), asOf);
  for (const freeze of told) {
    if (json) writeJson(freeze);
    else writeLine(freezeText(freeze));
  }
  return told.length;
}
