import type { AlertDetail } from "@redflag/contract/http/routes/alerts";

const SECOND_MS = 1_000;

/** From the first payment that a finding counts, as far as they are told, to just behind the last. */
export function alertWindow({ firstTime, lastTime, explanation }: AlertDetail): { from: string; to: string } {
  const times = [firstTime, lastTime, ...explanation.payments.map(({ time }) => time)].map((at) => Date.parse(at));
  return {
    from: new Date(Math.min(...times)).toISOString(),
    to: new Date(Math.max(...times) + SECOND_MS).toISOString(),
  };
}
