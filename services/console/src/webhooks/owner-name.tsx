import type { Owner } from "@redflag/contract/http/webhook-owner";
import { useText } from "../words/words.tsx";

/** Whose it is; a sandbox bears the exchange's name. */
export function OwnerName({ owner: { name, sandbox } }: { owner: Owner }) {
  const t = useText();
  return (
    <>
      <bdi>{name}</bdi> {sandbox && <span className="muted">({t("webhook.sandbox")})</span>}
    </>
  );
}
