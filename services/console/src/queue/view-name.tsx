import { Text } from "../words/words.tsx";
import { BUILT_IN_VIEWS } from "./built-in-views.ts";
import styles from "./queue.module.css";
import { viewKeyOf } from "./queue-search.ts";
import { useQueueSearch } from "./use-queue-search.ts";
import { searchOfView, useViews } from "./views.ts";

/** Names the page by the view that is open; another filter has no name. */
export function ViewName() {
  const { search } = useQueueSearch();
  const { data } = useViews();
  const key = viewKeyOf(search);
  const builtIn = BUILT_IN_VIEWS.find((view) => viewKeyOf(view.search) === key);
  const saved = data?.find((view) => viewKeyOf(searchOfView(view)) === key);
  return (
    <h1 className={styles.title}>
      <Text id="queue.title" />
      <span className="muted"> · </span>
      {builtIn !== undefined ? <Text id={builtIn.name} /> : <bdi>{saved?.name ?? <Text id="queue.view.other" />}</bdi>}
    </h1>
  );
}
