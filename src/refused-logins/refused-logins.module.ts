// Why logins with an account were refused.
import { Module } from '@nestjs/common';
import { RefusedLoginsController } from './refused-logins.controller.js';
import { RefusedLoginsService } from './refused-logins.service.js';

@Module({ controllers: [RefusedLoginsController], providers: [RefusedLoginsService] })
export class RefusedLoginsModule {}
