// Runs a whole project of tests on the walk, though the native backend may work here too. Elsewhere than on Linux the
// walk does not work, and the best backend stays.
import { preferJailBackend, workingBackends } from '../../src/ftp/jail/backend.js';

if (workingBackends().includes('walk')) preferJailBackend('walk');
