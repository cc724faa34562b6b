import type { Row } from "@tanstack/react-table";
import { FlexRender } from "@tanstack/react-table";
import { type MouseEvent, memo, useContext } from "react";
import type { ColumnId, FEATURES } from "./alert-columns.tsx";
import styles from "./alert-table.module.css";
import { isStillWanted } from "./in-view.ts";
import type { QueueSearch } from "./queue-search.ts";
import { RowSceneContext } from "./row-scene.ts";
import type { TableRow } from "./table-rows.ts";
import type { Selection } from "./use-selection.ts";

interface Props {
  line: Row<typeof FEATURES, TableRow>;
  index: number;
  start: number;
  size: number;
  isCursor: boolean;
  isSelected: boolean;
  isChanged: boolean;
  isBeside: boolean;
  search: QueueSearch;
  selection: Selection;
  onMove: (index: number) => void;
  onUnfold: (id: string) => void;
  onFold: (id: string) => void;
  onOpen: (id: string) => void;
  onAddress: (subject: string) => void;
}

/** The table makes its lines anew as it is scrolled: a row is the same as long as what it shows is. */
function isSame({ line: before, ...old }: Props, { line: after, ...given }: Props): boolean {
  if (before.original !== after.original) return false;
  return Object.entries(given).every(([name, value]) => value === old[name as keyof typeof old]);
}

export const AlertTableRow = memo(function AlertTableRow(props: Props) {
  const { line, index, start, size, isCursor, isSelected, isChanged, isBeside, search, selection, onMove } = props;
  const { callerId } = useContext(RowSceneContext);
  const { alert, level, folded, isUnfolded } = line.original;
  const click = (event: MouseEvent<HTMLElement>) => {
    const part = event.target as Element;
    if (part.closest("[data-part=select]") !== null) {
      if (event.shiftKey) selection.extendTo(index);
      else selection.toggle(index);
      onMove(index);
    } else if (part.closest("[data-part=fold]") !== null) {
      onMove(index);
      if (isUnfolded) props.onFold(alert.id);
      else props.onUnfold(alert.id);
    } else if (part.closest("[data-part=subject]") !== null) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      props.onAddress(alert.subject);
    } else {
      onMove(index);
      props.onOpen(alert.id);
    }
  };
  return (
    <tr
      className={styles.row}
      style={{ height: size, transform: `translateY(${start}px)` }}
      data-index={index}
      data-beside={isBeside}
      data-changed={isChanged}
      data-level={level}
      data-unwanted={!isStillWanted(search, alert, callerId)}
      tabIndex={isCursor ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={level}
      aria-selected={isSelected}
      aria-expanded={folded > 0 ? isUnfolded : undefined}
      onClick={click}
    >
      {line.getAllCells().map((cell, i) => (
        <td key={cell.id} aria-colindex={i + 1} className={styles[cell.column.id as ColumnId]}>
          {cell.column.id === "select" ? (
            <input type="checkbox" tabIndex={-1} data-part="select" checked={isSelected} readOnly aria-hidden="true" />
          ) : (
            <FlexRender cell={cell} />
          )}
        </td>
      ))}
    </tr>
  );
}, isSame);
