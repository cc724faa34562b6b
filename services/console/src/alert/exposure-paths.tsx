import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { AddressLink } from "../show/address.tsx";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { Worth } from "../show/worth.tsx";
import { Text } from "../words/words.tsx";
import styles from "./exposure-paths.module.css";

type Paths = NonNullable<AlertDetail["exposurePaths"]>;

/** By which payments money of listed addresses came to the subject, as the lane remembers it now. */
export function ExposurePaths({ paths, alert }: { paths: Paths; alert: AlertDetail }) {
  const { chain, subject } = alert;
  const exposures = paths.purses.flatMap(({ peg, exposures: held }) => held.map((exposure) => ({ peg, exposure })));
  return (
    <Panel title={<Text id="alert.exposures" values={{ block: paths.asOfBlock }} />}>
      <ul className={styles.exposures}>
        {exposures.map(({ peg, exposure: { origin, entry, amount, hops, since, path } }) => (
          <li key={`${peg}/${origin}/${entry.entryId}`}>
            <p>
              <Text
                id="alert.exposure.held"
                values={{
                  amount: <Worth amount={amount} unit={peg} />,
                  origin: <AddressLink caip10={`${chain}:${origin}`} />,
                  list: <bdi>{entry.list}</bdi>,
                  hops,
                  time: <Time at={new Date(since * 1000).toISOString()} />,
                }}
              />
            </p>
            <ol className={`${styles.path} ltr`}>
              {path.map(({ payer, amount: paid, time, blockNumber, logIndex }) => (
                <li key={`${blockNumber}/${logIndex}`}>
                  <AddressLink caip10={`${chain}:${payer}`} />
                  <span className="muted">
                    <Worth amount={paid} unit={peg} />,{" "}
                    <bdi>
                      <Time at={new Date(time * 1000).toISOString()} />
                    </bdi>{" "}
                    <span aria-hidden="true">→</span>
                  </span>
                </li>
              ))}
              <li>
                <AddressLink caip10={subject} />
              </li>
            </ol>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
