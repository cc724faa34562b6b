import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { ParameterList } from "./changed-parameters.tsx";
import styles from "./heuristics.module.css";

type Setting = RuleDetail["settings"][number];

/** Who set what and why, the newest first. */
export function SettingsHistory({ rule: { settings } }: { rule: RuleDetail }) {
  const t = useText();
  const title = t("heuristic.settings");
  if (settings.length === 0) return <EmptyPanel title={title}>{t("heuristic.settings.none")}</EmptyPanel>;
  return (
    <Panel title={title} flush>
      <ol className={styles.stream}>
        {settings.map((setting) => (
          <li key={setting.setting}>
            <p className={styles.by}>
              <bdi>{setting.by.name}</bdi>
              <Time at={setting.at} />
              <span className="muted">{t("heuristic.setting.number", { number: setting.setting })}</span>
            </p>
            <p>
              <What setting={setting} />
            </p>
            <p className={styles.reason}>
              <bdi>{setting.reason}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function What({ setting: { enforced, changed, shadow } }: { setting: Setting }) {
  return (
    <>
      <Text
        id={enforced ? "heuristic.setting.enforced" : "heuristic.setting.off"}
        values={{ parameters: <Named parameters={changed} /> }}
      />
      {shadow !== undefined && (
        <>
          {" · "}
          <Text id="heuristic.setting.shadow" values={{ parameters: <Named parameters={shadow} /> }} />
        </>
      )}
    </>
  );
}

function Named({ parameters }: { parameters: Setting["changed"] }) {
  const t = useText();
  if (Object.keys(parameters).length === 0) return <>{t("heuristic.changed.none")}</>;
  return <ParameterList parameters={parameters} />;
}
