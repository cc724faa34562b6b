import { z } from "zod";
import { formatAddress } from "../address.ts";
import type { Figure } from "../figure.ts";
import { shareFigure, shareText } from "../figure-of.ts";
import { DAY_S, noPaymentText, presentPayment } from "../flow-window.ts";
import { MICROS, missingRateText, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { dayOf } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { turnoverBeyondDeclaredExamples } from "./turnover-beyond-declared.examples.ts";

const paramsSchema = z.strictObject({
  declaredPercentMin: z
    .int()
    .min(101)
    .max(100_000)
    .default(300)
    .describe("percent of the declared turnover that came in [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** What a declaration is of. */
const DECLARED_DAYS = 30;
/** How sure a lone finding is, percent. Ours [E]: a good month, or a declaration that nobody renewed, looks the same. */
const CONFIDENCE_PERCENT = 25;

/** More came in than the VASP expects of this customer. */
export const turnoverBeyondDeclared = defineDepthHeuristic<Params>({
  id: "turnover-beyond-declared",
  version: 1,
  title: "More received than the declared turnover",
  summary:
    "Fires on a payment of an address that in thirty days has received several times the turnover that its VASP declared for it, in the " +
    "currency of the declaration. Without a declaration it is silent, and says so: what a customer is expected to receive is not on " +
    "the chain, and nothing is assumed. What the finding rests on is the VASP's own and for nobody else.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: inconsistent with the customer's profile [P]",
    "Conflict Armament Research, 2020: purchases incongruent with the business",
    "How many times: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: DECLARED_DAYS * DAY_S,
  historyS: () => DECLARED_DAYS * DAY_S,
  // More of the past could only add to what came in.
  firesEarly: true,
  cannotFire: ({ sender, enrichmentOf }) => enrichmentOf(sender.address).turnovers.length === 0,
  assess(encounter, params) {
    if (encounter.enrichmentOf(encounter.sender.address).turnovers.length === 0) {
      return silence(() => ({ figures: [], exclusions: [], exempt: NOT_DECLARED_TEXT }));
    }
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity: "MEDIUM",
        score: scoreFinding("MEDIUM", CONFIDENCE_PERCENT),
        text: describe(encounter, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: [],
      }
    );
  },
  examples: turnoverBeyondDeclaredExamples,
});

const NOT_DECLARED_TEXT =
  "no turnover is declared for the sender: a VASP would have to supply it, as for an address of a service's customer";

interface Received extends Measurement {
  inMicros: bigint;
  declaredMicros: bigint;
}

/** By the first source that has declared one: no exchange is measured by another's word where it has its own. */
function measure(encounter: Encounter, { declaredPercentMin }: Params): Received {
  const none = { figures: [], exclusions: [], inMicros: 0n, declaredMicros: 0n };
  if (presentPayment(encounter) === undefined) return { ...none, exempt: noPaymentText(encounter) };
  const { profile, block, rates, sender } = encounter;
  const [declared] = encounter.enrichmentOf(sender.address).turnovers;
  if (declared === undefined) return { ...none, exempt: NOT_DECLARED_TEXT };
  const first = dayOf(block.time) - DECLARED_DAYS + 1;
  const received = profile.days.flatMap(({ day, in: { sums } }) =>
    day < first ? [] : sums.map((sum) => ({ ...sum, time: day * DAY_S })),
  );
  const inMicros = worthOfAll(rates, received, declared.currency);
  const declaredMicros = BigInt(declared.amount) * MICROS;
  const figures: Figure[] = [];
  if (inMicros !== undefined) {
    const name = `of the turnover that its VASP declared for ${DECLARED_DAYS} days came in within as many`;
    figures.push(shareFigure(inMicros, declaredMicros, "at_least", declaredPercentMin, name));
  }
  return {
    figures,
    exclusions: [`the declaration is version ${declared.version} of what its source supplied, and not checked`],
    inMicros: inMicros ?? 0n,
    declaredMicros,
    missing: inMicros === undefined ? missingRateText(rates, received, declared.currency) : undefined,
  };
}

function describe({ sender, chain }: Encounter, { inMicros, declaredMicros }: Received): string {
  return (
    `${formatAddress(sender.address, chain.family)} received ${shareText(inMicros, declaredMicros)} of the turnover that its VASP ` +
    `declared for ${DECLARED_DAYS} days within as many`
  );
}
