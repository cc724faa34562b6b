import { ALERT_SORTS } from "@redflag/domain/alert-sort";
import { RefreshCw, X } from "lucide-react";
import { Button as Base, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./queue.module.css";
import { sortOf } from "./queue-search.ts";
import type { ListReview } from "./use-list-review.tsx";
import { useQueueSearch } from "./use-queue-search.ts";

interface Props {
  selected: number;
  onClear: () => void;
  review: ListReview;
  freshCount: number;
  isFetching: boolean;
  onRefresh: () => void;
  /** Rows. */
  loaded: number;
  /** In these rows, with those of their schemes. */
  alerts: number;
  hasMore: boolean;
}

/** One line of fixed height above the rows: nothing that comes into it moves them. */
export function ListHead(props: Props) {
  const { selected, freshCount, loaded, alerts, isFetching, onRefresh } = props;
  return (
    <div className={styles.listHead}>
      {selected > 0 ? <SelectionBar {...props} /> : <Order />}
      <span className={styles.gap} />
      <span className="muted number" role="status">
        {isFetching ? <Text id="queue.reading" /> : <Text id={loadedWords(props)} values={{ count: loaded, alerts }} />}
      </span>
      <Button kind={freshCount > 0 ? "primary" : "quiet"} onPress={onRefresh}>
        <RefreshCw size={14} aria-hidden />
        <Text id={freshCount > 0 ? "queue.fresh" : "queue.refresh"} values={{ count: freshCount }} />
        <kbd>R</kbd>
      </Button>
      {/* A button's parts are none to a screen reader: what comes is told beside it. */}
      <span className="unseen" role="status">
        {freshCount > 0 && <Text id="queue.fresh" values={{ count: freshCount }} />}
      </span>
    </div>
  );
}

function SelectionBar({ selected, onClear, review }: Props) {
  const t = useText();
  const { mayReview, mayAssign, claim, ask, isPending } = review;
  return (
    <div className={styles.selection} role="toolbar" aria-label={t("queue.selection")}>
      <strong role="status">{t("queue.selected", { count: selected })}</strong>
      {mayReview && (
        <>
          <Button onPress={claim} isPending={isPending}>
            {t("queue.do.claim")}
          </Button>
          {mayAssign && <Button onPress={() => ask("assign")}>{t("review.assign")}…</Button>}
          <Button onPress={() => ask("escalate")}>{t("review.escalate")}…</Button>
          <Button onPress={() => ask("close")}>{t("review.close")}…</Button>
          <Button onPress={() => ask("snooze")}>{t("review.snooze")}…</Button>
          <Button onPress={() => ask("comment")}>{t("review.comment")}…</Button>
        </>
      )}
      <Button kind="quiet" aria-label={t("queue.selection.clear")} onPress={onClear}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}

function Order() {
  const t = useText();
  const { search, narrow } = useQueueSearch();
  return (
    <Select
      className={styles.order}
      value={sortOf(search)}
      onChange={(key) => narrow({ sort: ALERT_SORTS.find((sort) => sort === key) })}
    >
      <Label className="muted">{t("queue.sort")}</Label>
      <Base className="button quiet">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Base>
      <Popover className="popover">
        <ListBox className="menu">
          {ALERT_SORTS.map((sort) => (
            <ListBoxItem key={sort} id={sort} className="menu-item">
              {t(`queue.sort.${sort}`)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

function loadedWords({ hasMore, loaded, alerts }: Props) {
  if (hasMore) return "queue.loaded";
  return alerts > loaded ? "queue.loaded.folded" : "queue.loaded.all";
}
