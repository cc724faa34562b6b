import { lazy, Suspense } from "react";
import { withWords } from "../words/loaded-words.ts";
import type { Asked } from "./asked-dialog.tsx";
import type { ReviewDialogProps } from "./review-frame.tsx";

const AskedDialog = lazy(async () => ({ default: (await withWords(import("./asked-dialog.tsx"))).AskedDialog }));

/** The dialog of an action that needs more than a press; loaded when the first is asked for. */
export function AskForMore(props: ReviewDialogProps & { asked: Asked }) {
  return (
    <Suspense>
      <AskedDialog {...props} />
    </Suspense>
  );
}
