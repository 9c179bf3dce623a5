// Routes for one's own API tokens.
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { RequireRole } from '../http/require-role.guard.js';
import { NoToken } from '../http/require-scope.guard.js';
import type { Actor } from './actor.js';
import { CreatedToken, NewToken, TokenPage } from './tokens.dto.js';
import { TokensService } from './tokens.service.js';

@ApiTags('tokens')
@Controller('tokens')
@RequireRole('admin', 'support', 'customer')
@NoToken()
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  /** One's own API tokens. */
  @Get()
  listTokens(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<TokenPage> {
    return this.tokens.list(actor, page);
  }

  /** Makes an API token, shown in this answer only. */
  @Post()
  createToken(@CurrentActor() actor: Actor, @Body() token: NewToken): Promise<CreatedToken> {
    return this.tokens.create(actor, token);
  }

  /** Deletes an API token; it stops working at once. */
  @Delete(':id')
  @HttpCode(204)
  async deleteToken(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.tokens.delete(actor, id);
  }
}
