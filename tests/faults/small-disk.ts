import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, open, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run-command.ts";

/** Room for a new cluster and what a minute of the load writes. */
const SIZE_MB = 400;
const BALLAST = "ballast";
const PIECE = Buffer.alloc(1 << 20);

/** A file system of its own in memory, so small that it can be filled. Only root may make one. */
export class SmallDisk {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static canMount(): boolean {
    return process.getuid?.() === 0 && spawnSync("mount", ["--version"]).status === 0;
  }

  static async mount(): Promise<SmallDisk> {
    const directory = await mkdtemp(join(tmpdir(), "redflag-faults-disk-"));
    try {
      run("mount", "-t", "tmpfs", "-o", `size=${SIZE_MB}m,mode=755`, "redflag-faults", directory);
    } catch (error) {
      rmSync(directory, { recursive: true });
      throw error;
    }
    return new SmallDisk(directory);
  }

  /** Takes all the room that is left, to the last byte. */
  async fill(): Promise<void> {
    const file = await open(join(this.directory, BALLAST), "a");
    try {
      for (let size = PIECE.length; size >= 1; size = Math.floor(size / 2))
        await fillWith(file, PIECE.subarray(0, size));
    } finally {
      await file.close();
    }
  }

  /** Gives the room back. */
  async clear(): Promise<void> {
    await rm(join(this.directory, BALLAST), { force: true });
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize;
  }

  async unmount(): Promise<void> {
    run("umount", this.directory);
    await rm(this.directory, { recursive: true });
  }
}

async function fillWith(file: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<void> {
  for (;;) {
    try {
      const { bytesWritten } = await file.write(piece);
      if (bytesWritten < piece.length) return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOSPC") return;
      throw error;
    }
  }
}
