import assert from "../assert.ts";
import type { Exposures } from "../exposure/exposures.ts";
import { blockMissing } from "../finding.ts";
import { isServiceAt } from "../fold-profiles.ts";
import type { Encounter, Observation } from "../heuristic.ts";
import type { Inferences } from "../inference.ts";
import {
  type DepthInputs,
  type DepthOutcome,
  encounterWith,
  type FindEntries,
  findEntriesBy,
  follow,
  infer,
  type Judged,
  judge,
  nothingJudged,
  type Rule,
  rulesByPayment,
} from "../judge-depth.ts";
import { findToken } from "../token-registry.ts";
import type { Block } from "../transfer.ts";
import type { LateProfiles } from "./late-profiles.ts";
import type { Parties } from "./parties.ts";

/**
 * What `foldAndJudge` says of the rows from `begin` on, where nothing but what a rule or two say is wanted: a profile is folded
 * when one of them looks at it, and what no rule that judges asks for is not worked out. Rules that add context are not asked.
 * @param profiles with the rows, of whole blocks, appended and not folded; left with them folded
 * @param inferences of the addresses that the rows touch, as of just before; left as of just after
 * @param exposures the same; left as they are unless a rule judges listed addresses' money
 */
export function judgeLate(
  inputs: DepthInputs,
  blocks: ReadonlyMap<number, Block>,
  profiles: LateProfiles,
  begin: number,
  parties: Parties,
  inferences: Inferences,
  exposures: Exposures,
): DepthOutcome {
  return new LateJudge(inputs, blocks, profiles, parties, inferences, exposures).judge(begin);
}

class LateJudge {
  readonly #inputs: DepthInputs;
  readonly #blocks: ReadonlyMap<number, Block>;
  readonly #profiles: LateProfiles;
  readonly #parties: Parties;
  readonly #inferences: Inferences;
  readonly #exposures: Exposures;
  readonly #find: FindEntries;
  readonly #outcome: DepthOutcome = { ...nothingJudged(), shadow: nothingJudged() };
  /** The rules in force, and those that are tried: each with where its word goes. */
  readonly #exposed: ReadonlyArray<[Rule, Judged]>;
  readonly #sent: ReadonlyArray<[Rule, Judged]>;
  #block: Block | undefined;

