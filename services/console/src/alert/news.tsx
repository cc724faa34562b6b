import type { AlertAction } from "@redflag/contract/http/routes/alert-review";
import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useCaller } from "../api/session.ts";
import { useLiveEvents } from "../app/live.tsx";
import { Button } from "../show/button.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { ActionWords } from "./action-words.tsx";
import styles from "./standing.module.css";
import { actionsOfOthers } from "./stream-items.ts";
import { useAlertActions } from "./use-alert.ts";

type Told = "created" | "updated" | "final" | "withdrawn";

/** What others did, and what the lane said, while the page was open. What is on it has been read again by then. */
export function News({ id }: { id: string }) {
  const t = useText();
  const client = useQueryClient();
  const { id: person } = useCaller();
  const [told, setTold] = useState<Told>();
  useLiveEvents(({ payload }) => {
    if (!("alert" in payload) || payload.alert !== id) return;
    setTold(payload.type.slice("alert.".length) as Told);
    void client.invalidateQueries({ queryKey: ["alert", id] });
  });
  const { items, putAway } = useOthersActions(id, person);
  const isQuiet = told === undefined && items.length === 0;
  return (
    <div role="status" className="screen-only">
      {!isQuiet && (
        <div className={`${styles.notice} ${styles.news}`}>
          <ul>
            {told !== undefined && <li>{t(`alert.event.${told}`)}</li>}
            {items.map((action) => (
              <li key={action.seq}>
                <ActionWords action={action} /> <Time at={action.at} />
              </li>
            ))}
            <li className="muted">
              <Text id="alert.news.hint" />
            </li>
          </ul>
          <Button
            kind="quiet"
            aria-label={t("review.dismiss")}
            onPress={() => {
              setTold(undefined);
              putAway();
            }}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      )}
    </div>
  );
}

function useOthersActions(id: string, person: string): { items: AlertAction[]; putAway: () => void } {
  const { data } = useAlertActions(id);
  const [seen, setSeen] = useState<number>();
  const actions = data?.pages[0]?.items;
  const newest = actions === undefined ? undefined : (actions[0]?.seq ?? 0);
  useEffect(() => {
    if (newest !== undefined) setSeen((before) => before ?? newest);
  }, [newest]);
  return {
    items: seen === undefined || actions === undefined ? [] : actionsOfOthers(actions, seen, person),
    putAway: () => setSeen(newest),
  };
}
