import { useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { CopyButton } from "../show/copy-button.tsx";
import { useText } from "../words/words.tsx";
import styles from "./reports.module.css";
import { type SeenReport, useDeed } from "./use-reports.ts";

const REFERENCE_CHARS_MAX = 100;

/** A second person says that it was filed: of the file whose hash was in sight when the dialog opened, and of no other. */
export function ConfirmDialog({ seen, onClose }: { seen: SeenReport; onClose: () => void }) {
  const t = useText();
  const { id } = seen.detail;
  const deed = useDeed(id);
  const [xmlSha256] = useState(seen.detail.ready?.xmlSha256 ?? "");
  const [reference, setReference] = useState("");
  const fiuReference = reference.trim();
  const confirm = () =>
    deed(() =>
      api.fileReport({
        params: { id },
        body: { xmlSha256, ...(fiuReference !== "" && { fiuReference }) },
        ...(seen.etag !== undefined && { ifMatch: seen.etag }),
      }),
    );
  return (
    <AskDialog
      title={t("reports.act.file")}
      hint={t("reports.confirm.hint")}
      action={t("reports.act.file")}
      onClose={onClose}
      onConfirm={confirm}
    >
      <dl className={styles.pairs}>
        <dt>{t("reports.file.sha256")}</dt>
        <dd className={styles.sum}>
          <span className={`mono ltr ${styles.hash}`}>{xmlSha256}</span>
          <CopyButton text={xmlSha256} what={t("show.what.hash")} />
        </dd>
      </dl>
      <p className="muted">{t("reports.confirm.check")}</p>
      <TextField className="field" value={reference} onChange={setReference} maxLength={REFERENCE_CHARS_MAX}>
        <Label>{t("reports.confirm.reference")}</Label>
        <Input className="input" dir="auto" autoFocus />
      </TextField>
    </AskDialog>
  );
}
