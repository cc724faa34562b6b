import type { DemoToken } from "@redflag/chain/devnet/demo-token";

/*
 * Who is who among the local node's accounts, by index. The addresses of LISTED and SERVICE stand in the demo's
 * watchlist; a test holds the two together.
 */
export const TREASURY = 0;

interface Group {
  first: number;
  count: number;
}
export const EMPLOYERS: Group = { first: 10, count: 10 };
export const SHOPS: Group = { first: 20, count: 40 };
/** Remittance agents: cash in somewhere, stablecoin out to a family elsewhere. */
export const AGENTS: Group = { first: 60, count: 20 };
export const PEOPLE: Group = { first: 80, count: 330 };

/** Pay or are paid in planted payments and do nothing else, so that a reorg can drop what they sent. */
export const COUNTERPARTIES: Group = { first: 910, count: 12 };

/** Of these, whom a listed address pays, so that its money is theirs. */
export const PAID_BY_LISTED = { courier: COUNTERPARTIES.first + 2, seller: COUNTERPARTIES.first + 4 } as const;

export const LISTED = {
  donationWallet: 900,
  cellPaymaster: 901,
  sanctionedBroker: 902,
  ransomCollector: 903,
  extortionist: 904,
  /** Its listing ended in 2020. */
  formerlyListed: 905,
  /** Collects before the play begins, and pays on what it got. */
  fundraiser: 907,
  /** Listed by the unit itself, for nobody else to know. */
  moneyChanger: 908,
} as const;
/** An exchange's deposit address: a known service, no cause for an alert. */
export const EXCHANGE = 906;
/** Another, registered elsewhere. */
export const EXCHANGE_ABROAD = 909;
export const BRIDGE = 931;
/** Frozen by the issuer in the demo; takes part in no payment. */
export const FROZEN = 930;

export function listAccounts({ first, count }: Group): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Who plays the planted schemes: each is one heuristic's subject, or somebody whom it pays. */
export const SCHEME = {
  collector: 940,
  courier: 941,
  splitter: 942,
  payee: 943,
  relay: 944,
  relayPayer: 945,
  relayPayee: 946,
} as const;
/** Who has paid or been paid in the days before the play, besides whom it is about. */
export const PAST = {
  donor: 982,
  /** Gets money of the fundraiser and gives of it to the collector. */
  associate: 983,
  changersCustomer: 984,
  /** Passes on within half a day what the payer sent, to who takes it over a bridge. */
  relay: 985,
  relayPayer: 986,
  bridgeUser: 987,
} as const;
/** Who does the like for ordinary reasons, and must not alert. */
export const TWIN = {
  /** Forwards all it gets to the exchange, as deposit addresses do. */
  depositAddress: 947,
  customer: 948,
  merchant: 949,
  tenant: 979,
  landlord: 980,
  /** Where the exchange keeps what it does not need at hand. */
  coldWallet: 981,
} as const;
export const SUPPLIERS: Group = { first: 950, count: 4 };
/** Give to the collector, shop at the merchant, and deposit at the exchange. */
export const GIVERS: Group = { first: 954, count: 24 };

/** Each account spends one token, the one it was funded with: six in ten USDT, a quarter USDC, the rest lira. */
export function homeToken(account: number): DemoToken {
  const place = account % 20;
  if (place < 12) return "usdt";
  return place < 17 ? "usdc" : "tryb";
}
