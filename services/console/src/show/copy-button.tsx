import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "../words/words.tsx";
import { Button } from "./button.tsx";

const SHOWN_MS = 1_500;

/** Copies `text` as it is, and says so. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      kind="quiet"
      aria-label={copied ? t("show.copied") : t("show.copy", { what })}
      onPress={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    </Button>
  );
}
