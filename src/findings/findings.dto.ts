// What the health of the installation looks like on the wire.
import { ApiProperty } from '@nestjs/swagger';
import { type Check, checks } from './findings.js';

/** One thing that was looked at. */
export class HealthFinding {
  @ApiProperty({ enum: checks })
  check: Check;
  /** The server's name; null for what all servers share. */
  server: string | null;
  serverId: string | null;
  fine: boolean;
  sentence: string;
  /** What to do; null where all is well. */
  cure: string | null;
}

/** Everything that was looked at. */
export class HealthFindings {
  /** When. */
  at: string;
  /** Whether all of it is fine. */
  fine: boolean;
  /** The database first, then each server. */
  findings: HealthFinding[];
}
