const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** "6 d 18 h": in the two largest units that it takes, rounded down. For people. */
export function durationText(seconds: number): string {
  const first = UNITS.findIndex(([unitS]) => seconds >= unitS);
  if (first === -1) return "0 s";
  let rest = seconds;
  const parts = UNITS.slice(first, first + 2).map(([unitS, name]) => {
    const count = Math.floor(rest / unitS);
    rest %= unitS;
    return count === 0 ? "" : `${count} ${name}`;
  });
  return parts.filter((part) => part !== "").join(" ");
}