  constructor(
    inputs: DepthInputs,
    blocks: ReadonlyMap<number, Block>,
    profiles: LateProfiles,
    parties: Parties,
    inferences: Inferences,
    exposures: Exposures,
  ) {
    this.#inputs = inputs;
    this.#blocks = blocks;
    this.#profiles = profiles;
    this.#parties = parties;
    this.#inferences = inferences;
    this.#exposures = exposures;
    this.#find = findEntriesBy(inputs);
    const [rules, shadow] = [rulesByPayment(inputs.heuristics), rulesByPayment(inputs.shadow ?? [])];
    const said =
      (into: Judged) =>
      (rule: Rule): [Rule, Judged] => [rule, into];
    const [asIs, asTried] = [said(this.#outcome), said(this.#outcome.shadow)];
    this.#exposed = [...rules.exposed.map(asIs), ...shadow.exposed.map(asTried)];
    this.#sent = [...rules.sent.map(asIs), ...shadow.sent.map(asTried)];
  }

  judge(begin: number): DepthOutcome {
    const { rows } = this.#profiles;
    let payments: number[] = [];
    for (let row = begin; row < rows.count; row++) {
      const { time } = this.#blockOf(row);
      const isServiceOf = (number: number) => isServiceAt(this.#parties.of(number), time);
      rows.note(row, time, isServiceOf(rows.sender(row)), isServiceOf(rows.recipient(row)));
      if (this.#exposed.length > 0) this.#judgeExposed(row);
      else this.#profiles.fold(row);
      if (rows.isPayment(row)) payments.push(row);
      if (rows.isContinued(row)) continue;
      if (payments.length > 1) payments = this.#lastOf(payments);
      for (const payment of payments) this.#judgeSent(payment);
      for (const payment of payments) this.#infer(payment, row);
      payments.length = 0;
    }
    return this.#outcome;
  }

  #blockOf(row: number): Block {
    const number = this.#profiles.rows.blockNumber(row);
    if (this.#block?.number === number) return this.#block;
    const block = this.#blocks.get(number);
    if (block === undefined) throw blockMissing(this.#profiles.rows.transfer(row));
    this.#block = block;
    return block;
  }

  /** Of each sender the last payment, in ledger order. */
  #lastOf(payments: readonly number[]): number[] {
    const { rows } = this.#profiles;
    const lastOf = new Map(payments.map((row) => [rows.sender(row), row]));
    return payments.filter((row) => lastOf.get(rows.sender(row)) === row);
  }

  /** Folds the row, too: where its money came from is known before, and what that makes of its subject after. */
  #judgeExposed(row: number): void {
    const { rows } = this.#profiles;
    const [sender, recipient] = [rows.sender(row), rows.recipient(row)];
    if (!this.#exposures.mayMove(this.#parties.of(sender), this.#parties.of(recipient).address)) {
      this.#profiles.fold(row);
      return;
    }
    const observation = this.#observation(row);
    const numberOf = (address: string) => (address === observation.sender.address ? sender : recipient);
    const lookup = { get: (address: string) => this.#profiles.at(numberOf(address)) };
    const exposed = follow(this.#inputs, this.#find, observation, lookup, this.#inferences, this.#exposures);
    this.#profiles.fold(row);
    if (exposed === undefined) return;
    const encounter = { ...this.#encounter(observation, numberOf(exposed.subject.address)), exposed };
    for (const [rule, outcome] of this.#exposed) judge(rule, this.#inputs, encounter, outcome);
  }

  #judgeSent(row: number): void {
    if (this.#sent.length === 0) return;
    const { time } = this.#blockOf(row);
    const historyS = time - this.#inputs.startTime;
    const glance = this.#profiles.glanceAt(this.#profiles.rows.sender(row), time);
    let encounter: Encounter | undefined;
    for (const [rule, outcome] of this.#sent) {
      const { heuristic, params, neededS } = rule;
      const isShort = historyS < neededS;
      const isSilent = heuristic.mayFire?.(glance, params) === false;
      if (isShort && (isSilent || heuristic.firesEarly !== true)) outcome.withheld.add(heuristic, "history_short");
      if (isSilent || (isShort && heuristic.firesEarly !== true)) continue;
      encounter ??= this.#encounter(this.#observation(row), this.#profiles.rows.sender(row));
      judge(rule, this.#inputs, encounter, outcome);
    }
  }

  /** @param end of the transaction */
  #infer(row: number, end: number): void {
    const { rows } = this.#profiles;
    const sender = rows.sender(row);
    if (!this.#profiles.hasPaidServiceLast(sender) && !this.#inferences.stands(this.#parties.of(sender).address))
      return;
    const encounter = this.#encounter(this.#observation(row), sender);
    infer(
      this.#inputs,
      encounter,
      { blockNumber: rows.blockNumber(end), logIndex: rows.logIndex(end) },
      this.#inferences,
    );
  }

  #observation(row: number): Observation {
    const { rows } = this.#profiles;
    const { chain } = this.#inputs;
    const token = findToken(chain.name, rows.token(row));
    assert(token !== undefined, "the token of a stored transfer is registered");
    const [sender, recipient] = [this.#parties.of(rows.sender(row)), this.#parties.of(rows.recipient(row))];
    return { chain, block: this.#blockOf(row), transfer: rows.transfer(row), token, sender, recipient };
  }

  #encounter(observation: Observation, subject: number): Encounter {
    const { recipient, block } = observation;
    const isInferring = this.#inputs.deposit !== undefined;
    const payee = isInferring ? this.#inferences.find(recipient, block.time, this.#find) : undefined;
    return encounterWith(this.#inputs, this.#find, observation, this.#profiles.at(subject), payee);
  }
}
