// Quotas of one account in memory, for the engine's tests: what the product asks of its database, without one.
import type { QuotaMeter, Quotas, Reservation, Stored } from '../../src/ftp/quota.js';
import { FtpError, reply } from '../../src/ftp/replies.js';

/** One limit of bytes; `usedBytes` is what tests look at. */
export class MemoryQuotas implements Quotas {
  usedBytes = 0;
  reservedBytes = 0;

  constructor(readonly limitBytes: number) {}

  open(): Promise<QuotaMeter> {
    return Promise.resolve({
      reserve: (changes) => this.#reserve(changes.reduce((sum, { bytes }) => sum + Math.max(bytes, 0), 0)),
      sameForBoth: () => true,
      standing: () =>
        Promise.resolve({
          used: { bytes: this.usedBytes, files: 0 },
          limitBytes: this.limitBytes,
          limitFiles: undefined,
          leftBytes: Math.max(this.limitBytes - this.usedBytes, 0),
        }),
    });
  }

  async #reserve(firstBytes: number): Promise<Reservation> {
    let takenBytes = 0;
    const take = (bytes: number) => {
      if (this.usedBytes + this.reservedBytes + bytes > this.limitBytes) throw new FtpError(reply(552, 'Quota: full.'));
      this.reservedBytes += bytes;
      takenBytes += bytes;
    };
    const release = () => {
      this.reservedBytes -= takenBytes;
      takenBytes = 0;
    };
    if (firstBytes > 0) take(firstBytes);
    return {
      grow: async ({ bytes }) => take(bytes),
      settle: async (work: () => Promise<Stored>) => {
        const begunAt = new Date();
        const stored = await work();
        release();
        for (const { bytes } of stored.changes) this.usedBytes += bytes;
        return { ...stored, begunAt, endedAt: new Date() };
      },
      release,
    };
  }
}
