import type { ListExport } from "@redflag/contract/http/routes/list-exports";
import { AUDIENCES, type Audience } from "@redflag/domain/audience";
import { EXCHANGE_FORMATS, type ExchangeFormat } from "@redflag/domain/exchange-format";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { saveText } from "../show/save-text.ts";
import { useText } from "../words/words.tsx";

/** Hands out what others may know of the list. */
export function ExportList({ list }: { list: string }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Download size={14} aria-hidden />
        {t("list.export")}
      </Button>
      {isOpen && <ExportDialog list={list} onClose={() => setOpen(false)} />}
    </>
  );
}

/** What has been written so far: a long list comes in parts, each at a press of its own. */
interface Written {
  parts: number;
  entries: number;
  leftOut: number;
  /** All parts are of one version, whatever the list does meanwhile. */
  version: number;
  next: string | undefined;
}

function ExportDialog({ list, onClose }: { list: string; onClose: () => void }) {
  const t = useText();
  const [format, setFormat] = useState<ExchangeFormat>("stix");
  const [audience, setAudience] = useState<Audience>("exchange");
  const [written, setWritten] = useState<Written>();
  const take = useMutation({
    mutationFn: async () => {
      const { version, next: cursor } = written ?? {};
      const query = { format, audience, ...(version && { version }), ...(cursor && { cursor }) };
      return (await api.exportWatchlist({ params: { id: list }, query })).body;
    },
    onSuccess: (part) => {
      const number = (written?.parts ?? 0) + 1;
      saveText(nameOf(part, number), "application/json", part.document);
      setWritten({
        parts: number,
        entries: (written?.entries ?? 0) + part.entries,
        leftOut: (written?.leftOut ?? 0) + part.leftOut,
        version: part.version,
        next: part.next,
      });
    },
  });
  const startAgain = () => {
    setWritten(undefined);
    take.reset();
  };
  const isDone = written !== undefined && written.next === undefined;
  return (
    <FormDialog
      title={t("list.export")}
      hint={t("list.export.hint")}
      action={t(written?.next === undefined ? "list.export.take" : "list.export.takeNext", {
        number: (written?.parts ?? 0) + 1,
      })}
      isReady={!isDone}
      isPending={take.isPending}
      error={take.error}
      onSubmit={() => take.mutate()}
      onClose={onClose}
    >
      <Choice
        label={t("list.export.format")}
        value={format}
        options={EXCHANGE_FORMATS.map((id) => ({ id, name: t(`list.export.format.${id}`) }))}
        onChange={(chosen) => {
          setFormat(chosen);
          startAgain();
        }}
      />
      <Choice
        label={t("list.export.audience")}
        value={audience}
        options={AUDIENCES.toReversed().map((id) => ({ id, name: t(`list.export.audience.${id}`) }))}
        onChange={(chosen) => {
          setAudience(chosen);
          startAgain();
        }}
      />
      <p role="status" className="muted">
        {written !== undefined &&
          t("list.export.written", { count: written.entries, version: written.version, leftOut: written.leftOut })}
      </p>
    </FormDialog>
  );
}

function nameOf({ list, version, audience, format }: ListExport, part: number): string {
  return `${list}-${version}-${audience}-${part}.${format}.json`;
}
