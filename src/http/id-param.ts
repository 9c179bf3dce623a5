// The id in a route's address.
import { Param, ParseUUIDPipe } from '@nestjs/common';
import { badField } from './problems.js';

/** A path parameter that must be a UUID; anything else is a 400 that names it. */
export function IdParam(name = 'id'): ParameterDecorator {
  const exceptionFactory = () => badField(name, 'Write an id as the API gave it out (a UUID).');
  return Param(name, new ParseUUIDPipe({ exceptionFactory }));
}
