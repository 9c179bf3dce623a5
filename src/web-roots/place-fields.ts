// How a web root's place is written in a request, for every dto that has one. What may be written is place.ts.
import { Rule, Whole } from '../http/validation.js';
import { whyPathRefused } from './place.js';

/** The folder on the server, absolute. */
export const WebRootPath = (): PropertyDecorator => Rule('path', whyPathRefused);

/** A system user or group: at least 1, since 0 is root, and at most what 32 bits hold without the value for nobody. */
export const SystemId = (): PropertyDecorator => Whole(1, 4_294_967_294);
