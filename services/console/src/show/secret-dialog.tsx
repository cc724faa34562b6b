import { type ReactNode, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useText } from "../words/words.tsx";
import { Button } from "./button.tsx";
import { CheckBox } from "./check-box.tsx";
import { CopyButton } from "./copy-button.tsx";
import styles from "./secret-dialog.module.css";

interface Props {
  title: string;
  secret: string;
  children?: ReactNode;
  onKept: () => void;
}

/** A secret, once: nothing closes it by mistake, and then it is nowhere in the page any more. */
export function SecretDialog({ title, secret, children, onKept }: Props) {
  const t = useText();
  const [kept, setKept] = useState(false);
  return (
    <ModalOverlay className="backdrop" isOpen isKeyboardDismissDisabled>
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title">{title}</Heading>
          <p>{t("show.secret.once")}</p>
          {children}
          <p className={styles.secret}>
            <code className="mono ltr">{secret}</code>
            <CopyButton text={secret} what={t("show.secret.what")} />
          </p>
          <CheckBox isSelected={kept} onChange={setKept}>
            {t("show.secret.kept")}
          </CheckBox>
          <div className="actions">
            <Button kind="primary" isDisabled={!kept} onPress={onKept}>
              {t("show.secret.close")}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
