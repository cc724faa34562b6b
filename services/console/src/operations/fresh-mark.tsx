import { useIntl } from "react-intl";
import { useNow } from "../app/now.ts";
import { Text } from "../words/words.tsx";
import { durationText } from "./duration.ts";
import styles from "./operations.module.css";

/** Answers come every few seconds: older than this is told. */
const STALE_MS = 20_000;

interface Asked {
  dataUpdatedAt: number;
  isError: boolean;
  data: unknown;
}

/** When the page was last told how things are: the oldest of what it asked for counts. */
export function FreshMark({ of }: { of: readonly Asked[] }) {
  const intl = useIntl();
  const now = useNow().getTime();
  const told = of.filter(({ data }) => data !== undefined).map(({ dataUpdatedAt }) => dataUpdatedAt);
  if (told.length === 0) return null;
  const at = Math.min(...told);
  const time = intl.formatTime(at, { timeStyle: "medium" });
  const isStale = of.some(({ isError }) => isError) || now - at > STALE_MS;
  return (
    <span className={isStale ? styles.stale : "muted"} role="status">
      {isStale ? (
        <Text
          id="operations.stale"
          values={{ time, age: durationText(intl, Math.max(0, (Date.now() - at) / 1_000)) }}
        />
      ) : (
        <span className="number" aria-live="off">
          <Text id="operations.fresh" values={{ time }} />
        </span>
      )}
    </span>
  );
}
