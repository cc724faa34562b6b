import type { Effect, NewChange } from "@redflag/contract/http/routes/list-proposals";
import { api } from "../api/client.ts";
import { EffectView } from "./effect-view.tsx";
import { ProposeFlow } from "./propose-flow.tsx";

interface Props {
  list: string;
  /** Undefined while something is missing or wrong. */
  change: NewChange | undefined;
  /** What is said while it is. */
  incomplete: string;
}

/** A change that is said in JSON: entries, marks, a version that was held back. */
export function ChangeFlow({ list, change, incomplete }: Props) {
  const params = { id: list };
  return (
    <ProposeFlow<NewChange, Effect>
      change={change}
      incomplete={incomplete}
      changeKey={JSON.stringify(change ?? null)}
      preview={async (body) => (await api.previewProposal({ params, body })).body}
      show={(effect) => <EffectView effect={effect} />}
      isFit={({ added, removed }) => added + removed > 0}
      propose={async ({ change: body, reason, key }) =>
        (await api.createProposal({ params, body: { ...body, reason }, idempotencyKey: key })).body
      }
      emergency={async ({ change: body, reason, key }) =>
        (await api.createEmergency({ params, body: { ...body, reason }, idempotencyKey: key })).body
      }
    />
  );
}
