import type { Warning } from "@redflag/contract/http/routes/subscriptions";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import { Warnings } from "./warnings.tsx";

/** After a change that was taken, and whose filter lets nothing through as things stand. */
export function SavedWarnings({ warnings, onRead }: { warnings: readonly Warning[]; onRead: () => void }) {
  const t = useText();
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onRead} isDismissable>
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title">{t("webhook.saved")}</Heading>
          <Warnings warnings={warnings} />
          <div className="actions">
            <Button kind="primary" onPress={onRead} autoFocus>
              {t("show.secret.close")}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
