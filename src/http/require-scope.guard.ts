// Which scope an API token needs for a route, stated beside its role. Every route says so; one that doesn't keeps the
// panel from starting. Whoever is signed in by a session needs none.
import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type OnModuleInit,
  SetMetadata,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { ActingRequest } from '../auth/authentication.guard.js';
import { covers, type Scope } from '../auth/scopes.js';
import { Problem } from './problems.js';
import { rolesKey } from './require-role.guard.js';
import { routesWithout } from './route-rules.js';

const scopeKey = 'portside:scope';

/** What a route asks of a token: each of these scopes, nothing (`any`), or not to be one (`none`). */
type TokenRule = readonly [Scope, ...Scope[]] | 'any' | 'none';

const rule = (asked: TokenRule) =>
  applyDecorators(
    SetMetadata(scopeKey, asked),
    ApiExtension('x-portside-scope', typeof asked !== 'string' && asked.length === 1 ? asked[0] : asked),
  );

/** A token needs this scope for the route; several where the answer shows what several are about. */
export const RequireScope = (...scopes: readonly [Scope, ...Scope[]]) => rule(scopes);

/** Any token may use this route. */
export const AnyToken = () => rule('any');

/** No token may use this route: it is about signing in, or makes something that would outlive the token. */
export const NoToken = () => rule('none');

/** Runs after the request was authenticated. */
@Injectable()
export class RequireScopeGuard implements CanActivate, OnModuleInit {
  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws where a route names no scope, so that a forgotten decorator cannot open one to every token. */
  onModuleInit(): void {
    const unstated = routesWithout(this.discovery, this.scanner, (...route) => {
      const isPublic = this.reflector.getAllAndOverride(rolesKey, route as never) === 'public';
      return isPublic || this.reflector.getAllAndOverride(scopeKey, route as never) !== undefined;
    });
    if (unstated.length > 0) throw new Error(`These routes name no scope: ${unstated.join(', ')}. Add @RequireScope.`);
  }

  /** Throws Problem `no-token-here` or `scope-missing`. */
  canActivate(context: ExecutionContext): boolean {
    const { token } = context.switchToHttp().getRequest<ActingRequest>();
    if (token === undefined) return true;
    const asked = this.reflector.getAllAndOverride<TokenRule | undefined>(scopeKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (asked === 'any') return true;
    if (asked === undefined || asked === 'none') throw new Problem('no-token-here');
    const missing = asked.find((scope) => !covers(token.scopes, scope));
    if (missing === undefined) return true;
    const detail = `This API token lacks the scope ${missing}. Make one that has it, in your profile.`;
    throw new Problem('scope-missing', { detail, extra: { scope: missing } });
  }
}
