import { formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Evidence } from "@redflag/domain/alert";
import { attributeTo } from "@redflag/domain/attributed-service";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import { formatAmount, toMicros } from "@redflag/domain/money";
import { isoTime } from "@redflag/domain/payment-record";
import { findToken } from "@redflag/domain/token-registry";
import type { Transfer } from "@redflag/domain/transfer";
import type {
  ReportedChain,
  ReportedPayment,
  ReportedSide,
  ReportedWorth,
} from "@redflag/reports/goaml/report-material";
import type { Executor } from "@redflag/store/database";
import { KnownParties } from "./known-parties.ts";
import type { ReportRates } from "./report-rates.ts";

/** A payment of alerts of a report, once, and which of them rest on it. */
export interface AlertsPayment {
  chain: Chain;
  supporting: SupportingTransfer;
  alerts: Hash[];
}

/** By chain, transaction and log, so that what two alerts rest on is one transaction of the report. */
export class PaymentsOfAlerts {
  readonly #payments = new Map<string, AlertsPayment>();

  /** @param most payments besides those that are there; the rest of the evidence is left out. @returns those that it rests on */
  add(home: Chain, alertId: Hash, evidence: readonly Evidence[], most: number): number {
    const own = new Set<string>();
    for (const { block, transfer, supporting } of evidence) {
      for (const one of [...supporting, { block, transfer }]) {
        const chain = CHAINS.find(({ caip2 }) => caip2 === one.chain) ?? home;
        const place = `${chain.caip2}/${one.transfer.txHash}/${one.transfer.logIndex}`;
        if (own.has(place)) continue;
        own.add(place);
        this.#put(place, { chain, supporting: one, alerts: [alertId] }, most);
      }
    }
    return own.size;
  }

  #put(place: string, payment: AlertsPayment, most: number): void {
    const known = this.#payments.get(place);
    if (known !== undefined) known.alerts.push(...payment.alerts);
    else if (this.#payments.size < most) this.#payments.set(place, payment);
  }

  /** In order of time, then chain, block and log. */
  inOrder(): AlertsPayment[] {
    return [...this.#payments.values()].sort(
      (a, b) =>
        a.supporting.block.time - b.supporting.block.time ||
        a.chain.id - b.chain.id ||
        a.supporting.block.number - b.supporting.block.number ||
        a.supporting.transfer.logIndex - b.supporting.transfer.logIndex,
    );
  }
}

/** As a report tells them: with what they were worth and who keeps the accounts, as far as that is known. */
export async function describePayments(
  tx: Executor,
  payments: readonly AlertsPayment[],
  { rates, now }: { rates: ReportRates; now: Date },
): Promise<ReportedPayment[]> {
  const chains = [...new Set(payments.map(({ chain }) => chain))];
  const parties = new Map(chains.map((chain) => [chain, new KnownParties(tx, chain, { now, screened: [] })]));
  const addresses = payments.flatMap(({ supporting: { transfer } }) => [transfer.sender, transfer.recipient]);
  await KnownParties.meetOn([...parties.values()], addresses);
  return payments.map(({ chain, supporting: { block, transfer }, alerts }) => {
    const sideOf = (address: Transfer["sender"]) =>
      describeSide(chain, parties.get(chain) as KnownParties, address, block.time);
    return {
      alerts,
      chain: describeChain(chain),
      block: block.number,
      blockHash: block.hash,
      at: isoTime(block.time),
      transaction: transfer.txHash,
      logIndex: transfer.logIndex,
      ...describeAmount(chain, transfer, block.time, rates),
      sender: sideOf(transfer.sender),
      recipient: sideOf(transfer.recipient),
    };
  });
}

export function describeChain({ name, title, caip2 }: Chain): ReportedChain {
  return { name, title, caip2 };
}

function describeAmount(chain: Chain, { token: address, amount }: Transfer, time: number, rates: ReportRates) {
  const known = findToken(chain.name, address);
  const contract = formatAddress(address, chain.family);
  const baseUnits = `${amount}`;
  if (known === undefined) {
    // What an older program has screened can still be told, if not converted.
    const worth: ReportedWorth = { missing: `this program does not know the token ${contract}` };
    return { token: { symbol: "", decimals: 0, contract, peg: "" }, baseUnits, amount: `${amount} base units`, worth };
  }
  const { decimals, symbol = known.token.symbol } = known.contract;
  const { peg } = known.token;
  return {
    token: { symbol, decimals, contract, peg },
    baseUnits,
    amount: formatAmount(amount, decimals, symbol),
    worth: rates.worthOf({ peg, micros: toMicros(amount, decimals), time }),
  };
}

/** As lists say now of the time of the payment, or else as an inference that stands. */
function describeSide(chain: Chain, parties: KnownParties, address: Transfer["sender"], time: number): ReportedSide {
  const entriesOf = (of: Transfer["sender"]) =>
    parties.knownOf(of).entries.filter(({ family }) => family === chain.family);
  const listed = attributeTo(entriesOf(address), time, false);
  const [deposit] = parties.knownOf(address).deposits;
  const service = listed ?? (deposit && attributeTo(entriesOf(deposit.inference.service), time, true));
  return {
    account: formatCaip10(chain, address),
    address: formatAddress(address, chain.family),
    ...(service !== undefined && {
      service: {
        name: service.entity,
        jurisdictions: service.jurisdictions,
        basis: service.isInferred ? ("inferred" as const) : ("listed" as const),
      },
    }),
  };
}
