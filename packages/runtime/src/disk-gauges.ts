import { statfs } from "node:fs/promises";
import { Gauge, type Registry } from "prom-client";

/** How full the disk is that the data directory is on; nothing where there is none, as in a container that keeps nothing. */
export function registerDiskGauges(registry: Registry, dataDir: string): void {
  new Gauge({
    name: "redflag_data_disk_bytes",
    help: "The disk of the data directory, where an embedded PostgreSQL and lists being fetched lie: its size, and what is free of it",
    labelNames: ["of"],
    registers: [registry],
    async collect() {
      this.reset();
      const disk = await statfs(dataDir).catch(() => undefined);
      if (disk === undefined) return;
      this.set({ of: "size" }, disk.blocks * disk.bsize);
      this.set({ of: "free" }, disk.bavail * disk.bsize);
    },
  });
}
