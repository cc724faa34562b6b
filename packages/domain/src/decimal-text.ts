/** `"10500.25"` → `"10,500.25"`. For people. */
export function groupDigits(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** "1 payer", "1,200 payers". */
export function countOf(count: number, singular: string): string {
  return `${groupDigits(`${count}`)} ${singular}${count === 1 ? "" : "s"}`;
}
