import { ApiProblem } from "@redflag/contract/http/api-problem";
import { Empty, Failure } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { useQueueSearch } from "./use-queue-search.ts";

/** Why there is no list; of words that name nothing, what can be searched for. */
export function ListFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useText();
  const { q } = useQueueSearch().search;
  if (q === undefined || !(error instanceof ApiProblem) || error.code !== "request_invalid") {
    return <Failure error={error} onRetry={onRetry} />;
  }
  return <Empty title={t("queue.search.unfit", { words: q })}>{t("queue.search.unfit.hint")}</Empty>;
}
