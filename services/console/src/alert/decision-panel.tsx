import type { ReviewActionKind } from "@redflag/domain/alert-review";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Toolbar } from "react-aria-components";
import { AskForMore } from "../review/ask-for-more.tsx";
import type { Asked } from "../review/asked-dialog.tsx";
import type { ReviewOutcome } from "../review/outcome.ts";
import { Refusals } from "../review/refusals.tsx";
import { useReviewActions } from "../review/use-review-actions.ts";
import { Button } from "../show/button.tsx";
import { FailureLine, Loading } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import { CloseMenu } from "./close-menu.tsx";
import { DecisionKeys } from "./decision-keys.tsx";
import styles from "./decision-panel.module.css";
import { MoreMenu, type OtherChoice } from "./more-menu.tsx";
import { ReviewLine } from "./review-line.tsx";
import { useAlertActions } from "./use-alert.ts";

interface Props {
  id: string;
  /** Off where something else on the page has the same keys. */
  keysEnabled?: boolean;
  /** Puts the cursor where a comment is typed. */
  onComment?: (() => void) | undefined;
  /** What else can be begun with the alert, each by opening something. */
  others?: ReadonlySet<OtherChoice>;
  onOther?: (choice: OtherChoice) => void;
  /** Of the evidence that the reader sees: what decides is refused where there is other evidence by now. */
  revision: string;
}

const NONE: ReadonlySet<OtherChoice> = new Set();

/** Where the review stands, and what the reader may do with it: nothing else is offered. */
export function DecisionPanel({ id, revision, keysEnabled = true, onComment, others = NONE, onOther }: Props) {
  const t = useText();
  const actions = useAlertActions(id);
  const [asked, setAsked] = useState<Asked>();
  const { act, isPending, error } = useReviewActions();
  const [refusals, setRefusals] = useState<ReviewOutcome["refusals"]>([]);
  const newest = actions.data?.pages[0];
  const allowed = new Set(newest?.allowed ?? []);
  const may = (action: ReviewActionKind) => allowed.has(action);
  const alerts = [{ id, version: newest?.version }];
  const [panel, noteDeed] = useFocusKept(newest?.version);
  const doNow = (action: "claim" | "release" | "wake") => {
    if (isPending) return;
    noteDeed();
    act(alerts, { action }, (outcome) => setRefusals(outcome.refusals));
  };
  const finish = () => {
    noteDeed();
    setAsked(undefined);
  };
  const ask = (of: Asked["of"]) => setAsked({ of });
  const comment = onComment ?? (() => ask("comment"));
  if (actions.error !== null && newest === undefined) return <FailureLine error={actions.error} />;
  if (newest === undefined) return <Loading rows={1} />;
  return (
    <div className={styles.panel} ref={panel} tabIndex={-1}>
      <ReviewLine id={id} review={newest.review} />
      <Toolbar className={`${styles.buttons} screen-only`} aria-label={t("alert.decide")}>
        {may("claim") && (
          <Button kind="primary" onPress={() => doNow("claim")} isPending={isPending}>
            <Text id="alert.claim" /> <kbd>C</kbd>
          </Button>
        )}
        {may("assign") && (
          <Button onPress={() => ask("assign")}>
            <Text id="review.assign" /> <kbd>A</kbd>
          </Button>
        )}
        {may("escalate") && (
          <Button onPress={() => ask("escalate")}>
            <Text id="review.escalate" /> <kbd>E</kbd>
          </Button>
        )}
        {may("confirm") && (
          <Button kind="primary" onPress={() => ask("confirm")}>
            <Text id="review.confirm" />
          </Button>
        )}
        {may("reopen") && (
          <Button onPress={() => ask("reopen")}>
            <Text id="review.reopen" />
          </Button>
        )}
        {may("overrule") && <CloseMenu action="overrule" onChoose={setAsked} />}
        {may("close") && <CloseMenu action="close" onChoose={setAsked} />}
        <MoreMenu
          allowed={allowed}
          onChoose={(choice) => {
            if (choice === "comment") comment();
            else if (choice === "snooze") ask("snooze");
            else if (choice === "wake" || choice === "release") doNow(choice);
            else onOther?.(choice);
          }}
          others={others}
        />
      </Toolbar>
      {keysEnabled && asked === undefined && (
        <DecisionKeys allowed={allowed} onClaim={() => doNow("claim")} onComment={comment} onAsk={ask} />
      )}
      <Refusals refusals={refusals} />
      {error !== null && <FailureLine error={error} />}
      {asked !== undefined && (
        <AskForMore
          asked={asked}
          // What is said of an alert is said whatever came to it.
          alerts={asked.of === "comment" ? [{ id }] : [{ id, version: newest.version, revision }]}
          onDone={finish}
        />
      )}
    </div>
  );
}

/** What was pressed may be gone once it is done: whoever works by keys stays at the decision, not at the page's beginning. */
function useFocusKept(version: number | undefined): [RefObject<HTMLDivElement | null>, () => void] {
  const panel = useRef<HTMLDivElement>(null);
  const done = useRef<number>(undefined);
  useEffect(() => {
    if (done.current === undefined || done.current === version) return;
    done.current = undefined;
    if (document.activeElement === document.body) panel.current?.focus();
  }, [version]);
  return [
    panel,
    () => {
      done.current = version;
    },
  ];
}
