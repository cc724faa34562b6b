import { useText } from "../words/words.tsx";
import styles from "./strip.module.css";
import { STRIP_STATES } from "./strip-segments.ts";

/** What each pattern of the strip means. */
export function StripLegend() {
  const t = useText();
  return (
    <ul className={styles.legend} aria-label={t("operations.legend")}>
      {STRIP_STATES.map((state) => (
        <li key={state}>
          <span className={styles.swatch} aria-hidden="true">
            <span className={`${styles.segment} ${styles[state]}`} />
          </span>
          {t(`operations.state.${state}`)}
        </li>
      ))}
      <li>
        <span className={styles.swatch} aria-hidden="true">
          <span className={styles.lie} />
        </span>
        {t("operations.state.lie")}
      </li>
    </ul>
  );
}
