import { useNavigate } from "@tanstack/react-router";
import { CircleUser } from "lucide-react";
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";
import { useIntl } from "react-intl";
import { signOut, useCaller } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import styles from "./person-menu.module.css";
import {
  changePreferences,
  DENSITIES,
  type Density,
  LOCALES,
  type Locale,
  SINGLE_KEYS,
  type SingleKeys,
  THEMES,
  type Theme,
  usePreferences,
} from "./preferences.ts";

/** Languages are named by themselves: whoever cannot read the other finds the own one. */
const LANGUAGES: Readonly<Record<Locale, string>> = { en: "English", ar: "العربية" };

export function PersonMenu() {
  const t = useText();
  const navigate = useNavigate();
  const { timeZone } = useIntl();
  const { name, roles } = useCaller();
  const { theme, locale, density, singleKeys } = usePreferences();
  return (
    <MenuTrigger>
      <Button kind="quiet" aria-label={t("shell.person", { name })}>
        <CircleUser size={16} aria-hidden />
        <span className={styles.name}>{name}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <p className={styles.who}>
          {roles.map((role) => t(`shell.role.${role}`)).join(", ")}
          <br />
          {t("shell.timeZone", { zone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })}
        </p>
        <Menu className="menu" aria-label={t("shell.person", { name })}>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => changePreferences({ theme: first<Theme>(keys) })}
          >
            <Header className={styles.header}>{t("shell.theme")}</Header>
            {THEMES.map((one) => (
              <MenuItem key={one} id={one} className={`menu-item ${styles.choice}`}>
                {t(`shell.theme.${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[locale]}
            onSelectionChange={(keys) => changePreferences({ locale: first<Locale>(keys) })}
          >
            <Header className={styles.header}>{t("shell.language")}</Header>
            {LOCALES.map((one) => (
              <MenuItem key={one} id={one} className={`menu-item ${styles.choice}`}>
                <span lang={one}>{LANGUAGES[one]}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[density]}
            onSelectionChange={(keys) => changePreferences({ density: first<Density>(keys) })}
          >
            <Header className={styles.header}>{t("shell.density")}</Header>
            {DENSITIES.map((one) => (
              <MenuItem key={one} id={one} className={`menu-item ${styles.choice}`}>
                {t(`shell.density.${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[singleKeys]}
            onSelectionChange={(keys) => changePreferences({ singleKeys: first<SingleKeys>(keys) })}
          >
            <Header className={styles.header}>{t("shell.singleKeys")}</Header>
            {SINGLE_KEYS.map((one) => (
              <MenuItem key={one} id={one} className={`menu-item ${styles.choice}`}>
                {t(`shell.singleKeys.${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className={styles.line} />
          <MenuItem className="menu-item" onAction={() => void navigate({ to: "/account" })}>
            {t("shell.account")}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => void signOut()}>
            {t("shell.signOut")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function first<T extends string>(keys: "all" | Iterable<string | number>): T | undefined {
  return keys === "all" ? undefined : ([...keys][0] as T | undefined);
}
