// Routes for who must sign in in two steps.
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import type { Actor } from './actor.js';
import { SignInRules, SignInRulesChange } from './sign-in-rules.dto.js';
import { SignInRulesService } from './sign-in-rules.service.js';

@ApiTags('system')
@Controller('sign-in-rules')
@RequireRole('admin')
export class SignInRulesController {
  constructor(private readonly rules: SignInRulesService) {}

  /** Who must sign in in two steps. */
  @Get()
  @WithETag()
  @RequireScope('people:read')
  getSignInRules(@CurrentActor() actor: Actor): Promise<SignInRules> {
    return this.rules.read(actor);
  }

  /**
   * Requires two-step sign-in of all staff, or no longer. Who has none sets it up at the next request and can do nothing else
   * before; API tokens go on as they are. Refused until whoever asks signs in in two steps.
   */
  @Put()
  @WithETag()
  @RequireScope('people:write')
  changeSignInRules(
    @CurrentActor() actor: Actor,
    @IfMatch() seen: SeenRevisions,
    @Body() { staffTwoStep }: SignInRulesChange,
  ): Promise<SignInRules> {
    return this.rules.change(actor, { staffTwoStep, seen });
  }
}
