import type { Attempt } from "@redflag/contract/http/routes/deliveries";
import { useText } from "../words/words.tsx";
import styles from "./webhooks.module.css";

/** How the receiver's answer begins: a stranger's text, as it is. */
export function ResponseHead({ attempt: { response } }: { attempt: Attempt }) {
  const t = useText();
  const head = response?.head ?? "";
  if (response === undefined) return <p className="muted">{t("webhook.response.never")}</p>;
  if (head === "") return <p className="muted">{t("webhook.response.empty")}</p>;
  return (
    <div>
      <p className="muted">{t("webhook.response")}</p>
      <bdi className={`mono ${styles.answer}`}>{head}</bdi>
    </div>
  );
}
