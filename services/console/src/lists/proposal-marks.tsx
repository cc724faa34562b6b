import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import { Check, Clock, TriangleAlert, X } from "lucide-react";
import { useText } from "../words/words.tsx";
import styles from "./proposals.module.css";

const SHAPES = { open: Clock, unconfirmed: Clock, approved: Check, confirmed: Check, rejected: X, undone: X } as const;

/** Shape, word and colour. */
export function ProposalState({ proposal: { state, emergency } }: { proposal: Pick<Proposal, "state" | "emergency"> }) {
  const t = useText();
  const Shape = SHAPES[state];
  const waits = state === "open" || state === "unconfirmed";
  return (
    <>
      <span className={`pill ${waits ? styles.waits : styles.decided}`}>
        <Shape size={12} aria-hidden />
        {t(`list.proposal.state.${state}`)}
      </span>
      {/* For ever: also when somebody has confirmed it. */}
      {emergency && (
        <>
          {" "}
          <span className={`pill ${styles.emergency}`}>
            <TriangleAlert size={12} aria-hidden />
            {t("list.proposal.emergency")}
          </span>
        </>
      )}
    </>
  );
}
