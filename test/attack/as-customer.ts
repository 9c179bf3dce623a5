// Makes the process of a test file the customer from here on, where it runs as root. Import it first: what this process
// may do about identities is found once.
import { isRoot, testIdentity } from '../support/home.js';

if (isRoot) {
  const { uid, gid } = testIdentity();
  process.setgroups?.([]);
  process.setegid?.(gid);
  process.seteuid?.(uid);
}
