import { useIntl } from "react-intl";
import { useText } from "../words/words.tsx";
import styles from "./share-bar.module.css";

export interface Share {
  count: number;
  total: number;
  permille: number;
  lowPermille: number;
  highPermille: number;
}

/** A share with where it lies with 95 % confidence: of few it says next to nothing, and the width of the bar shows that. */
export function ShareBar({ share }: { share: Share | null | undefined }) {
  const t = useText();
  const percent = usePercent();
  if (share === null || share === undefined) return <span className="muted">{t("heuristic.share.none")}</span>;
  const { count, total, permille, lowPermille, highPermille } = share;
  return (
    <span className={styles.share}>
      <span className={styles.track} aria-hidden="true">
        <span
          className={styles.interval}
          style={{ insetInlineStart: `${lowPermille / 10}%`, inlineSize: `${(highPermille - lowPermille) / 10}%` }}
        />
        <span className={styles.point} style={{ insetInlineStart: `${permille / 10}%` }} />
      </span>
      <span className="number">
        {t("heuristic.share", { share: percent(permille), count, total })}{" "}
        <span className="muted">
          {t("heuristic.share.interval", { low: percent(lowPermille), high: percent(highPermille) })}
        </span>
      </span>
    </span>
  );
}

export function usePercent(): (permille: number) => string {
  const intl = useIntl();
  return (permille) => intl.formatNumber(permille / 1_000, { style: "percent", maximumFractionDigits: 1 });
}
