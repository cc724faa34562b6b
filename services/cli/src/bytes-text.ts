const UNITS = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** "1.2 GB", in powers of a thousand. For people. */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const figure = bytes / 1_000 ** power;
  return `${power === 0 || figure >= 100 ? Math.round(figure) : figure.toFixed(1)} ${UNITS[power]}`;
}
