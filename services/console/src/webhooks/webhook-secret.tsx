import type { Warning } from "@redflag/contract/http/routes/subscriptions";
import { SecretDialog } from "../show/secret-dialog.tsx";
import { useText } from "../words/words.tsx";
import { Warnings } from "./warnings.tsx";

interface Props {
  secret: string;
  warnings?: readonly Warning[];
  onKept: () => void;
}

/** What a webhook's receiver verifies signatures with. */
export function WebhookSecret({ secret, warnings = [], onKept }: Props) {
  const t = useText();
  return (
    <SecretDialog title={t("webhook.secret.title")} secret={secret} onKept={onKept}>
      <p>{t("webhook.secret.place")}</p>
      <Warnings warnings={warnings} />
    </SecretDialog>
  );
}
