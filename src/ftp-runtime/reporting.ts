// Who in a worker is told of what the engine reports: the recorder writes down everything, those who end sessions must
// know who is here.
import type { SessionObserver } from '../ftp/index.js';
import type { AccountFollower } from './account-follower.js';
import type { BanFollower } from './ban-follower.js';
import type { Note } from './note.js';
import type { ProcessRow } from './process-row.js';
import type { SessionClaims } from './session-claims.js';
import type { SessionRecorder } from './session-recorder.js';

export interface Reporters {
  readonly recorder: SessionRecorder;
  readonly accounts: AccountFollower;
  readonly bans: BanFollower;
  readonly claims: SessionClaims;
  readonly bandwidthUseChanged: NonNullable<SessionObserver['bandwidthUseChanged']>;
  readonly processRow: ProcessRow;
  readonly note: Note;
}

/** One observer that tells them all. */
export function reportTo({
  recorder,
  accounts,
  bans,
  claims,
  bandwidthUseChanged,
  processRow,
  note,
}: Reporters): SessionObserver {
  return {
    opened: (session) => {
      recorder.opened(session);
      accounts.opened(session);
    },
    loginTried: (session, attempt, account) => {
      recorder.loginTried(session, attempt, account);
      if (attempt.outcome === 'accepted' && account !== undefined) {
        accounts.loggedIn(session, account);
        bans.loggedIn(session, account);
      }
      if (attempt.outcome === 'accepted') claims.entered(session.id);
      else claims.givenUp(session.id);
    },
    transferEnded: (session, account, transfer) => recorder.transferEnded(session, account, transfer),
    treeChanged: (session, account, change) => recorder.treeChanged(session, account, change),
    bandwidthUseChanged,
    uploadLeft: (session, account, upload) => recorder.uploadLeft(session, account, upload),
    uploadGone: (session, account, id) => recorder.uploadGone(session, account, id),
    dataConnectionChanged: (session, connection) => recorder.dataConnectionChanged(session, connection),
    dataConnectionEnded: (session, account, ended) => recorder.dataConnectionEnded(session, account, ended),
    closed: (session, end) => {
      recorder.closed(session, end);
      accounts.closed(session);
      claims.givenUp(session.id);
    },
    passivePortsHeld: (refused) => processRow.refused(refused),
    noted: note,
  };
}
