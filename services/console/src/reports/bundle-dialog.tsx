import { api } from "../api/client.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { saveFile } from "../show/save-file.ts";
import { useText } from "../words/words.tsx";

/** Hands out all that an alert stands on as one signed file. */
export function BundleDialog({ alert, onClose }: { alert: string; onClose: () => void }) {
  const t = useText();
  const take = async () => {
    const { file } = await api.getAlertBundle({ params: { id: alert } });
    if (file !== undefined) saveFile(file);
  };
  return (
    <AskDialog
      title={t("reports.bundle")}
      hint={t("reports.bundle.hint")}
      action={t("reports.bundle.take")}
      onClose={onClose}
      onConfirm={take}
    />
  );
}
