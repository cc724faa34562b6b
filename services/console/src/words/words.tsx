import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { I18nProvider } from "react-aria-components";
import { IntlProvider, useIntl } from "react-intl";
import { type Locale, usePreferences } from "../app/preferences.ts";
import type { MessageId } from "./en.ts";
import { loadedWords, onWordsLoaded } from "./loaded-words.ts";

/** Arabic with Latin digits: amounts and dates stand beside addresses and hashes, and are compared with documents. */
const TAGS: Readonly<Record<Locale, string>> = { en: "en-GB", ar: "ar-u-nu-latn" };

type Messages = Readonly<Record<string, string>>;

/** Gives everything below the language, its direction, and how it writes numbers and dates. */
export function Words({ children }: { children: ReactNode }) {
  const { locale, timeZone } = usePreferences();
  const messages = useMessages(locale);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = locale === "ar" ? "rtl" : "ltr";
  }, [locale]);
  if (messages === undefined) return null;
  return (
    <IntlProvider locale={TAGS[locale]} messages={messages} {...(timeZone !== undefined && { timeZone })}>
      <I18nProvider locale={TAGS[locale]}>{children}</I18nProvider>
    </IntlProvider>
  );
}

type Values = Readonly<Record<string, string | number | Date>>;

/** A message as text, for names and titles: `t("alert.claim")`. */
export function useText(): (id: MessageId, values?: Values) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}

type Rich = Readonly<Record<string, ReactNode | ((parts: ReactNode[]) => ReactNode)>>;

/** A message with marks in it, as nodes. */
export function Text({ id, values }: { id: MessageId; values?: Rich }) {
  return <>{useIntl().formatMessage({ id }, values)}</>;
}

function useMessages(locale: Locale): Messages | undefined {
  const english = useSyncExternalStore(onWordsLoaded, loadedWords);
  const [arabic, setArabic] = useState<Messages>();
  useEffect(() => {
    if (locale === "ar") void import("./ar.ts").then(({ AR }) => setArabic(AR));
  }, [locale]);
  return locale === "en" ? english : arabic;
}
