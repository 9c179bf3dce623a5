// What may be written about a server that is added before it has ever started.
import { Optional, Rule, Whole } from '../http/validation.js';
import { whyHostRefused } from './host.js';

const namePattern = /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/;

function whyNameRefused(written: unknown): string | undefined {
  if (typeof written === 'string' && namePattern.test(written)) return undefined;
  return 'Use letters, digits, dots and hyphens, at most 100; it is the SERVER_NAME of that machine.';
}

/** A server that will start under this name. */
export class NewServer {
  @Rule('name', whyNameRefused)
  name: string;

  /** The name or address that customers are told to connect to. */
  @Rule('host', whyHostRefused)
  host: string;

  @Whole(1, 65_535)
  ftpPort: number;

  @Optional()
  @Whole(1, 65_535)
  ftpsPort?: number;
}
