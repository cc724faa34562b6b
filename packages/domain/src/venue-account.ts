import { Problem } from "./problem.ts";

/**
 * An account at a venue, such as an exchange: what an order names where it names no address. No transfer has one, so it
 * matches none; who screens is the venue, its own customers.
 */
export interface VenueAccount {
  /** Lower-case kebab: `binance`, `gate-io`. */
  venue: string;
  account: string;
}

/** Stands for the venue where an order gives an account and does not say whose. */
export const UNNAMED_VENUE = "unnamed";

export const VENUE_CHARS_MAX = 64;
export const ACCOUNT_CHARS_MAX = 64;
const VENUE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** No space, @ or +: a name, an e-mail address and a telephone number are a person's, and have no place on a list. */
const ACCOUNT = /^[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?$/;
const ADDRESS = /^(?:(?:0x)?(?:41)?[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})$/;

/**
 * Venues are one whatever their capitals and dots: `Gate.io` is `gate-io`. Never says what stood there: it may be anybody's
 * name.
 * @throws Problem `account_malformed`
 */
export function parseVenueAccount(venueText: string, accountText: string): VenueAccount {
  const venue = venueText
    .trim()
    .toLowerCase()
    .replace(/[ ._/()&-]+/g, "-")
    .replace(/^-|-$/g, "");
  if (!VENUE.test(venue) || venue.length > VENUE_CHARS_MAX) {
    throw malformed("venue", `a name of Latin letters, digits and hyphens, ${VENUE_CHARS_MAX} characters at most`);
  }
  const account = accountText.trim();
  if (ADDRESS.test(account)) throw new Problem("account_malformed", "account: is an address");
  if (!ACCOUNT.test(account) || account.length > ACCOUNT_CHARS_MAX || !/\d/.test(account)) {
    throw malformed("account", `letters, digits, _ and - with a digit, ${ACCOUNT_CHARS_MAX} characters at most`);
  }
  return { venue, account };
}

function malformed(part: "venue" | "account", expected: string): Problem {
  return new Problem("account_malformed", `${part}: is not ${expected}`);
}

/** "account 12345678 at binance" */
export function formatVenueAccount({ venue, account }: VenueAccount): string {
  return `account ${account} at ${venue === UNNAMED_VENUE ? "a venue that is not named" : venue}`;
}
