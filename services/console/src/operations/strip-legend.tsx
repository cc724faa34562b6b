import { useText } from "../words/words.tsx";
import styles from "./strip.module.css";
import { PATTERNS } from "./strip-segments.ts";

/** What each pattern of the strip means. */
export function StripLegend() {
  const t = useText();
  return (
    <ul className={styles.legend} aria-label={t("operations.legend")}>
      {PATTERNS.map((pattern) => (
        <li key={pattern}>
          <span className={styles.swatch} aria-hidden="true">
            <span className={`${styles.segment} ${styles[pattern]}`} />
          </span>
          {t(`operations.pattern.${pattern}`)}
        </li>
      ))}
      <li>
        <span className={styles.swatch} aria-hidden="true">
          <span className={styles.lie} />
        </span>
        {t("operations.pattern.lie")}
      </li>
    </ul>
  );
}
