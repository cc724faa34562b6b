import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { Refusal } from "../show/refusal.tsx";
import { useText } from "../words/words.tsx";
import { AnswerDialog } from "./answer-dialog.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { DownloadXml } from "./download-xml.tsx";
import styles from "./reports.module.css";
import { type SeenReport, useDeed } from "./use-reports.ts";

interface Props {
  seen: SeenReport;
  /** Nothing is typed that would be left out. */
  isSaved: boolean;
  /** Nothing blocks it. */
  isComplete: boolean;
}

type Asked = "file" | "answer" | "reopen" | "discard";

/** What the reader may do with the report as it stands: nothing else is offered. */
export function ReportActs({ seen, isSaved, isComplete }: Props) {
  const t = useText();
  const [asked, setAsked] = useState<Asked>();
  const { allowed, id, ready, status } = seen.detail;
  const close = () => setAsked(undefined);
  const mayFile = allowed.includes("file") && ready?.own === false;
  return (
    <div className={`${styles.acts} screen-only`}>
      {status === "draft" && isComplete && isSaved && <DownloadXml id={id} />}
      {allowed.includes("ready") && <MakeReady seen={seen} isDisabled={!isSaved || !isComplete} />}
      {mayFile && (
        <Button kind="primary" onPress={() => setAsked("file")}>
          {t("reports.act.file")}
        </Button>
      )}
      {allowed.includes("answer") && (
        <Button kind={seen.detail.answer === undefined ? "primary" : "plain"} onPress={() => setAsked("answer")}>
          {t("reports.act.answer")}
        </Button>
      )}
      {allowed.includes("reopen") && <Button onPress={() => setAsked("reopen")}>{t("reports.act.reopen")}</Button>}
      {allowed.includes("discard") && (
        <Button kind="danger" onPress={() => setAsked("discard")}>
          {t("reports.act.discard")}
        </Button>
      )}
      {asked === "file" && <ConfirmDialog seen={seen} onClose={close} />}
      {asked === "answer" && <AnswerDialog seen={seen} onClose={close} />}
      {(asked === "reopen" || asked === "discard") && <GoBack seen={seen} act={asked} onClose={close} />}
    </div>
  );
}

function MakeReady({ seen, isDisabled }: { seen: SeenReport; isDisabled: boolean }) {
  const t = useText();
  const deed = useDeed(seen.detail.id);
  const attempt = useMutation({
    mutationFn: () => deed(() => api.readyReport({ params: { id: seen.detail.id }, body: {}, ...ifMatch(seen) })),
  });
  return (
    <>
      {attempt.error !== null && <Refusal error={attempt.error} />}
      <Button kind="primary" isDisabled={isDisabled} isPending={attempt.isPending} onPress={() => attempt.mutate()}>
        {t("reports.act.ready")}
      </Button>
    </>
  );
}

function GoBack({ seen, act, onClose }: { seen: SeenReport; act: "reopen" | "discard"; onClose: () => void }) {
  const t = useText();
  const { id } = seen.detail;
  const deed = useDeed(id);
  return (
    <ReasonDialog
      title={t(`reports.act.${act}`)}
      hint={t(`reports.${act}.hint`)}
      action={t(`reports.act.${act}`)}
      kind={act === "discard" ? "danger" : "primary"}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) => {
        const request = { params: { id }, body: { reason }, ...ifMatch(seen) };
        return deed(
          async () => void (await (act === "reopen" ? api.reopenReport(request) : api.discardReport(request))),
        );
      }}
    />
  );
}

function ifMatch({ etag }: SeenReport): { ifMatch?: string } {
  return etag === undefined ? {} : { ifMatch: etag };
}
