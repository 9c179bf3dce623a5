// What the panel is told of an FTP process when it starts. The row is process-row.ts's business.
import { identityMode, jailBackend } from '../ftp/index.js';
import { version } from '../version.js';
import { bindsLowPorts, ephemeralPorts } from './process-rights.js';
import type { ProcessDescription } from './process-row.js';

/** Describes this process as one of that server's. */
export function describeProcess(serverId: string): ProcessDescription {
  return {
    serverId,
    version,
    jailBackend: jailBackend(),
    identity: identityMode(),
    bindsLowPorts: bindsLowPorts(),
    ephemeralPorts: ephemeralPorts(),
  };
}
