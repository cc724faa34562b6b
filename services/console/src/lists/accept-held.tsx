import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { Panel } from "../show/panel.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ChangeFlow } from "./change-flow.tsx";
import { HeldFigures } from "./held-figures.tsx";

interface Props {
  list: string;
  held: Watchlist["held"];
  /** Which one a page led here for; absent: the one that waits. */
  asked: string | undefined;
}

/** Two people let in what a gate held back. */
export function AcceptHeld({ list, held, asked }: Props) {
  const t = useText();
  if (held === undefined || (asked !== undefined && asked !== held.id)) {
    return <Empty title={t("list.propose.accept.gone")}>{t("list.propose.accept.gone.hint")}</Empty>;
  }
  return (
    <>
      <Panel title={t("list.propose.accept")} flush>
        <HeldFigures held={held} />
      </Panel>
      <ChangeFlow list={list} change={{ accept: held.id }} incomplete="" />
    </>
  );
}
