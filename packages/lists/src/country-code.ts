const NAMES = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** What has a name and two letters there, and is no country of ISO 3166-1: unions, reserved and private codes. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(
  "AC AN CP CQ DD DG DY EA EU EZ FX IC QO SU TA UK UN XA XB XK YU ZZ".split(" "),
);

/** Whether it is an ISO 3166-1 alpha-2 code in force. */
export function isCountryCode(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && !NO_COUNTRIES.has(text) && NAMES.of(text) !== undefined;
}
