// The swap race against the addon, under the identity that each of its work items takes on.
import { describeRace } from './describe-race.js';

describeRace('native');
