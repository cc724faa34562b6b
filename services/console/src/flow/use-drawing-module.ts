import { useEffect, useState } from "react";

type DrawingModule = typeof import("./drawing.ts");

let loaded: DrawingModule | undefined;

/** What draws, loaded when the first graph is asked for: its code comes while the API answers. */
export function useDrawingModule(): DrawingModule | undefined {
  const [module, setModule] = useState(loaded);
  useEffect(() => {
    if (module !== undefined) return;
    void import("./drawing.ts").then((drawing) => {
      loaded = drawing;
      setModule(drawing);
    });
  }, [module]);
  return module;
}
