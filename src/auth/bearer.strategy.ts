// passport-http-bearer: an API token in the Authorization header, looked up by its SHA-256.
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-http-bearer';
import { Problem } from '../http/problems.js';
import type { ActingRequest } from './authentication.guard.js';
import { clientAddressOf } from './client-address.js';
import type { KnownUser } from './panel-users.service.js';
import { TokensService } from './tokens.service.js';

@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(private readonly tokens: TokensService) {
    super({ passReqToCallback: true });
  }

  /** Throws Problem `token-refused`. */
  async validate(request: ActingRequest, token: string): Promise<KnownUser> {
    const found = await this.tokens.find(token, clientAddressOf(request));
    if (found === undefined) throw new Problem('token-refused');
    request.token = { id: found.id, scopes: found.scopes };
    return found.user;
  }
}
