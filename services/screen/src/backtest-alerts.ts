import type { Address } from "@redflag/domain/address";
import { type Alert, appendFindings, transferName } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { cutEpisodes, episodeKey } from "@redflag/domain/episode";
import type { Figure } from "@redflag/domain/figure";
import type { Finding } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import { toMicros } from "@redflag/domain/money";
import { findToken } from "@redflag/domain/token-registry";

/** Alerts whose words are kept: some of these are shown as examples. Ours [E]. */
const WORDED_MAX = 20_000;

/** An alert of a backtest: what of it one can compare, without its evidence. */
export interface BacktestAlert {
  alert: Alert;
  /** It began before the stretch, and stands whatever is found in it. */
  isOlder: boolean;
  /** Absent of those beyond WORDED_MAX. */
  words?: AlertWords;
}

/** What is shown of an alert: the words of its newest finding, and the money of the payments that findings fired on. */
export interface AlertWords {
  text: string;
  figures: readonly Figure[];
  /** Millionths, by what the tokens are pegged to. */
  sums: ReadonlyMap<string, bigint>;
}

/**
 * The alerts that one set of parameters gives. Holds no evidence: it grows with the number of alerts alone, however many
 * payments they stand on.
 */
export class BacktestAlerts {
  readonly #chain: Chain;
  readonly #alerts = new Map<Hash, BacktestAlert>();
  /** By `episodeKey`. */
  readonly #latest = new Map<string, Alert>();
  #bySubject: Map<Address, BacktestAlert[]> | undefined;

  /** @param standing alerts that findings of the stretch may continue, each as of just before it */
  constructor(chain: Chain, standing: readonly Alert[]) {
    this.#chain = chain;
    for (const alert of standing) {
      this.#alerts.set(alert.id, { alert, isOlder: true });
      this.#latest.set(episodeKey(alert), alert);
    }
  }

  /** Findings in ledger order. */
  add(findings: readonly Finding[]): void {
    for (const { id, findings: own } of cutEpisodes(this.#chain.caip2, findings, this.#latest)) {
      const known = this.#alerts.get(id);
      const { alert } = appendFindings(id, known?.alert, own);
      const isWorded = known === undefined ? this.#alerts.size < WORDED_MAX : known.words !== undefined;
      const words = isWorded ? wordsOf(this.#chain, known?.words, own) : undefined;
      this.#alerts.set(id, { alert, isOlder: known?.isOlder ?? false, ...(words !== undefined && { words }) });
      this.#latest.set(episodeKey(alert), alert);
    }
    this.#bySubject = undefined;
  }

  /** Those that began in the stretch, in the order in which they did. */
  get begun(): BacktestAlert[] {
    return [...this.#alerts.values()].filter(({ isOlder }) => !isOlder);
  }

  find(id: Hash): BacktestAlert | undefined {
    return this.#alerts.get(id);
  }

  /** Whether one about the same subject stands at the same time: the same episode, if perhaps begun by another payment. */
  overlaps({ subject, firstTime, lastTime }: Alert): boolean {
    this.#bySubject ??= Map.groupBy(this.#alerts.values(), ({ alert }) => alert.subject);
    const own = this.#bySubject.get(subject) ?? [];
    return own.some(({ alert }) => alert.firstTime <= lastTime && firstTime <= alert.lastTime);
  }
}

/** @param findings in ledger order, none of which is in `before` */
function wordsOf(chain: Chain, before: AlertWords | undefined, findings: readonly Finding[]): AlertWords {
  const sums = new Map(before?.sums);
  let last: string | undefined;
  for (const { transfer } of findings) {
    const name = transferName(transfer);
    const known = findToken(chain.name, transfer.token);
    // Two findings on one payment stand beside each other.
    if (known !== undefined && name !== last) {
      const { peg } = known.token;
      sums.set(peg, (sums.get(peg) ?? 0n) + toMicros(transfer.amount, known.contract.decimals));
    }
    last = name;
  }
  const reason = findings.at(-1)?.reasons[0];
  return { text: reason?.text ?? before?.text ?? "", figures: reason?.figures ?? before?.figures ?? [], sums };
}
