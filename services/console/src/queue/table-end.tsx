import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import styles from "./alert-table.module.css";
import type { useAlertList } from "./use-alert-list.ts";

/** What stands below the last row that is there: more comes, did not come, or is to be asked for. */
export function TableEnd({ list }: { list: ReturnType<typeof useAlertList> }) {
  const t = useText();
  const { hasMore, isAsking, hasFailedMore, fetchMore } = list;
  if (!hasMore) return null;
  return (
    <div className={styles.end}>
      {hasFailedMore ? t("queue.more.failed") : isAsking ? t("queue.more.none") : t("queue.more.coming")}
      {(hasFailedMore || isAsking) && <Button onPress={fetchMore}>{t("queue.more")}</Button>}
    </div>
  );
}
