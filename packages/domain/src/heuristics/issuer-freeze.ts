import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import type { Chain } from "../chain.ts";
import type { Severity } from "../entry.ts";
import { transactionLink } from "../explorer-link.ts";
import { FREEZE_LIST, freezeEntryId, type StandingFreeze } from "../freeze-book.ts";
import {
  defineHeadHeuristic,
  type Judgement,
  type Observation,
  type Party,
  type Reason,
  type Silence,
} from "../heuristic.ts";
import { describeMovement, sidesOf } from "../movement-text.ts";
import { isNobody } from "../nobodys-address.ts";
import { scoreFinding } from "../score.ts";
import { findToken } from "../token-registry.ts";
import { issuerFreezeExamples } from "./issuer-freeze.examples.ts";

const DAY_S = 86_400;
const SEVERITY: Severity = "HIGH";
/** The issuer froze this very account; of what it is suspected, the event does not say. */
const CONFIDENCE_PERCENT = 100;

/** Direct exposure: a token's issuer has frozen one side of the transfer, on the same chain and before it. */
export const issuerFreeze = defineHeadHeuristic({
  id: "issuer-freeze",
  version: 1,
  title: "Transfer to or from an account that an issuer froze",
  summary:
    "Fires once for each side of a transfer that a token's issuer has frozen on the same chain, from the freeze's place " +
    "in the chain on (block and log), until the issuer lifts it. The ledger is the list: freezes that the lane's blocks " +
    "hold count, and what was frozen before the lane began counts once a backfill has brought it in. It counts for every " +
    "token: what one issuer froze often moves on in another's. There is no minimum amount; a transfer of zero does not " +
    "fire, nor does a freeze of the zero address, of a precompile or of a token's own contract.",
  sources: [
    "Freeze events of each issuer's contracts: docs/reference/tokens.md",
    "Tether's and Circle's terms: freezes follow sanctions and the requests of authorities",
    "Severity HIGH and quiet gap of one day: ours [E]; an issuer's freeze gives no reason, so it ranks below a designation",
  ],
  params: z.strictObject({}),
  stage: "head",
  gapS: DAY_S,
  judge(observation) {
    const { sender, recipient, transfer } = observation;
    if (!isFrozen(sender) && !isFrozen(recipient)) return NOTHING;
    if (transfer.amount === 0n) return NOTHING;
    return sidesOf(observation)
      .filter((party) => isFrozen(party) && !isNobody(observation.chain, party.address))
      .map((party) => judgeSide(observation, party));
  },
  explainSilence(observation) {
    const silences: Silence[] = [];
    for (const party of sidesOf(observation)) {
      const text = silenceOf(observation, party);
      if (text !== undefined) silences.push({ subject: party.address, text });
    }
    return silences;
  },
  examples: issuerFreezeExamples,
});

const NOTHING: readonly Judgement[] = [];

function isFrozen({ freezes }: Party): boolean {
  return freezes !== undefined && freezes.length > 0;
}

function judgeSide(observation: Observation, party: Party): Judgement {
  const movement = describeMovement(observation, party);
  return {
    subject: party.address,
    severity: SEVERITY,
    exposure: "DIRECT",
    score: scoreFinding(SEVERITY, CONFIDENCE_PERCENT),
    reasons: (party.freezes ?? []).map((freeze) => reasonFor(observation.chain, party.address, freeze, movement)),
  };
}

function reasonFor(chain: Chain, account: Address, freeze: StandingFreeze, movement: string): Reason {
  const known = findToken(chain.name, freeze.token);
  const issuer = known?.token.issuer ?? "its issuer";
  const symbol = known?.contract.symbol ?? known?.token.symbol ?? freeze.token;
  const link = transactionLink(chain, freeze.txHash);
  const name = formatAddress(account, chain.family);
  const place = `in block ${freeze.blockNumber} (transaction ${freeze.txHash})`;
  return {
    code: "frozen_party",
    text: `${movement}; ${name} was frozen by ${issuer} for ${symbol} ${place}, which stands`,
    entry: {
      list: FREEZE_LIST,
      // The list has no versions: it stands as of the block that froze.
      listVersion: freeze.blockNumber,
      entryId: freezeEntryId(chain.caip2, account, freeze),
      category: "issuer_freeze",
      severity: SEVERITY,
      authority: issuer,
      confidence: CONFIDENCE_PERCENT,
      programme: `${symbol} on ${chain.name}`,
      reference: freeze.txHash,
      ...(link !== undefined && { documentUrl: link }),
    },
  };
}

/** Undefined when the side fires. */
function silenceOf({ chain, transfer }: Observation, party: Party): string | undefined {
  if (!isFrozen(party)) return "no freeze by an issuer that the lane's blocks hold stands at this place";
  if (isNobody(chain, party.address)) {
    return "frozen by an issuer, but the zero address, a precompile or a token's contract is nobody's account";
  }
  if (transfer.amount > 0n) return undefined;
  return "frozen by an issuer, but the transfer moved nothing: a zero-value transfer can be forged in anyone's name";
}
