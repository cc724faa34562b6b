import type { Lookback } from "@redflag/contract/http/routes/list-work";
import { useText } from "../words/words.tsx";
import styles from "./watchlists.module.css";

/** How far some lookbacks have come together; of those whose entries are not counted yet nothing is known. */
export function LookbackProgress({ lookbacks }: { lookbacks: readonly Lookback[] }) {
  const t = useText();
  const counted = lookbacks.filter(({ entries }) => entries !== undefined);
  if (counted.length === 0) return <span className="muted">{t("list.lookback.notBegun")}</span>;
  const done = counted.reduce((sum, one) => sum + one.done, 0);
  const entries = counted.reduce((sum, one) => sum + (one.entries ?? 0), 0);
  return (
    <>
      <span className="number">{t("list.lookback.progress", { done, entries })}</span>
      <progress
        className={styles.progress}
        value={done}
        max={Math.max(entries, 1)}
        aria-label={t("list.lookback.progress", { done, entries })}
      />
    </>
  );
}
