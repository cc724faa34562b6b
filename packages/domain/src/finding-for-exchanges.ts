import type { Alert, Evidence } from "./alert.ts";
import assert from "./assert.ts";
import { type Grounded, tellable } from "./audience.ts";
import type { Chain } from "./chain.ts";
import type { ListedEntry } from "./entry.ts";
import { type Finding, partyOf } from "./finding.ts";
import { aliasHit } from "./heuristics/alias-hit.ts";
import { issuerFreeze } from "./heuristics/issuer-freeze.ts";
import { watchlistHit } from "./heuristics/watchlist-hit.ts";
import { findToken } from "./token-registry.ts";

/** What they look at is the payment and the entries that name its parties: the same of shared entries alone can be made again. */
const LISTING_RULES = [watchlistHit, aliasHit];

/**
 * Whose findings exchanges are told of. What other rules say rests on what they have seen of everybody's payments, with services
 * left out and origins counted that internal entries name: what it would be without these is not known from it.
 */
export const RULES_FOR_EXCHANGES: readonly string[] = [...LISTING_RULES, issuerFreeze].map(({ id }) => id);

interface EntryStatement extends Grounded {
  entry: ListedEntry;
}

/**
 * What would have been found about this alert's subject in a payment, had there been nothing but what exchanges may know of. It
 * may be another rule's finding: an internal entry that names an account silences the rule about its alias.
 * @param entries that name the subject's bytes, of every family; those that are not to be known are left out here
 */
export function findingForExchanges(
  chain: Chain,
  alert: Pick<Alert, "heuristic" | "subject">,
  evidence: Evidence,
  entries: readonly ListedEntry[],
): Finding | undefined {
  if (alert.heuristic === issuerFreeze.id) return frozenFinding(alert, evidence);
  if (!LISTING_RULES.some(({ id }) => id === alert.heuristic)) return undefined;
  const statements = entries.map(
    (entry): EntryStatement => ({ entry, grounds: [{ kind: "entry", entry }, { kind: "chain" }] }),
  );
  const known = tellable("exchange", statements).map(({ entry }) => entry);
  return known.length === 0 ? undefined : listedFinding(chain, alert.subject, evidence, known);
}

/** No list has a part in it. */
function frozenFinding({ heuristic, subject }: Pick<Alert, "heuristic" | "subject">, evidence: Evidence): Finding {
  const { heuristicVersion, severity, exposure, score, reasons, block, transfer } = evidence;
  const { gapS } = issuerFreeze;
  return {
    heuristic,
    heuristicVersion,
    gapS,
    subject,
    severity,
    exposure,
    score,
    reasons,
    block,
    transfer,
    supporting: [],
  };
}

function listedFinding(
  chain: Chain,
  subject: Alert["subject"],
  { block, transfer }: Evidence,
  known: readonly ListedEntry[],
): Finding | undefined {
  const token = findToken(chain.name, transfer.token);
  assert(token !== undefined, "a payment that was judged is of a registered token");
  const party = (address: Alert["subject"]) => partyOf(chain, address, address === subject ? known : []);
  const observation = {
    chain,
    // No rule at the head looks at its parent.
    block: { ...block, parentHash: block.hash },
    transfer,
    token,
    sender: party(transfer.sender),
    recipient: party(transfer.recipient),
  };
  for (const { id, version, gapS, judge } of LISTING_RULES) {
    const judgement = judge(observation, {}).find((one) => one.subject === subject);
    if (judgement !== undefined) {
      return { heuristic: id, heuristicVersion: version, gapS, ...judgement, block, transfer, supporting: [] };
    }
  }
  return undefined;
}
