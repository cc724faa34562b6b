import { EXCHANGE_FORMATS, type ExchangeFormat } from "@redflag/domain/exchange-format";
import { useState } from "react";
import { api } from "../api/client.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { Choice } from "../show/choice.tsx";
import { saveText } from "../show/save-text.ts";
import { useText } from "../words/words.tsx";

/** Hands out what exchanges were told of the alert, and nothing else of it. */
export function ExportAlert({ alert, onClose }: { alert: string; onClose: () => void }) {
  const t = useText();
  const [format, setFormat] = useState<ExchangeFormat>("stix");
  const take = async () => {
    const { body } = await api.exportAlert({ params: { id: alert }, query: { format } });
    saveText(`alert-${alert.slice(0, 10)}.${format}.json`, "application/json", body.document);
  };
  return (
    <AskDialog
      title={t("alert.export")}
      hint={t("alert.export.hint")}
      action={t("alert.export.take")}
      onClose={onClose}
      onConfirm={take}
    >
      <Choice
        label={t("alert.export.format")}
        value={format}
        options={EXCHANGE_FORMATS.map((id) => ({ id, name: t(`alert.export.format.${id}`) }))}
        onChange={setFormat}
      />
    </AskDialog>
  );
}
