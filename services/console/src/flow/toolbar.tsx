import {
  Download,
  Expand,
  type LucideIcon,
  Network,
  Scan,
  Shrink,
  Table2,
  Undo2,
  WandSparkles,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import type { RefObject } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Toolbar } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { Hint } from "../show/hint.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import type { Drawing } from "./drawing.ts";
import { FiltersButton } from "./filters-button.tsx";
import { useFlowView } from "./flow-view.ts";
import styles from "./toolbar.module.css";
import { useExports } from "./use-exports.ts";

export interface ToolbarProps {
  drawingRef: RefObject<Drawing | undefined>;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  isWhole: boolean;
  /** Where the focus goes when the panel comes back from the whole screen. */
  isBack: boolean;
  onWhole: (isWhole: boolean) => void;
  onTidy: () => void;
}

export function FlowToolbar({ drawingRef, isTable, onTable, isWhole, isBack, onWhole, onTidy }: ToolbarProps) {
  const t = useText();
  const { expanded, takeBack } = useFlowView();
  const { saveImage, saveTable } = useExports(drawingRef);
  return (
    <Toolbar aria-label={t("flow.tools")} className={styles.tools}>
      {expanded.length > 0 && <Tool name="flow.undo" Icon={Undo2} onPress={() => takeBack()} />}
      <FiltersButton />
      {!isTable && (
        <>
          <Tool name="flow.zoomOut" Icon={ZoomOut} onPress={() => drawingRef.current?.zoomOut()} />
          <Tool name="flow.zoomIn" Icon={ZoomIn} onPress={() => drawingRef.current?.zoomIn()} />
          <Tool name="flow.fit" Icon={Scan} onPress={() => drawingRef.current?.fit()} />
          <Tool name="flow.tidy" Icon={WandSparkles} onPress={onTidy} />
        </>
      )}
      <Tool
        name={isTable ? "flow.asDrawing" : "flow.asTable"}
        Icon={isTable ? Network : Table2}
        onPress={() => onTable(!isTable)}
      />
      <MenuTrigger>
        <Button kind="quiet" aria-label={t("flow.export")}>
          <Download size={15} aria-hidden />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={t("flow.export")}>
            <MenuItem className="menu-item" isDisabled={isTable} onAction={() => void saveImage()}>
              {t("flow.export.image")}
            </MenuItem>
            <MenuItem className="menu-item" onAction={saveTable}>
              {t("flow.export.table")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Tool
        name={isWhole ? "flow.shrink" : "flow.whole"}
        Icon={isWhole ? Shrink : Expand}
        onPress={() => onWhole(!isWhole)}
        autoFocus={isWhole || isBack}
      />
    </Toolbar>
  );
}

interface ToolProps {
  name: MessageId;
  Icon: LucideIcon;
  onPress: () => void;
  autoFocus?: boolean;
}

function Tool({ name, Icon, onPress, autoFocus = false }: ToolProps) {
  const text = useText()(name);
  return (
    <Hint text={text}>
      <Button kind="quiet" aria-label={text} onPress={onPress} autoFocus={autoFocus}>
        <Icon size={15} aria-hidden />
      </Button>
    </Hint>
  );
}
