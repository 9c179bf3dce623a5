// Who signs in to the panel, for admins.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';

@Module({ imports: [AuditModule, AuthModule], controllers: [PeopleController], providers: [PeopleService] })
export class PeopleModule {}
