import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Dialog, FieldError, Heading, Input, Label, Modal, ModalOverlay, TextField } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ID_CHARS_MAX = 64;

/** Names a list that is to begin; what it is and holds is said on the page that follows. */
export function NewListDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [id, setId] = useState("");
  const isWrong = id !== "" && !ID.test(id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ID.test(id)) void navigate({ to: "/watchlists/$id/propose", params: { id } });
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onClose} isDismissable={id === ""}>
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={submit}>
            <Heading slot="title">{t("list.proposal.newList")}</Heading>
            <p className="muted">{t("list.proposal.newList.hint")}</p>
            <TextField
              className="field"
              isRequired
              isInvalid={isWrong}
              validationBehavior="aria"
              value={id}
              onChange={setId}
              maxLength={ID_CHARS_MAX}
            >
              <Label>{t("list.proposal.newList.id")}</Label>
              <Input className="input mono ltr" autoFocus spellCheck="false" />
              <FieldError className="fault">{t("list.proposal.newList.fault")}</FieldError>
            </TextField>
            <div className="actions">
              <Button slot="close">{t("show.cancel")}</Button>
              <Button kind="primary" type="submit" isDisabled={id === "" || isWrong}>
                {t("list.goOn")}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
