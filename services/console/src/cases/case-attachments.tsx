import type { Attachment } from "@redflag/contract/http/routes/case-material";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { saveFile } from "../show/save-file.ts";
import { Failure, FailureLine, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { AttachFile } from "./attach-file.tsx";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";

const KILOBYTE = 1_000;

interface Props {
  id: string;
  mayWrite: boolean;
  isHeld: boolean;
}

export function CaseAttachments({ id, mayWrite, isHeld }: Props) {
  const t = useText();
  const deed = useDeed(id);
  const [removed, setRemoved] = useState<Attachment>();
  const { items, pages } = usePages(["case", id, "attachments"], (query) =>
    api.listCaseAttachments({ params: { id }, query }),
  );
  return (
    <Panel title={t("case.attachments")} flush>
      {pages.error !== null && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {items === undefined && pages.error === null && <Loading rows={2} />}
      {items?.length === 0 && <p className={`muted ${styles.pad}`}>{t("case.attachments.none")}</p>}
      <ul className={styles.rows}>
        {items?.map((file) => (
          <Row key={file.id} id={id} file={file} onRemove={mayWrite && !isHeld ? () => setRemoved(file) : undefined} />
        ))}
      </ul>
      <More pages={pages} />
      {isHeld && mayWrite && <p className={`muted ${styles.pad}`}>{t("case.held.hint")}</p>}
      {mayWrite && <AttachFile id={id} />}
      {removed !== undefined && (
        <ReasonDialog
          title={t("case.attachment.remove", { name: removed.name })}
          hint={t("case.attachment.remove.hint")}
          action={t("case.remove")}
          kind="danger"
          isOpen
          onOpenChange={() => setRemoved(undefined)}
          onConfirm={(reason) =>
            deed(() => api.removeCaseAttachment({ params: { id, attachment: removed.id }, body: { reason } }))
          }
        />
      )}
    </Panel>
  );
}

interface RowProps {
  id: string;
  file: Attachment;
  onRemove: (() => void) | undefined;
}

function Row({ id, file, onRemove }: RowProps) {
  const t = useText();
  const { formatNumber } = useIntl();
  const take = useMutation({
    mutationFn: async () => {
      const answer = await api.getCaseAttachment({ params: { id, attachment: file.id } });
      if (answer.file !== undefined) saveFile(answer.file);
    },
  });
  const size =
    file.bytes < KILOBYTE
      ? formatNumber(file.bytes, { style: "unit", unit: "byte", unitDisplay: "long" })
      : formatNumber(file.bytes / KILOBYTE, { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });
  const isThere = file.removedAt === undefined;
  return (
    <li className={isThere ? undefined : styles.gone}>
      <div className={styles.file}>
        <bdi>{file.name}</bdi>
        <p className="muted">
          {size} · <bdi>{file.by.name}</bdi> · <Time at={file.at} />
          {!isThere && <> · {t("case.attachment.gone")}</>}
        </p>
        {take.error !== null && <FailureLine error={take.error} />}
      </div>
      {isThere && (
        <Button
          kind="quiet"
          aria-label={t("case.attachment.download", { name: file.name })}
          isPending={take.isPending}
          onPress={() => take.mutate()}
        >
          <Download size={14} aria-hidden />
        </Button>
      )}
      {isThere && onRemove !== undefined && (
        <Button kind="quiet" aria-label={t("case.attachment.remove", { name: file.name })} onPress={onRemove}>
          {t("case.remove")}
        </Button>
      )}
    </li>
  );
}
