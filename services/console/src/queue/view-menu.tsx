import type { View } from "@redflag/contract/http/routes/views";
import { Ellipsis } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import { useQueueSearch } from "./use-queue-search.ts";
import type { AskedOfView } from "./view-dialog.tsx";
import { useViewChange } from "./views.ts";

/** What can be done with a saved view. */
export function ViewMenu({ view, onAsk }: { view: View; onAsk: (asked: AskedOfView) => void }) {
  const t = useText();
  const { search } = useQueueSearch();
  const change = useViewChange();
  return (
    <MenuTrigger>
      <Button kind="quiet" aria-label={t("queue.view.menu", { name: view.name })}>
        <Ellipsis size={14} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuItem className="menu-item" onAction={() => onAsk({ of: "rename", view })}>
            {t("queue.view.rename")}
          </MenuItem>
          <MenuItem
            className="menu-item"
            onAction={() => change.mutate({ change: "update", view, shared: !view.shared })}
          >
            {t(view.shared ? "queue.view.unshare" : "queue.view.share")}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => change.mutate({ change: "update", view, search })}>
            {t("queue.view.update")}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => onAsk({ of: "delete", view })}>
            {t("queue.view.delete")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
