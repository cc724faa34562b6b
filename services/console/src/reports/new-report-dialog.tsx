import type { ReportKind } from "@redflag/contract/report-choices";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { Choice } from "../show/choice.tsx";
import { FailureLine, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { REPORT_KINDS } from "./report-kinds.ts";
import { useReportProfiles } from "./use-reports.ts";

/** What a report is begun of. */
export type ReportBasis = { alerts: string[] } | { case: string };

/** Begins a report as a draft, and leads to it. */
export function NewReportDialog({ of, onClose }: { of: ReportBasis; onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const keys = useRef(new RequestKeys());
  const profiles = useReportProfiles();
  const [kind, setKind] = useState<ReportKind>("STR");
  const [chosen, setProfile] = useState<string>();
  const profile = chosen ?? profiles.data?.[0]?.id;
  const begin = async () => {
    if (profile === undefined) throw new Error(t("reports.new.noProfile"));
    const body = { ...of, profile, choices: { kind, indicators: [] } };
    const made = await keys.current.during(body, (idempotencyKey) => api.createReport({ body, idempotencyKey }));
    void queryClient.invalidateQueries({ queryKey: ["reports"] });
    return made.body.id;
  };
  return (
    <AskDialog
      title={t("reports.new")}
      hint={t("reports.new.hint")}
      action={t("reports.new.begin")}
      isReady={profile !== undefined}
      onClose={onClose}
      onConfirm={begin}
      onDone={(id) => void navigate({ to: "/reports/$id", params: { id } })}
    >
      <Choice
        label={t("reports.kind")}
        value={kind}
        options={REPORT_KINDS.map((id) => ({ id, name: t(`reports.kind.${id}`) }))}
        onChange={setKind}
      />
      {profiles.isPending && <Loading rows={1} />}
      {profiles.error !== null && <FailureLine error={profiles.error} />}
      {profiles.data !== undefined && (
        <Choice
          label={t("reports.profile")}
          value={profile}
          options={profiles.data.map(({ id, title }) => ({ id, name: title }))}
          onChange={setProfile}
          placeholder={t("reports.new.noProfile")}
        />
      )}
    </AskDialog>
  );
}
