import { createContext } from "react";

/** One clock for all rows. */
export const NowContext = createContext(new Date(0));
