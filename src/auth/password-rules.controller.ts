// Routes for what new passwords must be. What holds now, anybody reads with what else the panel is (branding/).
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import type { Actor } from './actor.js';
import { PasswordRules, PasswordRulesChange } from './password-rules.dto.js';
import { PasswordRulesService } from './password-rules.service.js';

@ApiTags('system')
@Controller('password-rules')
@RequireRole('admin')
export class PasswordRulesController {
  constructor(private readonly rules: PasswordRulesService) {}

  /** What new passwords of FTP accounts and of panel users must be. */
  @Get()
  @WithETag()
  @RequireScope('people:read')
  getPasswordRules(@CurrentActor() actor: Actor): Promise<PasswordRules> {
    return this.rules.read(actor);
  }

  /**
   * Changes what new passwords must be. Passwords in use stay; those that a billing system hands over pass from 10
   * characters and a score of 2 on, however strict this is.
   */
  @Put()
  @WithETag()
  @RequireScope('people:write')
  changePasswordRules(
    @CurrentActor() actor: Actor,
    @IfMatch() seen: SeenRevisions,
    @Body() { leastScore, shortestCharacters }: PasswordRulesChange,
  ): Promise<PasswordRules> {
    return this.rules.change(actor, { leastScore, shortestCharacters, seen });
  }
}
