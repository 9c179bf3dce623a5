// The swap race against the walk. As root it runs as the customer throughout: to change identity for each system call
// means to stop every thread of the process, and takes longer than the call.
import './as-customer.js';
import { describeRace } from './describe-race.js';

describeRace('walk');
