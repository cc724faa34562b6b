import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CopyButton } from "../show/copy-button.tsx";
import { Panel } from "../show/panel.tsx";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { Scroll } from "../show/scroll.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./webhooks.module.css";

/** By what they need: Node, Python, Go, a shell. */
const SAMPLES = ["receiver.ts", "receiver.py", "receiver.go", "send-signed.sh"] as const;
type Sample = (typeof SAMPLES)[number];
const NAMES = {
  "receiver.ts": "webhook.sample.node",
  "receiver.py": "webhook.sample.python",
  "receiver.go": "webhook.sample.go",
  "send-signed.sh": "webhook.sample.curl",
} as const;

/** Receivers that verify what comes, and a signed sample to try one with: the files that the suite runs, loaded when asked for. */
export function ReceiverSamples() {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title={t("webhook.samples")}>
      <p className="muted">{t("webhook.samples.hint")}</p>
      <details onToggle={({ currentTarget: { open } }) => setOpen(open)}>
        <summary>{t("webhook.samples.show")}</summary>
        {isOpen && <Samples />}
      </details>
    </Panel>
  );
}

function Samples() {
  const t = useText();
  const [sample, setSample] = useState<Sample>("receiver.ts");
  const { data, error, refetch } = useQuery({
    queryKey: ["receiver-samples"],
    queryFn: async () => (await import("virtual:receiver-samples")).default,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={8} />;
  const code = data[sample];
  return (
    <div className={styles.stack}>
      <RadioChoices
        aria-label={t("webhook.samples")}
        value={sample}
        onChange={(value) => setSample(SAMPLES.find((one) => one === value) ?? sample)}
      >
        {SAMPLES.map((one) => (
          <RadioChoice key={one} value={one}>
            {t(NAMES[one])}
          </RadioChoice>
        ))}
      </RadioChoices>
      <div className={styles.code}>
        <span className="mono ltr muted">{sample}</span>
        <CopyButton text={code} what={sample} />
      </div>
      <Scroll name={sample}>
        <pre className="mono ltr">{code}</pre>
      </Scroll>
    </div>
  );
}
