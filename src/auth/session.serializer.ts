// What a session remembers of a panel user: the id. Everything else is read anew for each request.
import { Injectable } from '@nestjs/common';
import { PassportSerializer } from '@nestjs/passport';
import { type KnownUser, PanelUsersService } from './panel-users.service.js';

@Injectable()
export class SessionSerializer extends PassportSerializer {
  constructor(private readonly users: PanelUsersService) {
    super();
  }

  serializeUser(user: KnownUser, done: (error: unknown, id?: string) => void): void {
    done(null, user.id);
  }

  deserializeUser(id: string, done: (error: unknown, user?: KnownUser | false) => void): void {
    this.users.find(id).then((user) => done(null, user ?? false), done);
  }
}
