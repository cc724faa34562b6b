import type { Random } from "../../simulator/random.ts";
import { lowOrdinal } from "./draw-address.ts";
import { drawAmount } from "./draw-amount.ts";
import type { Payment, PaymentDraw } from "./payment-draw.ts";

/**
 * What a stablecoin chain is mostly made of. Published figures that this follows:
 *
 * - On Ethereum, in USDT and USDC, 47 % of the volume goes from one person's or firm's own account to another, the rest
 *   through contracts; the 1,000 busiest wallets have about 84 % of it, firms' moves among their own wallets and payments
 *   between firms far more than those between people [P: Artemis, "Stablecoin Payments from the Ground Up", 2025].
 * - USDT's payees are chosen by how many payers they have already, a little more than in proportion (exponent 1.05), so
 *   that few become hubs [P: De Collibus et al., Frontiers in Physics 9, 2021, 720708].
 * - Exchanges give their customers deposit addresses of their own and sweep them into a few hot wallets [P: Victor, "Address
 *   clustering heuristics for Ethereum", Financial Cryptography 2020].
 *
 * None of them says how many transfers those are. Every number below is therefore ours [E].
 */
const WEIGHTS = {
  /** A customer pays its exchange; each deposit is swept a little later, which makes another transfer. */
  deposit: 20,
  /** An exchange pays a customer. */
  withdrawal: 30,
  betweenServices: 3,
  /** A user swaps or lends: with a contract that no list names. */
  contract: 14,
  /** A user pays a user. */
  payment: 33,
};

/** Hot wallets; the busiest has about an eighth of what they pay and are paid. */
const SERVICES = 40;
const SERVICE_POWER = 2.5;
/** Pools and routers. */
const CONTRACTS = 60;
const CONTRACT_POWER = 3;
/** Early users pay more than late ones. */
const USER_POWER = 2;

/** Of a hundred withdrawals so many go to an address that nobody has seen. */
const NEW_CUSTOMER_PERCENT = 30;
/** Of a hundred payments between users so many go to somebody whom the payer has paid before, if there is anybody. */
const KNOWN_PAYEE_PERCENT = 65;
/** Of the others so many go to an address that nobody has seen. */
const NEW_PAYEE_PERCENT = 45;
/** Of a hundred deposits so many go to an address made for this one. */
const ONE_TIME_PERCENT = 25;
/** Transfers between a deposit and its sweep, at most: hours, on a chain of 120 days. */
const SWEEP_DELAY_MAX = 600;

/** Whom a user pays again: those it paid last. */
const PAYEES_MAX = 8;

interface User {
  ordinal: number;
  /** The exchange that it uses. */
  service: number;
  /** Its address there, once it has one. */
  deposit: number | undefined;
  payees: number[];
}

/** A chain of customers: most payments go to, from or between exchanges, and who pays once pays the same again. */
export class CustomersDraw implements PaymentDraw {
  readonly services = SERVICES;
  readonly #random: Random;
  readonly #users: User[] = [];
  /** Sweeps by the count of payments at which they fall due. */
  readonly #due = new Map<number, Payment[]>();
  readonly #ready: Payment[] = [];
  #drawn = 0;
  #addresses = SERVICES + CONTRACTS;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Payment {
    const due = this.#due.get(++this.#drawn);
    this.#due.delete(this.#drawn);
    if (due !== undefined) this.#ready.push(...due);
    return this.#ready.shift() ?? this.#draw();
  }

  #draw(): Payment {
    const random = this.#random;
    const money = drawAmount(random);
    const kind = this.#users.length === 0 ? "withdrawal" : random.weigh(WEIGHTS);
    if (kind === "betweenServices") {
      const from = this.#service();
      // Never to itself.
      return { ...money, from, to: (from + random.between(1, SERVICES - 1)) % SERVICES };
    }
    if (kind === "withdrawal") {
      const user = this.#users.length === 0 || random.chance(NEW_CUSTOMER_PERCENT) ? this.#newUser() : this.#user();
      return { ...money, from: user.service, to: user.ordinal };
    }
    const user = this.#user();
    if (kind === "deposit") return this.#deposit(user, { ...money, from: user.ordinal, to: this.#depositOf(user) });
    if (kind === "payment") return { ...money, from: user.ordinal, to: this.#payeeOf(user) };
    const contract = SERVICES + lowOrdinal(random, CONTRACTS, CONTRACT_POWER);
    return random.chance(50)
      ? { ...money, from: user.ordinal, to: contract }
      : { ...money, from: contract, to: user.ordinal };
  }

  #deposit({ service }: User, deposit: Payment): Payment {
    const at = this.#drawn + this.#random.between(1, SWEEP_DELAY_MAX);
    const sweep = { ...deposit, from: deposit.to, to: service };
    const others = this.#due.get(at);
    if (others === undefined) this.#due.set(at, [sweep]);
    else others.push(sweep);
    return deposit;
  }

  #depositOf(user: User): number {
    if (this.#random.chance(ONE_TIME_PERCENT)) return this.#addresses++;
    user.deposit ??= this.#addresses++;
    return user.deposit;
  }

  #payeeOf({ ordinal, payees }: User): number {
    const random = this.#random;
    if (payees.length > 0 && random.chance(KNOWN_PAYEE_PERCENT)) return random.pick(payees);
    const { ordinal: drawn } = random.chance(NEW_PAYEE_PERCENT) ? this.#newUser() : this.#user();
    const payee = drawn === ordinal ? this.#newUser().ordinal : drawn;
    if (!payees.includes(payee)) payees.push(payee);
    if (payees.length > PAYEES_MAX) payees.shift();
    return payee;
  }

  #user(): User {
    return this.#users[lowOrdinal(this.#random, this.#users.length, USER_POWER)] as User;
  }

  #newUser(): User {
    const user: User = { ordinal: this.#addresses++, service: this.#service(), deposit: undefined, payees: [] };
    this.#users.push(user);
    return user;
  }

  #service(): number {
    return lowOrdinal(this.#random, SERVICES, SERVICE_POWER);
  }
}
