import { useMemo } from "react";
import { useCaller } from "../api/session.ts";
import { useChainTitle } from "../api/use-chains.ts";
import { useNow } from "../app/now.ts";
import type { RowScene } from "./row-scene.ts";

export function useRowScene(): RowScene {
  const now = useNow();
  const { id: callerId } = useCaller();
  const chainTitle = useChainTitle();
  return useMemo(() => ({ now, callerId, chainTitle }), [now, callerId, chainTitle]);
}
