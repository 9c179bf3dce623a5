// Which routes stay open to who must sign in in two steps and does not yet: as many as it takes to set it up.
import { type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

const key = 'portside:before-two-step';

/** Who must set up two-step sign-in first may use this route. */
export const BeforeTwoStep = () => SetMetadata(key, true);

/** Whether the route is one of them. */
export function isBeforeTwoStep(reflector: Reflector, context: ExecutionContext): boolean {
  return reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true;
}
