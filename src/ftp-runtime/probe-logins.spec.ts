import { expect, test } from 'vitest';
import type { Account, DataConnectionFacts, SessionFacts, SessionObserver, TransferFacts } from '../ftp/index.js';
import { withoutProbes } from './probe-logins.js';

function listening(): { heard: string[]; observer: SessionObserver } {
  const heard: string[] = [];
  const hear = (what: string) => (session: SessionFacts) => void heard.push(`${what} ${session.id}`);
  const observer: SessionObserver = {
    opened: hear('opened'),
    loginTried: hear('login'),
    transferEnded: hear('transfer'),
    treeChanged: hear('change'),
    dataConnectionEnded: hear('connection'),
    closed: hear('closed'),
    noted: () => undefined,
  };
  return { heard, observer: withoutProbes(observer) };
}

test.each([
  ['a probe', '00000000-0000-0000-0000-000000000000', ['opened x', 'closed x']],
  [
    'an FTP account',
    '6f1f6c1e-4c3b-4f7a-9d0e-111111111111',
    ['opened x', 'login x', 'connection x', 'transfer x', 'closed x'],
  ],
])('of a session of %s is told what concerns its owner', (_who, id, told) => {
  const { heard, observer } = listening();
  const session = { id: 'x' } as SessionFacts;
  const account = { id } as Account;
  observer.opened(session);
  observer.loginTried(
    session,
    { id: 'a', at: new Date(), name: 'n', accountId: undefined, outcome: 'accepted' },
    account,
  );
  observer.dataConnectionEnded(session, account, {} as DataConnectionFacts);
  observer.transferEnded(session, account, {} as TransferFacts);
  observer.closed(session, 'quit');
  expect(heard).toEqual(told);
});
