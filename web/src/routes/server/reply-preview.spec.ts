import { describe, expect, it } from 'vitest';
import type { VerbRules } from '../../api/types.js';
import { presets } from '../../parts/modes/verbs.js';
import { replyPreview, toldAddress } from './reply-preview.js';

describe('the address that clients are told', () => {
  const looked = { family: 'ipv4', host: 'ftp.example.com', address: '203.0.113.10' } as const;
  const inside = { interface: 'eth0', family: 'ipv4', address: '10.0.0.5' } as const;
  const six = { interface: 'eth0', family: 'ipv6', address: 'fd00::5' } as const;
  const told = (written: string, situation: 'direct' | 'behind-nat' = 'behind-nat') =>
    toldAddress({ written, found: [looked], addressing: { situation, interfaces: [six, inside] } });

  it('is what the policy names, also behind NAT', () => {
    expect(told('192.0.2.7')).toBe('192.0.2.7');
    expect(told('FTP.example.com')).toBe('203.0.113.10');
  });

  it('is behind NAT the one of the machine where the policy names none, or a name that leads nowhere yet', () => {
    expect(told('')).toBe('10.0.0.5');
    expect(told('other.example.com')).toBe('10.0.0.5');
  });

  it('is open where each client dials the machine itself, and while nothing is known of it', () => {
    expect(told('', 'direct')).toBeUndefined();
    expect(toldAddress({ written: '', found: [], addressing: undefined })).toBeUndefined();
  });
});

describe('the reply preview', () => {
  it('writes the 227 with address and port as RFC 959 does', () => {
    const [pasv, epsv] = replyPreview({
      verbs: presets['active-and-passive'],
      firstPort: 30_000,
      address: '203.0.113.10',
    });
    expect(pasv?.reply).toBe('227 Entering Passive Mode (203,0,113,10,117,48).');
    expect(epsv?.reply).toBe('229 Entering Extended Passive Mode (|||30000|)');
  });

  it('leaves the address open where it is the one the client dialled', () => {
    const [pasv] = replyPreview({ verbs: presets['passive-only'], firstPort: 1024, address: undefined });
    expect(pasv?.reply).toBe('227 Entering Passive Mode (h1,h2,h3,h4,4,0).');
  });

  const refusals = (verbs: VerbRules) =>
    replyPreview({ verbs, firstPort: 30_000, address: undefined })
      .filter(({ refused }) => refused)
      .map(({ verb, reply }) => `${verb}: ${reply}`);

  // The same words as on the wire, where test/e2e/main-job.test.ts reads them.
  it('says what a refused mode answers', () => {
    const passiveOff = '502 Passive mode is switched off on this server; use active mode (EPRT or PORT).';
    const activeOff = '502 Active mode is switched off on this server; use passive mode (EPSV or PASV).';
    expect(refusals(presets['passive-only'])).toEqual([`PORT: ${activeOff}`, `EPRT: ${activeOff}`]);
    expect(refusals(presets['active-only'])).toEqual([`PASV: ${passiveOff}`, `EPSV: ${passiveOff}`]);
  });

  // The same words as src/ftp/mode-rules.ts says.
  it('says what a single refused verb answers', () => {
    expect(refusals({ ...presets['active-and-passive'], PASV: 'deny' })).toEqual([
      'PASV: 502 PASV is switched off on this server; use EPSV.',
    ]);
  });
});
