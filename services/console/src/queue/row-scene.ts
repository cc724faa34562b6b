import { createContext } from "react";

/** What all rows are shown by: asked once for the table, not once for each row that is scrolled by. */
export interface RowScene {
  now: Date;
  callerId: string;
  chainTitle: (caip2: string) => string;
}

export const RowSceneContext = createContext<RowScene>({
  now: new Date(0),
  callerId: "",
  chainTitle: (chain) => chain,
});
