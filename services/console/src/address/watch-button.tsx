import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";

const WATCHES_MAX = 200;

/** Watches the address for the reader alone; nobody else knows of it. */
export function WatchButton({ account }: { account: string }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ["watches"],
    queryFn: async () => (await api.listWatches({ query: { limit: WATCHES_MAX } })).body.items,
  });
  const watch = data?.find(({ address, endedAt }) => address === account && endedAt === undefined);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["watches"] });
  const end = useMutation({
    mutationFn: (id: string) => api.endWatch({ params: { id } }),
    onSettled: refresh,
  });
  if (data === undefined) return null;
  if (watch !== undefined) {
    return (
      <>
        {end.error !== null && <FailureLine error={end.error} />}
        <Button isPending={end.isPending} onPress={() => end.mutate(watch.id)}>
          <EyeOff size={14} aria-hidden />
          {t("address.unwatch")}
        </Button>
      </>
    );
  }
  const begin = async (reason: string) => {
    await api.createWatch({ body: { address: account, reason } });
    await refresh();
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Eye size={14} aria-hidden />
        {t("address.watch")}
      </Button>
      <ReasonDialog
        title={t("address.watch.title")}
        hint={t("address.watch.hint")}
        action={t("address.watch")}
        isOpen={isOpen}
        onOpenChange={setOpen}
        onConfirm={begin}
      />
    </>
  );
}
