// The settings, for services that need one.
import type { Config } from '../config.js';

/** The injection token of the Config. */
export const SETTINGS = Symbol('settings');

export type Settings = Pick<Config, 'databaseUrl' | 'http' | 'minSystemUid' | 'sessionSecret'>;
