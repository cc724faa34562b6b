import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useText } from "../words/words.tsx";
import { Hint } from "./hint.tsx";

/** More about words in a text: on hover, on focus, and on a press, which a finger can do, too. */
export function HintedWords({ text, children }: { text: ReactNode; children: ReactNode }) {
  const t = useText();
  return (
    <DialogTrigger>
      <Hint text={text}>
        <Button className="hinted">{children}</Button>
      </Hint>
      <Popover className="popover">
        <Dialog className="hint" aria-label={t("show.more.about")}>
          {text}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
