import type { ApiKey } from "@redflag/contract/http/routes/keys";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";

/** Ends a key for good. */
export function RevokeDialog({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  return (
    <ReasonDialog
      title={t("people.key.revoke.of", { name })}
      hint={t("people.key.revoke.hint")}
      action={t("people.key.revoke")}
      kind="danger"
      isOpen
      onOpenChange={onClose}
      onConfirm={async (reason) => {
        await api.revokeKey({ params: { id }, query: { reason } });
        await queryClient.invalidateQueries({ queryKey: ["keys"] });
      }}
    />
  );
}
