import { useMemo } from "react";
import { useCaller } from "../api/session.ts";
import { useNow } from "../app/now.ts";
import type { RowScene } from "./row-scene.ts";
import { useChainTitles } from "./use-chain-titles.ts";

export function useRowScene(): RowScene {
  const now = useNow();
  const { id: callerId } = useCaller();
  const chainTitle = useChainTitles();
  return useMemo(() => ({ now, callerId, chainTitle }), [now, callerId, chainTitle]);
}
