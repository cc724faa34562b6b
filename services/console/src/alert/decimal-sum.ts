/** Adds decimal strings exactly, whatever number of digits each has. */
export function decimalSum(amounts: readonly string[]): string {
  const digits = Math.max(0, ...amounts.map((amount) => fractionOf(amount).length));
  const sum = amounts.reduce((total, amount) => total + scaled(amount, digits), 0n);
  const sign = sum < 0n ? "-" : "";
  const text = `${sum < 0n ? -sum : sum}`.padStart(digits + 1, "0");
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  const whole = text.slice(0, text.length - digits);
  return `${sign}${whole}${fraction === "" || digits === 0 ? "" : `.${fraction}`}`;
}

/** Base units of a token as a decimal string of whole units. */
export function wholeUnits(baseUnits: string, decimals: number): string {
  const text = baseUnits.padStart(decimals + 1, "0");
  return decimalSum([`${text.slice(0, text.length - decimals)}.${text.slice(text.length - decimals)}`]);
}

function fractionOf(amount: string): string {
  return amount.split(".")[1] ?? "";
}

function scaled(amount: string, digits: number): bigint {
  return BigInt(amount.split(".")[0] + fractionOf(amount).padEnd(digits, "0"));
}
