import { useText } from "../words/words.tsx";
import { messageWord } from "./message-word.ts";

const TYPES = [
  "alertCreated",
  "alertUpdated",
  "alertFinal",
  "alertWithdrawn",
  "watchlistEntryAdded",
  "watchlistEntryRemoved",
  "subscriptionDisabled",
  "endpointTest",
] as const;

/** A type of event in words; more types may come than are known here, and these stand for themselves. */
export function useTypeName(): (type: string) => string {
  const t = useText();
  return (type) => {
    const known = TYPES.find((one) => one === messageWord(type));
    return known === undefined ? type : t(`webhook.type.${known}`);
  };
}
