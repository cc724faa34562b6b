import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { toMicros } from "@redflag/domain/money";
import { findToken } from "@redflag/domain/token-registry";
import { differences } from "./differences.ts";
import type { Stored, StoredEvidence, StoredWorth } from "./stored.ts";

/** Every alert that stands is worth its findings' payments, each once; no world has rates, so that lira have no dollars. */
export async function checkWorths(stored: Stored): Promise<string[]> {
  const worths = await stored.worths();
  const findings = Map.groupBy(await stored.evidence(), ({ alert }) => alert);
  return differences(
    "worth",
    worths,
    worths.map(({ id }) => worthOf(id, findings.get(id))),
  );
}

function worthOf(id: Hash, findings: readonly StoredEvidence[] | undefined): StoredWorth {
  if (findings === undefined) return { id, worth: null, usdMicros: "-1" };
  const payments = new Map(findings.map((finding) => [`${finding.block}/${finding.logIndex}`, finding]));
  const sums = new Map<string, bigint>();
  for (const { token, amount } of payments.values()) {
    const known = findToken(demo.name, token);
    if (known === undefined) throw new Error(`no token of the chain is at ${token}`);
    const { peg } = known.token;
    sums.set(peg, (sums.get(peg) ?? 0n) + toMicros(BigInt(amount), known.contract.decimals));
  }
  const byCurrency = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  const worth = Object.fromEntries(byCurrency.map(([peg, micros]) => [peg, micros.toString()]));
  const isAllDollars = [...sums.keys()].every((peg) => peg === "USD");
  return { id, worth, usdMicros: isAllDollars ? (worth.USD ?? "0") : "-1" };
}
