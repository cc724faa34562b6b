import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Choice } from "../show/choice.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { useText } from "../words/words.tsx";
import { useDeed } from "./use-webhooks.ts";
import { WebhookSecret } from "./webhook-secret.tsx";

/** How long the secret before signs besides, by name. */
const OVERLAPS_S = { none: 0, hour: 3_600, day: 86_400, week: 604_800 } as const;
type Overlap = keyof typeof OVERLAPS_S;

/** A new secret, and for how long the one before it signs besides. */
export function RotateDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText();
  const deed = useDeed(id);
  const keys = useRef(new RequestKeys());
  const [overlap, setOverlap] = useState<Overlap>("day");
  const [secret, setSecret] = useState<string>();
  const rotate = useMutation({
    gcTime: 0,
    mutationFn: (body: { overlapS: number }) =>
      deed(() =>
        keys.current.during(body, (idempotencyKey) => api.rotateSecret({ params: { id }, body, idempotencyKey })),
      ),
    onSuccess: ({ body }) => setSecret(body.secret),
  });
  if (secret !== undefined) return <WebhookSecret secret={secret} onKept={onClose} />;
  return (
    <FormDialog
      title={t("webhook.rotate")}
      hint={t("webhook.rotate.hint")}
      action={t("webhook.rotate.do")}
      isPending={rotate.isPending}
      error={rotate.error}
      onClose={onClose}
      onSubmit={() => rotate.mutate({ overlapS: OVERLAPS_S[overlap] })}
    >
      <Choice
        label={t("webhook.rotate.overlap")}
        value={overlap}
        onChange={setOverlap}
        options={(Object.keys(OVERLAPS_S) as Overlap[]).map((id) => ({ id, name: t(`webhook.overlap.${id}`) }))}
      />
    </FormDialog>
  );
}
