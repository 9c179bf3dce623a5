// Words about refused logins. The one table of why a login is refused: `what` and `cure` tell on the page of the FTP
// account what has happened, `why` ends the sentence of a list, and with `cureNow` that of the connection doctor, who watches
// someone try. Where that tells a customer to ask, staff read what they do: `staff`.
import type { RefusedLogin } from '../../api/types.js';

type Sentences = { what: string; cure: string; why: string; cureNow: string; staff?: string };

export const refusals = {
  'previous-password': {
    what: '{{who}} still uses the old password.',
    cure: 'Enter the present password there. It was changed {{changed}}.',
    why: 'it is the previous password.',
    cureNow: 'Enter the present password in the FTP program.',
  },
  'wrong-login-or-password': {
    what: '{{who}} gave a wrong password.',
    cure: 'If it is yours, enter the password again there or set a new one. If not, do nothing: it stays outside.',
    staff: 'Ask the customer whose program it is: they enter the password again there, or set a new one here.',
    why: 'the login or the password is not right.',
    cureNow: 'Check both for blanks and capitals, or set a new password.',
  },
  'near-miss': {
    what: '{{who}} tried “{{tried}}”; the full login is {{login}}.',
    cure: 'Enter the login in full there.',
    why: 'the login is not written in full.',
    cureNow: 'Write the login in full, as the connection card shows it.',
  },
  'other-server': {
    what: '{{who}} tried this login on {{triedServer}}; it lives on {{server}}.',
    cure: 'Enter the host of the connection card there.',
    why: 'this login belongs to another server.',
    cureNow: 'Use the host of the connection card.',
  },
  disabled: {
    what: '{{who}} gave the right password while this FTP account was disabled.',
    cure: 'Enable the FTP account under Danger if it is to be used again.',
    why: 'the FTP account is disabled.',
    cureNow: 'Enable the FTP account.',
  },
  suspended: {
    what: '{{who}} gave the right password while the customer was suspended.',
    cure: 'Ask your host.',
    why: 'the customer is suspended.',
    cureNow: 'Ask your host.',
    staff: 'Lift the suspension of the customer if they may log in again.',
  },
  expired: {
    what: '{{who}} gave the right password, but this FTP account had expired.',
    cure: 'Set a later date under Limits if it is to be used again.',
    why: 'the FTP account has expired.',
    cureNow: 'Set a later date under Limits.',
  },
  moved: {
    what: '{{who}} gave the right password at the old address on {{triedServer}}; the website has moved to {{server}}.',
    cure: 'Enter the host and the port of the connection card there. The login and the password stay.',
    why: 'the website has moved to another server.',
    cureNow: 'Use the host and the port of the connection card.',
  },
  'network-not-allowed': {
    what: '{{who}} gave the right password, but may not log in from that network.',
    cure: 'Add {{address}} to the allowed networks under Limits if you know it.',
    why: 'it comes from a network that is not allowed.',
    cureNow: 'Add the network under Limits, or connect from an allowed one.',
  },
  'session-limit': {
    what: '{{who}} gave the right password while all sessions of this FTP account were in use.',
    cure: 'Let the program use fewer connections at once, or allow more sessions under Limits.',
    why: 'as many sessions are open as are allowed.',
    cureNow: 'Close a session, or raise the limit under Limits.',
  },
  'customer-session-limit': {
    what: '{{who}} gave the right password while all sessions of the plan were in use.',
    cure: 'Let programs use fewer connections at once, or ask for a plan with more sessions.',
    why: 'the plan has no session left.',
    cureNow: 'Close a session of any FTP account of this customer.',
    staff: 'Let programs use fewer connections at once, or put the customer on a plan with more sessions.',
  },
  'tls-required': {
    what: '{{who}} tried to log in without encryption, which the server does not take.',
    cure: 'Choose explicit FTP over TLS as the encryption there.',
    why: 'it is not encrypted.',
    cureNow: 'Choose “explicit FTP over TLS” in the FTP program.',
  },
  'home-unavailable': {
    what: '{{who}} gave the right password, but the folder could not be opened.',
    cure: 'Check the folder under Settings; if it is right, ask your host.',
    why: 'its folder is not there.',
    cureNow: 'Choose a folder that is there, under Settings.',
    staff: 'Check the folder under Settings; if it is right, see why the server cannot open it: its log says so.',
  },
  'home-refused': {
    what: '{{who}} gave the right password, but the folder may not be served over FTP.',
    cure: 'Ask your host.',
    why: 'its folder cannot be used safely.',
    cureNow: 'Choose another folder under Settings.',
    staff: 'Choose another folder under Settings; the server’s log says what is wrong with this one.',
  },
  banned: {
    what: '{{who}} is kept out: the address is banned.',
    cure: 'Lift the ban if you know who that is.',
    why: 'the address or the login is banned.',
    cureNow: 'Lift the ban, or ask your host to.',
    staff: 'Lift the ban if you know who that is.',
  },
  other: {
    what: '{{who}} was refused; the server gives the reason “{{reason}}”.',
    cure: 'Tell your host this reason.',
    why: 'the server gives the reason “{{reason}}”.',
    cureNow: 'Tell your host this reason.',
    staff: 'Look this reason up in the server’s log.',
  },
} as const satisfies Record<RefusedLogin['reason'] | 'other', Sentences>;

export const refusedLogins = {
  refusal: refusals,
  refusedLogins: {
    title: 'Refused logins',
    program: '{{program}} at {{address}}',
    someone: 'Someone at {{address}}',
    times_one: 'Once, {{last}}.',
    times_other: '{{count}} times, last {{last}}; the first on {{first}}.',
    worked: 'A login from there has worked since: {{when}}.',
    lifted: 'That is over: the FTP account is enabled now.',
    all_one: 'Show {{count}} more',
    all_other: 'Show {{count}} more',
    more_one: 'One more like these is not shown.',
    more_other: '{{count}} more like these are not shown.',
  },
} as const;
