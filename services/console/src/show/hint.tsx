import type { ReactNode } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";

const DELAY_MS = 350;

/** More about a button, on hover and on focus. */
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
