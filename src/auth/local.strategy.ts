// passport-local: an e-mail address and a password, checked in the same time whether or not the address is known.
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { Problem } from '../http/problems.js';
import { verifyPassword } from './password.js';
import { type KnownUser, PanelUsersService } from './panel-users.service.js';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly users: PanelUsersService) {
    super({ usernameField: 'email', passwordField: 'password' });
  }

  /** Throws Problem `wrong-e-mail-or-password`, never saying which of the two. */
  async validate(email: string, password: string): Promise<KnownUser> {
    const found = await this.users.findForSignIn(email);
    const right = await verifyPassword(password, found?.passwordHash);
    if (found === undefined || !right) throw new Problem('wrong-e-mail-or-password');
    return found.user;
  }
}
