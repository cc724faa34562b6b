import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { useMay } from "../api/session.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./proposals.module.css";

const REASON_CHARS_MAX = 500;

type Send<Change, Seen> = (sent: { change: Change; seen: Seen; reason: string; key: string }) => Promise<Proposal>;

interface Props<Change, Seen> {
  /** What is wanted; undefined while something is missing or wrong. */
  change: Change | undefined;
  /** What is said while it is. */
  incomplete: string;
  /** Names what is wanted: what was shown of another is not what is proposed. */
  changeKey: string;
  preview: (change: Change) => Promise<Seen>;
  show: (seen: Seen) => ReactNode;
  /** Whether what was shown may be proposed. */
  isFit?: (seen: Seen) => boolean;
  propose: Send<Change, Seen>;
  /** Absent: this is for two people only. */
  emergency?: Send<Change, Seen>;
}

/** First what it would do, then why, then somebody else: nothing is proposed that was not shown as it is. */
export function ProposeFlow<Change, Seen>(props: Props<Change, Seen>) {
  const { change, incomplete, changeKey, preview, show, isFit = () => true } = props;
  const t = useText();
  const look = useMutation({
    mutationFn: async (wanted: Change) => ({ key: changeKey, seen: await preview(wanted) }),
  });
  const shown = look.data?.key === changeKey ? look.data.seen : undefined;
  return (
    <>
      <div className={styles.acts}>
        <Button
          kind={shown === undefined ? "primary" : "plain"}
          isDisabled={change === undefined}
          isPending={look.isPending}
          onPress={() => change !== undefined && look.mutate(change)}
        >
          {t("list.propose.show")}
        </Button>
        {change === undefined && <p className="muted">{incomplete}</p>}
      </div>
      {look.error !== null && shown === undefined && <FailureLine error={look.error} />}
      {shown !== undefined && change !== undefined && (
        <>
          <Panel title={t("list.propose.effect")} flush>
            {show(shown)}
          </Panel>
          {isFit(shown) && <SendPanel {...props} change={change} seen={shown} />}
        </>
      )}
    </>
  );
}

function SendPanel<Change, Seen>({
  change,
  seen,
  propose,
  emergency,
}: Props<Change, Seen> & { change: Change; seen: Seen }) {
  const t = useText();
  const mayApprove = useMay("lists:approve");
  const [reason, setReason] = useState("");
  const [isAlone, setAlone] = useState(false);
  const send = useSend();
  const attempt = useMutation({
    mutationFn: () => send({ change, seen, reason: oneLine(reason) }, propose),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <Panel title={t("list.propose.send")}>
      <form className={styles.stack} onSubmit={submit}>
        <TextField
          className={`field ${styles.reason}`}
          isRequired
          value={reason}
          onChange={setReason}
          maxLength={REASON_CHARS_MAX}
        >
          <Label>{t("show.reason")}</Label>
          <TextArea className="input" dir="auto" />
        </TextField>
        {attempt.error !== null && <FailureLine error={attempt.error} />}
        <div className={styles.acts}>
          <Button kind="primary" type="submit" isPending={attempt.isPending} isDisabled={oneLine(reason) === ""}>
            {t("list.propose.do")}
          </Button>
          {emergency !== undefined && mayApprove && (
            <Button kind="danger" onPress={() => setAlone(true)}>
              {t("list.propose.emergency")}
            </Button>
          )}
        </div>
      </form>
      {emergency !== undefined && isAlone && (
        <ReasonDialog
          title={t("list.propose.emergency")}
          hint={t("list.propose.emergency.hint")}
          action={t("list.propose.emergency.do")}
          kind="danger"
          isOpen
          onOpenChange={setAlone}
          onConfirm={(why) => send({ change, seen, reason: why }, emergency)}
        />
      )}
    </Panel>
  );
}

/** Sends it once, however often it is pressed, and opens what came of it. */
function useSend() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const keys = useRef(new RequestKeys());
  return async <Change, Seen>(
    asked: { change: Change; seen: Seen; reason: string },
    via: Send<Change, Seen>,
  ): Promise<void> => {
    const made = await keys.current.during(asked, (key) => via({ ...asked, key }));
    void queryClient.invalidateQueries({ queryKey: ["proposals"] });
    void queryClient.invalidateQueries({ queryKey: ["watchlists"] });
    await navigate({ to: "/proposals/$id", params: { id: made.id } });
  };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
