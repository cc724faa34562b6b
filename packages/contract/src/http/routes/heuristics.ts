import { z } from "zod";
import { SeverityWord } from "../../alert-words.ts";
import { Figure } from "../../finding-words.ts";
import { BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "../../identifiers.ts";
import { Reason, Time } from "../fields.ts";
import { defineRoute } from "../route.ts";
import { RulePrecision } from "./precision.ts";

const SETTINGS_SHOWN_MAX = 50;
const SHADOW_DAYS_SHOWN_MAX = 60;
const SHADOW_SAMPLES_SHOWN_MAX = 20;

/** What can be done with a rule. Parameters come into force by `promote` alone, of what was in shadow before. */
const SETTING_ACTIONS = ["shadow", "stop_shadow", "promote", "off", "on", "reset"] as const;

/** By name. A value is what the rule takes: a whole number nearly always. */
export const Parameters = z.record(z.string().max(64), z.unknown());

/** Who did it: `user:<id>`, `key:<id>` or `system` for the command line, and the name that they had then. */
export const RuleActor = z.strictObject({ id: z.string(), name: z.string() });

const head = {
  id: HeuristicId,
  version: z.int().positive(),
  title: z.string(),
  /** Where it judges; `context`: it opens no alert, and is told beside what another rule finds. */
  kind: z.enum(["head", "depth", "graph", "cross-chain", "context"]),
  /** What it looks for. */
  typologies: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  mode: z.enum(["enforced", "enforced and shadow", "shadow", "off"]),
  enforced: z.boolean(),
  /** The number of what was set last; 0 where nobody has. The ETag is one more. */
  setting: z.int().nonnegative(),
  /** All parameters that are enforced from the next block on; null where it is off. */
  inForce: Parameters.nullable(),
  /** Of these, or of those that an `on` brings back, the ones that are not the rule's own. */
  changed: Parameters,
  /** Tried beside, without an alert. */
  shadow: z
    .strictObject({
      /** All of them. */
      parameters: Parameters,
      changed: Parameters,
      since: Time,
      by: RuleActor,
      reason: z.string(),
    })
    .optional(),
  /** Alerts of it, in any version, that stand and whose last payment is within `recentSince` of the list. */
  recentAlerts: z.int().nonnegative(),
  /** A rule about listed addresses is always enforced, and never tried. */
  mayBeOff: z.boolean(),
  mayBeTried: z.boolean(),
  /** What judges across chains, or how payments stand together, is no fold of one rule. */
  mayBeBacktested: z.boolean(),
};
export const RuleHead = z.strictObject(head);
export type RuleHead = z.infer<typeof RuleHead>;

const Recent = {
  /** 30 days ago; later where there have been more alerts since than are counted. */
  recentSince: Time,
};

const RuleParameter = z.strictObject({
  name: z.string(),
  description: z.string(),
  /** As JSON names it: `integer`, `string`, `array`. */
  type: z.string().optional(),
  /** ISO 4217, `%`, `days`, `hours` or `minutes`; absent of what is counted: the description says what. */
  unit: z.string().optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  default: z.unknown(),
  /** Absent where the rule is off, as in `inForce`. */
  inForce: z.unknown().optional(),
  /** Absent where nothing is tried. */
  inShadow: z.unknown().optional(),
});

const RuleExample = z.strictObject({
  title: z.string(),
  outcome: z.enum(["fires", "context", "silent", "withheld"]),
  /** What the rule says of it with its own parameters, where it says it in words. */
  text: z.string().optional(),
  figures: z.array(Figure).optional(),
});

const RuleSetting = z.strictObject({
  setting: z.int().positive(),
  at: Time,
  by: RuleActor,
  reason: z.string(),
  enforced: z.boolean(),
  /** Those alone that were not the rule's own. */
  changed: Parameters,
  shadow: Parameters.optional(),
});

const ShadowDay = z.strictObject({
  chain: Caip2,
  setting: z.int().positive(),
  /** UTC, of block time. */
  day: z.iso.date(),
  findings: z.int().nonnegative(),
  /** Transfers on which the rule failed. */
  gaps: z.int().nonnegative(),
  gapReason: z.string().optional(),
});

const ShadowSample = z.strictObject({
  chain: Caip2,
  setting: z.int().positive(),
  subject: Caip10,
  transaction: Hash32,
  block: BlockNumber,
  severity: SeverityWord,
  /** Hundredths of a decade. */
  score: z.int(),
  text: z.string(),
  figures: z.array(Figure),
});

export const RuleDetail = z.strictObject({
  ...head,
  ...Recent,
  summary: z.string(),
  /** As people cite them; what is marked [E] is ours, what is marked [P] published. */
  sources: z.array(z.string()),
  parameters: z.array(RuleParameter),
  /** Seconds that the lane must reach back; 0 of a rule without a memory, absent where parameters do not say it. */
  historyS: z.int().nonnegative().optional(),
  /** It may fire before that, and only its silence is withheld until then. */
  firesEarly: z.boolean(),
  /** Seconds without a finding after which the next one is a new alert. */
  gapS: z.int().nonnegative(),
  examples: z.array(RuleExample),
  /** The newest first. */
  settings: z.array(RuleSetting).max(SETTINGS_SHOWN_MAX),
  /** Of each version that has alerts which stand. */
  precision: z.array(RulePrecision),
  shadowFound: z.strictObject({
    /** By setting and day, the newest first. */
    days: z.array(ShadowDay).max(SHADOW_DAYS_SHOWN_MAX),
    /** Of the newest setting that found anything. */
    samples: z.array(ShadowSample).max(SHADOW_SAMPLES_SHOWN_MAX),
  }),
  /** Something is in shadow, and you are not who put it there: whether you may promote it. */
  mayPromote: z.boolean(),
});
export type RuleDetail = z.infer<typeof RuleDetail>;

const RuleParams = z.strictObject({ id: HeuristicId });

export const listHeuristics = defineRoute({
  id: "listHeuristics",
  method: "GET",
  path: "/v1/heuristics",
  tag: "Heuristics",
  summary: "List the rules: what each looks for, whether it is enforced and with which parameters",
  description: "All there are, by id.",
  access: "heuristics:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(RuleHead), ...Recent }), description: "The rules" },
  action: "heuristic.list",
});

export const getHeuristic = defineRoute({
  id: "getHeuristic",
  method: "GET",
  path: "/v1/heuristics/{id}",
  tag: "Heuristics",
  summary: "Show a rule: where it comes from, its parameters, what was set of it, how often it was right",
  access: "heuristics:read",
  params: RuleParams,
  answer: { status: 200, body: RuleDetail, description: "The rule" },
  problems: ["not_found"],
  versioned: true,
  action: "heuristic.read",
});

export const setHeuristic = defineRoute({
  id: "setHeuristic",
  method: "POST",
  path: "/v1/heuristics/{id}/settings",
  tag: "Heuristics",
  summary: "Try a rule in shadow, promote what is tried, switch it off or on, or give it back its default parameters",
  description:
    "It holds from the next block on that each lane screens; alerts that stand stay. What is in shadow is promoted by " +
    "somebody other than who put it there, in person or by a key. What holds already is answered as it is, and nothing is set.",
  access: "heuristics:write",
  params: RuleParams,
  body: z.strictObject({
    action: z.enum(SETTING_ACTIONS),
    /** With `shadow`: those that differ from what is enforced. */
    parameters: Parameters.optional(),
    reason: Reason,
  }),
  answer: { status: 200, body: RuleDetail, description: "As it stands" },
  problems: ["not_found", "heuristic_setting_refused", "four_eyes_needed"],
  versioned: true,
  changes: true,
  action: "heuristic.set",
});
