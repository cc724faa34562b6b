import type { RuleDetail, RuleHead } from "@redflag/contract/http/routes/heuristics";
import { formatCaip10 } from "@redflag/domain/address";
import { findChainById } from "@redflag/domain/chain-registry";
import { tellExamples } from "@redflag/domain/example-outcome";
import type { Heuristic } from "@redflag/domain/heuristic";
import { listParameters } from "@redflag/domain/heuristic-parameters";
import {
  enforcedParams,
  type HeuristicSetting,
  mayBeBacktested,
  mayBeTried,
  modeOf,
  mustBeEnforced,
  shadowParams,
} from "@redflag/domain/heuristic-setting";
import { TYPOLOGIES } from "@redflag/domain/typologies";
import type { DispositionCount } from "@redflag/store/disposition";
import type { RecordedSetting, ShadowBegin } from "@redflag/store/heuristic-setting";
import type { FoundShadow, ShadowDay } from "@redflag/store/shadow-finding";
import { precisionBodies } from "./precision-body.ts";

/** What is known of a rule besides the rule itself. */
export interface RuleFacts {
  setting: HeuristicSetting | undefined;
  /** Who tries what is tried. */
  begin: ShadowBegin | undefined;
  recentAlerts: number;
}

export function ruleHead(rule: Heuristic, { setting, begin, recentAlerts }: RuleFacts): RuleHead {
  const inForce = enforcedParams(rule, setting) ?? null;
  const tried = setting && shadowParams(rule, setting);
  return {
    id: rule.id,
    version: rule.version,
    title: rule.title,
    kind: rule.stage === "depth" && rule.contextOnly ? "context" : rule.stage,
    typologies: TYPOLOGIES.filter(({ rules }) => rules.includes(rule.id)).map(({ id, title }) => ({ id, title })),
    mode: modeOf(setting),
    enforced: inForce !== null,
    setting: setting?.seq ?? 0,
    inForce,
    changed: setting?.params ?? {},
    ...(tried &&
      begin && {
        shadow: {
          parameters: tried,
          changed: setting.shadowParams ?? {},
          since: isoTime(begin.at),
          by: { id: begin.author.by, name: begin.author.name },
          reason: begin.reason,
        },
      }),
    recentAlerts,
    mayBeOff: !mustBeEnforced(rule),
    mayBeTried: mayBeTried(rule),
    mayBeBacktested: mayBeBacktested(rule),
  };
}

export interface RuleDetailFacts extends RuleFacts {
  recentSince: Date;
  settings: readonly RecordedSetting[];
  dispositions: readonly DispositionCount[];
  days: readonly ShadowDay[];
  samples: readonly FoundShadow[];
  mayPromote: boolean;
}

export function ruleDetail(rule: Heuristic, facts: RuleDetailFacts): RuleDetail {
  const head = ruleHead(rule, facts);
  const { recentSince, settings, dispositions, days, samples, mayPromote } = facts;
  const params = rule.params.parse(head.inForce ?? {});
  return {
    ...head,
    recentSince: recentSince.toISOString(),
    summary: rule.summary,
    sources: [...rule.sources],
    parameters: listParameters(rule).map(({ value, ...parameter }) => ({
      ...parameter,
      default: value,
      ...(head.inForce && { inForce: head.inForce[parameter.name] }),
      ...(head.shadow && { inShadow: head.shadow.parameters[parameter.name] }),
    })),
    ...(rule.stage === "head" && { historyS: 0 }),
    ...(rule.stage === "depth" && { historyS: rule.historyS(params) }),
    firesEarly: rule.stage === "depth" && rule.firesEarly === true,
    gapS: rule.gapS,
    examples: tellExamples(rule).map(({ figures, ...example }) => ({
      ...example,
      ...(figures && { figures: [...figures] }),
    })),
    settings: settings.map((one) => ({
      setting: one.seq,
      at: isoTime(one.at),
      by: { id: one.author.by, name: one.author.name },
      reason: one.reason,
      enforced: one.isEnforced,
      changed: one.params,
      ...(one.shadowParams !== undefined && { shadow: one.shadowParams }),
    })),
    precision: precisionBodies(dispositions.filter(({ heuristic }) => heuristic === rule.id)),
    shadowFound: { days: days.map(dayBody), samples: samples.map(sampleBody) },
    mayPromote,
  };
}

function dayBody({ chainId, settingSeq, ...day }: ShadowDay): RuleDetail["shadowFound"]["days"][number] {
  return { chain: getKnownChain(chainId).caip2, setting: settingSeq, ...day };
}

function sampleBody(found: FoundShadow): RuleDetail["shadowFound"]["samples"][number] {
  const { chainId, settingSeq, subject, txHash, blockNumber, severity, score, text, figures } = found;
  const chain = getKnownChain(chainId);
  return {
    chain: chain.caip2,
    setting: settingSeq,
    subject: formatCaip10(chain, subject),
    transaction: txHash,
    block: blockNumber,
    ...{ severity, score, text, figures: [...figures] },
  };
}

function getKnownChain(id: number) {
  const chain = findChainById(id);
  if (chain === undefined) throw new Error(`Broken invariant: chain ${id}, which was screened, is registered`);
  return chain;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
