import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { Text } from "../words/words.tsx";

/** What a chart shows as a table: for whoever does not see it, and to copy from. Its rows are made when it is opened. */
export function Figures({ children }: { children: () => ReactNode }) {
  const [isExpanded, setExpanded] = useState(false);
  return (
    <Disclosure isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <Heading level={3}>
        <Button slot="trigger" className="button quiet">
          <Text id={isExpanded ? "chart.figures.hide" : "chart.figures"} />
        </Button>
      </Heading>
      <DisclosurePanel>{isExpanded && children()}</DisclosurePanel>
    </Disclosure>
  );
}
