// Nest's own messages, in our log.
import type { LoggerService } from '@nestjs/common';
import { log } from '../log.js';

/** Warnings and errors of the framework; its chatter about routes goes to `debug`. */
export class NestLogger implements LoggerService {
  log(message: unknown, context?: unknown): void {
    log.debug({ context, message }, 'nest.log');
  }

  warn(message: unknown, context?: unknown): void {
    log.warn({ context, message }, 'nest.warn');
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    log.error({ context, stack, message }, 'nest.error');
  }
}
