import type { Effect } from "@redflag/contract/http/routes/list-proposals";
import { useText } from "../words/words.tsx";
import { ChangeTable } from "./change-table.tsx";
import styles from "./proposals.module.css";

/** What a change does to the list as it is now. */
export function EffectView({ effect }: { effect: Effect }) {
  const t = useText();
  const { baseVersion, added, removed, changes } = effect;
  const shown = changes.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  const rest = added + removed - shown;
  return (
    <>
      <p className={`${styles.pad} ${styles.counts}`} role="status">
        {t("list.propose.counts", { added, removed })}{" "}
        <span className="muted">
          {baseVersion === 0 ? t("list.propose.first") : t("list.propose.against", { version: baseVersion })}
        </span>
      </p>
      <ChangeTable changes={changes} />
      {rest > 0 && <p className={`muted ${styles.pad}`}>{t("list.propose.rest", { count: rest })}</p>}
    </>
  );
}
