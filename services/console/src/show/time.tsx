import { useIntl } from "react-intl";

/** A moment in the reader's time zone; on hover in UTC. */
export function Time({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const intl = useIntl();
  const text = intl.formatDate(at, {
    dateStyle: "medium",
    timeStyle: seconds ? "medium" : "short",
  });
  return (
    <time dateTime={at} title={utcText(at)} className="number">
      {text}
    </time>
  );
}

function utcText(at: string): string {
  return `${new Date(at).toISOString().replace("T", " ").slice(0, 19)} UTC`;
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Less than a minute to either side is none of any unit, which languages call "now". */
const NOW = ["second", Number.POSITIVE_INFINITY] as const;

/** How long ago something was, or how long until it will be; the moment itself on hover. */
export function Age({ at, now }: { at: string; now: Date }) {
  const intl = useIntl();
  const seconds = (new Date(at).getTime() - now.getTime()) / 1_000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? NOW;
  return (
    <time dateTime={at} title={intl.formatDate(at, { dateStyle: "medium", timeStyle: "short" })} className="number">
      {intl.formatRelativeTime(Math.trunc(seconds / size), unit, {
        style: "narrow",
        numeric: unit === "second" ? "auto" : "always",
      })}
    </time>
  );
}
