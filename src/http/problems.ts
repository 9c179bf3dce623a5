// Every problem the panel can answer with (RFC 9457): its code, its status, its sentence; and which database constraint
// means which problem. Read it in one sitting; nothing else invents a code.

/** code -> status and the sentence that is said when the thrower has none of its own. */
export const problems = {
  'bad-input': [400, 'Something in this request cannot be used.'],
  'bad-cursor': [400, 'This cursor does not belong to this list. Read the list from its beginning.'],
  'unreadable-body': [400, 'The body of this request is not JSON. Send valid JSON with Content-Type application/json.'],
  'unreadable-address': [400, 'The address of this request cannot be read. Check its percent-encoding.'],
  'not-signed-in': [401, 'You are not signed in. Sign in and try again.'],
  'wrong-e-mail-or-password': [
    401,
    'This e-mail address and password do not belong together. Check both and try again.',
  ],
  'second-step-needed': [401, 'Your password is right. Now write the six digits that your authenticator app shows.'],
  'second-step-expired': [401, 'Your password was checked too long ago. Begin with it again.'],
  'wrong-code': [401, 'This code is not right, or it was used already. Wait for the next one and type that.'],
  'token-refused': [401, 'This API token is unknown, has expired or was deleted. Make a new one in your profile.'],
  'csrf-token-missing': [403, 'This request lacks its X-Portside-Csrf header. Reload the page and try again.'],
  'no-token-here': [403, 'No API token can do this. Sign in to the panel and do it there.'],
  'scope-missing': [403, 'This API token lacks a scope. Make one that has it, in your profile.'],
  'not-allowed': [403, 'Your role does not allow this. Ask an admin.'],
  'two-step-required': [
    403,
    'Everybody like you signs in to this panel in two steps. Set up two-step sign-in first; until then nothing else works.',
  ],
  'not-in-plan': [403, 'Your plan does not include this. Ask your host.'],
  'not-while-acting': [
    403,
    'You act as this customer. Their password, two-step sign-in, sessions, tokens and e-mail address are not yours to change. Stop acting first.',
  ],
  'link-over': [410, 'This link has been used, was taken back or is too old. Ask whoever sent it for a new one.'],
  'not-found': [404, 'It may have been deleted, or it is not yours to see.'],
  'method-not-allowed': [405, 'This address does not take this method.'],
  'account-limit-reached': [409, 'Your plan has no FTP account left. Delete one or change the plan.'],
  'login-taken': [409, 'This login is taken. Choose another name.'],
  'domain-taken': [409, 'This domain already has a web root. Choose another domain.'],
  'path-taken': [409, 'This folder of this server already is a web root. Choose another folder.'],
  'e-mail-taken': [409, 'A panel user with this e-mail address exists. Choose another address.'],
  'last-admin': [409, 'Nobody else could sign in as an admin then. Add another admin first.'],
  'not-yourself': [409, 'You cannot do this to yourself. Ask another admin.'],
  'plan-name-taken': [409, 'A plan with this name exists. Choose another name.'],
  'external-reference-taken': [409, 'Something with this external reference exists. Choose another reference.'],
  'server-name-taken': [409, 'A server with this name exists. Choose another name.'],
  'server-in-use': [409, 'Web roots lie on this server. Move or delete them first.'],
  'only-certificate': [
    409,
    'This server requires TLS and has no other certificate, so nobody could log in. Upload another in its place, or stop requiring TLS first.',
  ],
  'plan-in-use': [409, 'Customers have this plan. Give them another plan first.'],
  'web-root-in-use': [409, 'FTP accounts lie in this web root. Delete them first.'],
  'customer-in-use': [409, 'This customer has web roots. Delete them first.'],
  'no-panel-user': [409, 'This customer has no panel login that is enabled. Make one first.'],
  'idempotency-key-in-use': [
    409,
    'A request with this Idempotency-Key is being answered at this moment. Repeat it in a second.',
  ],
  'customer-terminating': [409, 'This customer is being terminated. Nothing of theirs can be changed any more.'],
  'files-must-stay': [409, 'These files cannot be deleted. Delete the FTP account and keep them.'],
  'folder-shared': [409, 'Other FTP accounts use this folder. Say that they may lose their files too, or keep them.'],
  'move-clash': [409, 'This site cannot be moved there as things are. Look at the clashes that the preview lists.'],
  'copy-differs': [
    409,
    'The new server does not have the files that the old one has. Copy them and check again, or say that this may be.',
  ],
  'removal-under-way': [409, 'Files of this web root are being removed. Wait until that is done.'],
  'two-step-on': [409, 'Two-step sign-in is on already. Remove it first to set it up anew.'],
  'two-step-off': [409, 'Two-step sign-in is off. Set it up first.'],
  'two-step-own-first': [409, 'Set up two-step sign-in for yourself first, or you would lock yourself out.'],
  'two-step-unreadable': [
    409,
    'The second step of this panel user cannot be read: SESSION_SECRET is another one. Ask an admin to reset it.',
  ],
  'still-referenced': [409, 'Something else still needs this. Remove that first.'],
  'server-refused': [409, 'The server could not do this. Check the web root on the server.'],
  conflict: [409, 'Something else was changed at the same moment. Read it again and repeat your change.'],
  'changed-meanwhile': [
    412,
    'Somebody changed this while you looked at it. Compare it with your change and send that again.',
  ],
  'too-large': [413, 'This request is larger than 100 kB. Send less at once.'],
  'unsupported-media': [415, 'The body of this request has a type that cannot be read. Send application/json.'],
  'idempotency-key-reused': [
    422,
    'This Idempotency-Key belongs to another request of the last 24 hours. Use a new key for a new request.',
  ],
  'too-many-requests': [429, 'Too many requests in a minute. Wait as long as Retry-After says and go on.'],
  'too-many-tries': [429, 'Too many tries to sign in. Wait a minute and try again.'],
  internal: [500, 'Something went wrong on our side. Try again; if it stays, give the log id to your host.'],
  busy: [503, 'Too many passwords are being checked at this moment. Try again in a few seconds.'],
  'database-unavailable': [503, 'The database does not answer. Try again in a moment.'],
  'server-silent': [504, 'The server has not answered for 5 seconds. Check that its FTP processes run.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** One field that was refused, and why. */
export interface FieldProblem {
  readonly field: string;
  readonly detail: string;
}

/** What a problem may carry besides its code. `extra` becomes members of the answer, such as `current`. */
export interface ProblemFacts {
  readonly detail?: string;
  readonly field?: string;
  readonly errors?: readonly FieldProblem[];
  readonly extra?: Readonly<Record<string, unknown>>;
  /** When another try makes sense; becomes the header Retry-After. */
  readonly retryAfterSeconds?: number;
}

/** An expected refusal, answered as application/problem+json. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;

  constructor(
    readonly code: ProblemCode,
    readonly facts: ProblemFacts = {},
  ) {
    const [status, sentence] = problems[code];
    super(facts.detail ?? sentence);
    this.name = 'Problem';
    this.status = status;
    this.detail = facts.detail ?? sentence;
  }
}

/** A 400 that names the field; `detail` is a sentence with the cure. */
export function badField(field: string, detail: string): Problem {
  return new Problem('bad-input', { field, detail, errors: [{ field, detail }] });
}

/** Constraint name -> what its violation means, and the field it is about. */
export const constraintProblems: Readonly<Record<string, readonly [ProblemCode, string?]>> = {
  ftp_accounts_login_key: ['login-taken', 'name'],
  ftp_accounts_web_root_id_fkey: ['web-root-in-use'],
  server_policies_pkey: ['changed-meanwhile'],
  web_roots_domain_key: ['domain-taken', 'domain'],
  web_roots_server_id_path_key: ['path-taken', 'path'],
  panel_users_email_key: ['e-mail-taken', 'email'],
  plans_name_key: ['plan-name-taken', 'name'],
  customers_external_ref_key: ['external-reference-taken', 'externalRef'],
  customers_plan_id_fkey: ['plan-in-use'],
  servers_name_key: ['server-name-taken', 'name'],
  web_roots_server_id_fkey: ['server-in-use'],
  web_roots_external_ref_key: ['external-reference-taken', 'ref'],
  ftp_accounts_external_ref_key: ['external-reference-taken', 'ref'],
};
