import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useMay } from "../api/session.ts";
import { useChains } from "../api/use-chains.ts";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import { BacktestDialog } from "./backtest-dialog.tsx";
import { SetDialog } from "./set-dialog.tsx";
import { TryDialog } from "./try-dialog.tsx";
import type { SeenRule } from "./use-heuristic.ts";

const route = getRouteApi("/heuristics/$id");

type SetAct = "stop_shadow" | "off" | "on" | "reset";
type Act = SetAct | "shadow" | "promote" | "backtest";

/** What can be done with a rule; what may not be done is not offered. */
export function HeuristicActs({ seen }: { seen: SeenRule }) {
  const t = useText();
  const navigate = useNavigate();
  const { rule } = seen;
  const { try: brought } = route.useSearch();
  const mayWrite = useMay("heuristics:write");
  const isWatching = useChains()
    .values()
    .some(({ watched }) => watched);
  const [act, setAct] = useState<Act | undefined>(brought === undefined ? undefined : "shadow");
  if (!mayWrite) return null;
  const isChanged = Object.keys(rule.changed).length > 0 || !rule.enforced || rule.shadow !== undefined;
  const others: SetAct[] = [
    ...(rule.shadow === undefined ? [] : ["stop_shadow" as const]),
    ...(rule.mayBeOff && rule.enforced ? ["off" as const] : []),
    ...(rule.enforced ? [] : ["on" as const]),
    ...(isChanged ? ["reset" as const] : []),
  ];
  const close = () => {
    setAct(undefined);
    if (brought !== undefined) void navigate({ to: "/heuristics/$id", params: { id: rule.id }, replace: true });
  };
  return (
    <>
      {rule.mayPromote && (
        <Button kind="primary" onPress={() => setAct("promote")}>
          {t("heuristic.act.promote")}
        </Button>
      )}
      {rule.mayBeTried && <Button onPress={() => setAct("shadow")}>{t("heuristic.act.shadow")}</Button>}
      {rule.mayBeBacktested && isWatching && (
        <Button onPress={() => setAct("backtest")}>{t("heuristic.act.backtest")}</Button>
      )}
      {others.length > 0 && (
        <MenuTrigger>
          <Button>{t("heuristic.acts")}</Button>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu" aria-label={t("heuristic.acts")}>
              {others.map((one) => (
                <MenuItem key={one} id={one} className="menu-item" onAction={() => setAct(one)}>
                  {t(`heuristic.act.${one}`)}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {act === "shadow" && <TryDialog seen={seen} brought={brought} onClose={close} />}
      {act === "backtest" && <BacktestDialog rule={rule} onClose={close} />}
      {act !== undefined && act !== "shadow" && act !== "backtest" && (
        <SetDialog seen={seen} act={act} onClose={close} />
      )}
    </>
  );
}
