import { useState } from "react";
import { api } from "../api/client.ts";
import { Choice } from "../show/choice.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import { type SeenCase, useDeed } from "./use-case.ts";
import { usePeople } from "./use-people.ts";

/** Gives the case to somebody else; who had it stays as an editor. */
export function OwnerDialog({ seen, onClose }: { seen: SeenCase; onClose: () => void }) {
  const t = useText();
  const deed = useDeed(seen.detail.id);
  const people = usePeople();
  const [owner, setOwner] = useState<string>();
  return (
    <ReasonDialog
      title={t("case.act.owner")}
      hint={t("case.owner.hint")}
      action={t("case.act.owner")}
      isOpen
      onOpenChange={onClose}
      onConfirm={async (reason) => {
        if (owner === undefined) throw new Error(t("case.person.which"));
        await deed(() =>
          api.updateCase({
            params: { id: seen.detail.id },
            body: { owner, reason },
            ...(seen.etag && { ifMatch: seen.etag }),
          }),
        );
      }}
    >
      <Choice
        label={t("case.person")}
        value={owner}
        onChange={setOwner}
        options={people}
        placeholder={t("case.person.which")}
      />
    </ReasonDialog>
  );
}
