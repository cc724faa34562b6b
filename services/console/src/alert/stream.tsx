import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import type { RefObject } from "react";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { findMessage } from "../words/find-message.ts";
import { Text, useText } from "../words/words.tsx";
import { ActionWords } from "./action-words.tsx";
import { CommentBox } from "./comment-box.tsx";
import styles from "./stream.module.css";
import { type StreamItem, streamItems } from "./stream-items.ts";
import { useAlertActions } from "./use-alert.ts";

interface Props {
  alert: AlertDetail;
  commentField: RefObject<HTMLTextAreaElement | null>;
}

/** What was said and done, by people and by the lane, the newest first. */
export function Stream({ alert: { id, history, moreHistory }, commentField }: Props) {
  const actions = useAlertActions(id);
  const { data, error, hasNextPage, isFetchingNextPage } = actions;
  const done = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={<Text id="alert.stream" />}>
      <CommentBox id={id} field={commentField} />
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void actions.refetch()} />}
      {actions.isPending && <Loading rows={3} />}
      {data !== undefined && (
        <ol className={styles.stream}>
          {streamItems(history, done, hasNextPage).map((item) => (
            <li key={item.key}>
              <Item item={item} />
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button onPress={() => void actions.fetchNextPage()} isPending={isFetchingNextPage}>
          <Text id="alert.stream.more" />
        </Button>
      )}
      {!hasNextPage && moreHistory && (
        <p className="muted">
          <Text id="alert.stream.cut" />
        </p>
      )}
    </Panel>
  );
}

function Item({ item }: { item: StreamItem }) {
  return (
    <>
      <p className={styles.line}>
        <span>{item.of === "event" ? <EventWords kind={item.kind} /> : <ActionWords action={item.action} />}</span>
        <span className="muted">
          <Time at={item.at} />
        </span>
      </p>
      {item.of === "action" && item.action.text !== undefined && (
        <p className={styles.text} dir="auto">
          {item.action.text}
        </p>
      )}
    </>
  );
}

function EventWords({ kind }: { kind: string }) {
  const t = useText();
  const id = findMessage(`alert.event.${kind}`);
  return <span className="muted">{id === undefined ? kind : t(id)}</span>;
}
