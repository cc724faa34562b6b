import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";

/** Ends one that waits or runs: nothing was written, so that nothing is asked. */
export function CancelBacktest({ id }: { id: string }) {
  const t = useText();
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelBacktest({ params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["backtest", id] }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ["backtests"] }),
  });
  return (
    <>
      <Button isPending={cancel.isPending} onPress={() => cancel.mutate()}>
        {t("heuristic.backtest.cancel")}
      </Button>
      {cancel.error !== null && <FailureLine error={cancel.error} />}
    </>
  );
}
