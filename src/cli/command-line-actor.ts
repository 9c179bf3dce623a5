// Who acts on the command line: the system's user, with an admin's rights. Whoever may read the database's password may
// do all of it anyway; the audit log says that it came this way.
import { userInfo } from 'node:os';
import { type Actor, noPanelUser } from '../auth/actor.js';

/** An admin who is no panel user and comes from no address. */
export function commandLineActor(): Actor {
  const name = `portside command (${systemUser()})`;
  return { id: noPanelUser, email: name, displayName: name, role: 'admin', customer: null, clientAddress: null };
}

/** In a container the number of the user may have no name. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
