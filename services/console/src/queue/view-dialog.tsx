import type { View } from "@redflag/contract/http/routes/views";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./queue.module.css";
import { filterOf, type QueueSearch } from "./queue-search.ts";
import { useViewChange } from "./views.ts";

export type AskedOfView = { of: "save" } | { of: "rename" | "delete"; view: View };

interface Props {
  asked: AskedOfView;
  search: QueueSearch;
  onDone: () => void;
}

const NAME_CHARS_MAX = 100;

/** Asks for a view's name, or whether it is really to go. */
export function ViewDialog({ asked, search, onDone }: Props) {
  const t = useText();
  const change = useViewChange(onDone);
  const [name, setName] = useState(asked.of === "rename" ? asked.view.name : "");
  const [shared, setShared] = useState(false);
  const isReady = asked.of === "delete" || name.trim() !== "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || change.isPending) return;
    const named = name.trim();
    if (asked.of === "save") change.mutate({ change: "save", name: named, shared, search: filterOf(search) });
    else if (asked.of === "rename") change.mutate({ change: "update", view: asked.view, name: named });
    else change.mutate({ change: "delete", view: asked.view });
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onDone}>
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={send} className={styles.form}>
            <Heading slot="title">
              {t(`queue.view.${asked.of}.title`, { name: asked.of === "save" ? "" : asked.view.name })}
            </Heading>
            {asked.of !== "delete" && (
              <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
                <Label>{t("queue.view.name")}</Label>
                <Input className="input" autoFocus dir="auto" />
              </TextField>
            )}
            {asked.of === "save" && (
              <CheckBox isSelected={shared} onChange={setShared}>
                {t("queue.view.share")}
              </CheckBox>
            )}
            {change.error !== null && <FailureLine error={change.error} />}
            <div className="actions">
              <Button onPress={onDone}>{t("review.cancel")}</Button>
              <Button
                kind={asked.of === "delete" ? "danger" : "primary"}
                type="submit"
                isDisabled={!isReady}
                isPending={change.isPending}
              >
                {t(`queue.view.${asked.of}.do`)}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
