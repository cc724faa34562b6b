import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import { isUnderWay, type Mend } from "./mend-rows.ts";
import { useRangeText } from "./segment-name.ts";

/** Takes back what has not ended. What was mended stays. */
export function CancelMend({ mend }: { mend: Mend }) {
  const t = useText();
  const rangeText = useRangeText();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  if (!isUnderWay(mend) && !isOpen) return <span className="muted">–</span>;
  const cancel = async (reason: string) => {
    const request = { params: { id: mend.id }, body: { reason } };
    await (mend.kind === "repair" ? api.cancelRepair(request) : api.cancelBackfill(request));
    await client.invalidateQueries({ queryKey: ["operations"] });
  };
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>
        {t("operations.cancel")}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t(`operations.cancel.${mend.kind}`, { range: rangeText(mend) })}
          hint={t("operations.cancel.hint")}
          action={t("operations.cancel")}
          kind="danger"
          isOpen
          onOpenChange={setOpen}
          onConfirm={cancel}
        />
      )}
    </>
  );
}
