/** A decimal string, and what it counts. */
export interface Quantity {
  amount: string;
  unit: string;
}

/** "1,250.5 USDT", as the API's explanations have it; undefined of what they say otherwise. */
export function parseQuantity(text: string): Quantity | undefined {
  const [, amount = "", unit = ""] = /^(-?[\d,]+(?:\.\d+)?) (\S+)$/.exec(text) ?? [];
  return unit === "" ? undefined : { amount: amount.replaceAll(",", ""), unit };
}
