import type { Warning } from "@redflag/contract/http/routes/subscriptions";
import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { CopyButton } from "../show/copy-button.tsx";
import { useText } from "../words/words.tsx";
import { Warnings } from "./warnings.tsx";
import styles from "./webhooks.module.css";

interface Props {
  secret: string;
  warnings?: readonly Warning[];
  onKept: () => void;
}

/** A secret, once: nothing closes it by mistake, and then it is nowhere in the page any more. */
export function SecretDialog({ secret, warnings = [], onKept }: Props) {
  const t = useText();
  const [kept, setKept] = useState(false);
  return (
    <ModalOverlay className="backdrop" isOpen isKeyboardDismissDisabled>
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title">{t("webhook.secret.title")}</Heading>
          <p>{t("webhook.secret.once")}</p>
          <p className={styles.secret}>
            <code className="mono ltr">{secret}</code>
            <CopyButton text={secret} what={t("webhook.secret.what")} />
          </p>
          <Warnings warnings={warnings} />
          <CheckBox isSelected={kept} onChange={setKept}>
            {t("webhook.secret.kept")}
          </CheckBox>
          <div className="actions">
            <Button kind="primary" isDisabled={!kept} onPress={onKept}>
              {t("webhook.secret.close")}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
