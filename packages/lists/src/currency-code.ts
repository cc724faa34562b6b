/** Withdrawn from ISO 4217, and in the ECB's history all the same. */
const WITHDRAWN = ["BGN", "CYP", "EEK", "HRK", "LTL", "LVL", "MTL", "ROL", "SIT", "SKK", "TRL"];

const KNOWN: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("currency"), ...WITHDRAWN]);

/** Whether it is an ISO 4217 code of money that is or was in use. */
export function isCurrencyCode(text: string): boolean {
  return KNOWN.has(text);
}
