import type { RegisterableHotkey } from "@tanstack/react-hotkeys";
import { formatForDisplay, useHotkey, useHotkeyRegistrations } from "@tanstack/react-hotkeys";
import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../show/button.tsx";
import type { MessageId } from "../words/en.ts";
import { Text, useText } from "../words/words.tsx";
import styles from "./keys.module.css";
import { usePreferences } from "./preferences.ts";

interface KeyOptions {
  enabled?: boolean;
}

/** A key that does something on the page that is open; `?` shows all of them by these names. */
export function useKey(key: RegisterableHotkey, name: MessageId, act: () => void, { enabled = true }: KeyOptions = {}) {
  const t = useText();
  const { singleKeys } = usePreferences();
  const counts = singleKeys === "on" || !isSingle(key);
  useHotkey(key, act, { enabled: enabled && counts, conflictBehavior: "replace", meta: { name: t(name) } });
}

/** One character alone: what is typed by chance, or heard by a machine that takes dictation. */
function isSingle(key: RegisterableHotkey): boolean {
  const text = typeof key === "string" ? (key.split("+").at(-1) ?? "") : (key.key ?? "");
  const isModified =
    typeof key === "string" ? /^(?:Mod|Control|Meta|Alt)\+/.test(key) : key.mod || key.ctrl || key.meta;
  return !isModified && text.length === 1;
}

/** `?` opens the list of keys that count where the reader is. */
export function KeyHelp() {
  const [isOpen, setOpen] = useState(false);
  const { hotkeys } = useHotkeyRegistrations();
  useKey({ key: "?", shift: true }, "shell.keys.help", () => setOpen(true));
  const shown = hotkeys.filter(({ options }) => options.enabled !== false && options.meta?.name !== undefined);
  return (
    <ModalOverlay className="backdrop" isOpen={isOpen} onOpenChange={setOpen} isDismissable>
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title">
            <Text id="shell.keys" />
          </Heading>
          <dl className={styles.keys}>
            {shown.map(({ id, hotkey, options }) => (
              <div key={id}>
                <dt>
                  <kbd>{formatForDisplay(hotkey)}</kbd>
                </dt>
                <dd>{options.meta?.name}</dd>
              </div>
            ))}
          </dl>
          <div className="actions">
            <Button slot="close">
              <Text id="shell.close" />
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
