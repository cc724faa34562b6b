import { Button } from "../show/button.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { viewKeyOf } from "./queue-search.ts";
import { useQueueSearch } from "./use-queue-search.ts";

/** No alert is left by the filter: what would fill the list. */
export function NothingThere() {
  const t = useText();
  const { search, show } = useQueueSearch();
  if (viewKeyOf(search) === viewKeyOf({})) return <Empty title={t("queue.empty")}>{t("queue.empty.hint")}</Empty>;
  return (
    <Empty title={t("queue.empty.filtered")}>
      <p>{t("queue.empty.filtered.hint")}</p>
      <Button onPress={() => show({})}>{t("queue.empty.open")}</Button>
    </Empty>
  );
}
