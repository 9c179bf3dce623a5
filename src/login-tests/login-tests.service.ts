// Tests the login of an FTP account: where to connect to is the account's own server out of the database, never the
// request's word. The password is passed on and forgotten.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { explain, verbRulesOf } from '../ftp/mode-rules.js';
import { allowedVerbs } from '../ftp/policy.js';
import { Problem } from '../http/problems.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import { type LoginTestTarget, type Tell, testLogin } from './login-test.js';
import { TestThrottle } from './test-throttle.js';

interface ServerFacts {
  readonly host: string;
  readonly port: number;
  readonly login: string;
  readonly fingerprint: string | null;
  readonly tls: string;
  readonly firstPort: number;
  readonly lastPort: number;
  readonly connectTimeoutMs: number;
  readonly publicAddresses: readonly string[];
}

/** A test that may begin. */
export interface LoginTestRun {
  /** Tells each step as it happens. */
  run(tell: Tell): Promise<void>;
}

@Injectable()
export class LoginTestsService {
  readonly #throttle = new TestThrottle();

  constructor(
    private readonly database: DataSource,
    private readonly layers: ModeLayersService,
  ) {}

  /** Throws Problem `not-found`, and `too-many-tries` where this account was tested too often. */
  async begin(actor: Actor, accountId: string, password: string): Promise<LoginTestRun> {
    const target = await this.#target(actor, accountId);
    const turn = this.#throttle.begin(accountId);
    if (turn !== 'begun') {
      const detail = `This login was tested often just now. Wait ${turn} s, then test it again.`;
      throw new Problem('too-many-tries', { detail, retryAfterSeconds: turn });
    }
    const end = () => this.#throttle.end(accountId);
    return { run: (tell) => testLogin(target, password, tell).finally(end) };
  }

  async #target(actor: Actor, accountId: string): Promise<LoginTestTarget> {
    const { rules, server } = await this.layers.ofAccount(actor, accountId);
    const facts = await this.#facts(actor, accountId);
    const { host, port, login, fingerprint, tls, connectTimeoutMs, firstPort, lastPort } = facts;
    return {
      host,
      port,
      login,
      encrypts: tls !== 'off' && fingerprint !== null,
      fingerprints: fingerprint === null ? [] : [fingerprint],
      listing: { passive: { firstPort, lastPort }, connectTimeoutMs, ownAddresses: facts.publicAddresses },
      verbsAt: (address) => allowedVerbs(verbRulesOf(explain(server, rules, address))),
    };
  }

  async #facts(actor: Actor, accountId: string): Promise<ServerFacts> {
    const found = this.database
      .createQueryBuilder()
      .select('s.host', 'host')
      .addSelect('s.ftp_port', 'port')
      .addSelect('a.login', 'login')
      .addSelect('s.certificate_fingerprint', 'fingerprint')
      .addSelect('p.tls', 'tls')
      .addSelect('p.passive_first_port', 'firstPort')
      .addSelect('p.passive_last_port', 'lastPort')
      .addSelect('p.active_connect_timeout_ms', 'connectTimeoutMs')
      .addSelect('array_remove(array[host(p.public_ipv4), host(p.public_ipv6)], null)', 'publicAddresses')
      .from('ftp_accounts', 'a')
      .innerJoin('web_roots', 'w', 'w.id = a.web_root_id')
      .innerJoin('servers', 's', 's.id = w.server_id')
      .innerJoin('server_policies', 'p', 'p.server_id = s.id')
      .where('a.id = :accountId', { accountId })
      .orderBy('p.version', 'DESC')
      .limit(1);
    const facts = await onlyOwn(found, actor, 'a.customer_id').getRawOne<ServerFacts>();
    if (facts === undefined) throw new Problem('not-found');
    return facts;
  }
}
