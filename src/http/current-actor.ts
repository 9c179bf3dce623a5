// Who sent this request, for controllers.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../auth/actor.js';

/** The actor that the authentication guard found. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
  if (actor === undefined) throw new Error('This route is public and has no actor.');
  return actor;
});
