import type { Warning } from "@redflag/contract/http/routes/subscriptions";
import { English } from "../show/english.tsx";
import { useText } from "../words/words.tsx";
import styles from "./webhooks.module.css";

/** What in a filter no event will meet as things stand: it was taken all the same. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const t = useText();
  if (warnings.length === 0) return null;
  return (
    <div className={styles.notice} role="status">
      <p>{t("webhook.warnings")}</p>
      <ul className={styles.list}>
        {warnings.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <English>{text}</English> <span className="mono ltr muted">{at}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
