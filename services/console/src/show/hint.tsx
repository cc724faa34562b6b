import type { ReactNode } from "react";
import { Focusable, Tooltip, TooltipTrigger } from "react-aria-components";

const DELAY_MS = 350;

/** More about what stands there, on hover and on focus. What can be focused by itself, such as a button, is given as `children`. */
export function Hint({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <TooltipTrigger delay={DELAY_MS}>
      {children}
      <Tooltip className="tooltip" offset={4}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** The same of words in a text. */
export function HintedWords({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Hint text={text}>
      <Focusable>
        {/* biome wants a role of what is focused; a note is what it is. */}
        <span role="note">{children}</span>
      </Focusable>
    </Hint>
  );
}
