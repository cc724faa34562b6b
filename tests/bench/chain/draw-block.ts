import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import { listContracts } from "@redflag/domain/token-registry";
import type { Random } from "../../simulator/random.ts";
import { type AddressDraw, addressOf, share, txHashOf } from "./draw-address.ts";

export interface DrawnTransfer {
  txHash: Hash;
  transactionIndex: number;
  logIndex: number;
  token: Address;
  sender: Address;
  recipient: Address;
  /** Base units. */
  amount: bigint;
}

/** Roughly as on Ethereum: nearly everything in two tokens. */
const TOKEN_WEIGHTS = { USDT: 55, USDC: 35, DAI: 5, PYUSD: 2, EURC: 1, XSGD: 1, TRYB: 1 };
/** Of a hundred transfers, so many share the transaction of the one before. */
const SAME_TRANSACTION_PERCENT = 10;
/** Other contracts' logs and transactions stand between ours. */
const GAP_MAX = 4;

const CONTRACTS = new Map(
  listContracts("ethereum").map(({ token, contract }) => [
    token.symbol,
    { address: contract.address, decimals: contract.decimals },
  ]),
);

/** Draws the transfers of one block after the other. */
export class BlockDraw {
  readonly #random: Random;
  readonly #addresses: AddressDraw;
  #transactions = 0;

  constructor(random: Random, addresses: AddressDraw) {
    this.#random = random;
    this.#addresses = addresses;
  }

  /** Ascending by log index. */
  next(transferCount: number): DrawnTransfer[] {
    const random = this.#random;
    const transfers: DrawnTransfer[] = [];
    let [transactionIndex, logIndex] = [0, 0];
    for (let i = 0; i < transferCount; i++) {
      if (i === 0 || !random.chance(SAME_TRANSACTION_PERCENT)) {
        this.#transactions++;
        transactionIndex += random.between(1, GAP_MAX);
      }
      logIndex += random.between(1, GAP_MAX);
      transfers.push({
        txHash: txHashOf(this.#transactions),
        transactionIndex,
        logIndex,
        ...this.#drawAmount(),
        sender: addressOf(this.#addresses.next()),
        recipient: addressOf(this.#addresses.next()),
      });
    }
    return transfers;
  }

  /** From one unit of money to a million, small ones as often as large ones, half of them round. */
  #drawAmount(): { token: Address; amount: bigint } {
    const random = this.#random;
    const { address, decimals } = getContract(random.weigh(TOKEN_WEIGHTS));
    const whole = BigInt(Math.floor(10 ** (share(random) * 6)));
    const cents = random.chance(50) ? 0n : BigInt(random.between(0, 99));
    return { token: address, amount: (whole * 100n + cents) * 10n ** BigInt(decimals - 2) };
  }
}

function getContract(symbol: string): { address: Address; decimals: number } {
  const contract = CONTRACTS.get(symbol);
  if (contract === undefined) throw new Error(`no ${symbol} on ethereum`);
  return contract;
}
