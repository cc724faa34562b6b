import type { RegisterableHotkey } from "@tanstack/react-hotkeys";
import { useKey } from "../app/keys.tsx";
import type { MessageId } from "../words/en.ts";

/** Where letters choose something else: an open dialog, menu or list of choices. */
const ELSEWHERE = "[role=dialog],[role=alertdialog],[role=menu],[role=listbox]";

/** A key of the queue, which counts for nothing while something lies over it. */
export function useQueueKey(
  key: RegisterableHotkey,
  name: MessageId,
  act: () => void,
  options?: { enabled?: boolean },
) {
  useKey(
    key,
    name,
    () => {
      if (document.activeElement?.closest(ELSEWHERE) == null) act();
    },
    options,
  );
}
