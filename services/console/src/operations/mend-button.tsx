import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import { useRangeText } from "./segment-name.ts";
import { mendOf, type Range, type Segment } from "./strip-segments.ts";

interface Props {
  chain: string;
  state: Segment["state"];
  /** All that is to be mended. */
  range: Range;
  laneStart: number | undefined;
}

/** What mends the stretch: read it where it lies before all screening, else repair it. */
export function MendButton({ chain, state, range, laneStart }: Props) {
  const t = useText();
  const rangeText = useRangeText();
  const client = useQueryClient();
  const keys = useRef(new RequestKeys());
  const [isOpen, setOpen] = useState(false);
  const mend = mendOf({ state, to: range.to }, laneStart);
  if (mend === undefined) return null;
  const { from, to } = range;
  const ask = async (reason: string) => {
    const request = { mend, chain, from, to, reason };
    await keys.current.during(request, async (idempotencyKey) => {
      if (mend === "repair") {
        await api.createRepair({ params: { chain }, body: { from, to, reason }, idempotencyKey });
      } else await api.createBackfill({ body: { chain, from, to, reason }, idempotencyKey });
    });
    await client.invalidateQueries({ queryKey: ["operations"] });
  };
  return (
    <>
      <Button kind="primary" onPress={() => setOpen(true)}>
        {t(`operations.mend.${mend}`)}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t(`operations.mend.${mend}.title`, { range: rangeText(range) })}
          hint={t(`operations.mend.${mend}.hint`)}
          action={t(`operations.mend.${mend}`)}
          isOpen
          onOpenChange={setOpen}
          onConfirm={ask}
        />
      )}
    </>
  );
}
