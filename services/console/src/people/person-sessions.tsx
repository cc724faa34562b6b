import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Failure, FailureLine, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { SessionRows } from "./session-rows.tsx";

/** Somebody else's sessions, and their end: whoever uses one is asked to sign in again. */
export function PersonSessions({ id, name }: { id: string; name: string }) {
  const t = useText();
  const queryClient = useQueryClient();
  const queryKey = ["sessions", id];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () => (await api.listUserSessions({ params: { id } })).body.items,
  });
  const readAgain = () => queryClient.invalidateQueries({ queryKey });
  const endAll = useMutation({ mutationFn: () => api.endUserSessions({ params: { id } }).finally(readAgain) });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={3} />;
  if (data.length === 0) return <EmptyPanel title={t("people.sessions")}>{t("people.sessions.none")}</EmptyPanel>;
  return (
    <Panel
      title={t("people.sessions")}
      flush
      beside={
        <Button
          isPending={endAll.isPending}
          onPress={() => endAll.mutate()}
          aria-label={t("people.sessions.endAll.of", { name })}
        >
          {t("people.sessions.endAll")}
        </Button>
      }
    >
      <SessionRows
        sessions={data}
        onEnd={(session) => api.endUserSession({ params: { id, session } }).finally(readAgain)}
      />
      {endAll.error !== null && <FailureLine error={endAll.error} />}
    </Panel>
  );
}
