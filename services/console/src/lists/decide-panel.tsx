import type { ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import styles from "./proposals.module.css";

type Verdict = "approve" | "reject";

/** For whoever may decide it: never its author, who is told that it takes somebody else. */
export function DecidePanel({ proposal }: { proposal: ProposalDetail }) {
  const t = useText();
  const caller = useCaller();
  const mayApprove = useMay("lists:approve");
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Verdict>();
  const { id, state, author, stale } = proposal;
  if (state !== "open" && state !== "unconfirmed") return null;
  if (author.id === `user:${caller.id}`) return <p className={styles.notice}>{t("list.proposal.own")}</p>;
  if (!mayApprove) return <p className={styles.notice}>{t("list.proposal.mayNot")}</p>;
  const kind = state === "open" ? "open" : "unconfirmed";
  const decide = async (verdict: Verdict, reason: string) => {
    const request = { params: { id }, body: { reason } };
    try {
      await (verdict === "approve" ? api.approveProposal(request) : api.rejectProposal(request));
    } finally {
      // Where somebody was quicker or the list has moved on, the page shows how it is now.
      void queryClient.invalidateQueries({ queryKey: ["proposals"] });
      void queryClient.invalidateQueries({ queryKey: ["watchlists"] });
    }
  };
  return (
    <Panel title={t(`list.proposal.decide.${kind}`)}>
      <div className={styles.acts}>
        <Button kind="primary" isDisabled={stale !== undefined} onPress={() => setAsked("approve")}>
          {t(`list.proposal.approve.${kind}`)}
        </Button>
        <Button kind="danger" onPress={() => setAsked("reject")}>
          {t(`list.proposal.reject.${kind}`)}
        </Button>
      </div>
      {asked !== undefined && (
        <ReasonDialog
          title={t(`list.proposal.${asked}.${kind}`)}
          hint={t(`list.proposal.${asked}.hint.${kind}`)}
          action={t(`list.proposal.${asked}.${kind}`)}
          kind={asked === "approve" ? "primary" : "danger"}
          isOpen
          onOpenChange={() => setAsked(undefined)}
          onConfirm={(reason) => decide(asked, reason)}
        />
      )}
    </Panel>
  );
}
