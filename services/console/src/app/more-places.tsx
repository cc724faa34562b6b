import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import type { Place } from "./places.ts";

interface Props {
  places: readonly Place[];
  /** Where one is, which may be in the line. */
  here: Place | undefined;
}

/** The places that do not fit in the line. */
export function MorePlaces({ places, here }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const isHere = here !== undefined && places.includes(here);
  return (
    <MenuTrigger>
      <Button kind="quiet" aria-current={isHere ? "true" : undefined}>
        {t("shell.places.more")}
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu className="menu" aria-label={t("shell.places.more")} onAction={(to) => void navigate({ to: String(to) })}>
          {places.map(({ to, name, Icon }) => (
            <MenuItem key={to} id={to} className="menu-item" textValue={t(name)}>
              <Icon size={15} aria-hidden />
              {t(name)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
