// Words of what stands over lists, and of a ban that begins at a row of one.
export const listTools = {
  listTools: {
    csv: 'Export as CSV',
    plans: 'Search plans',
    websites: 'Search domain',
    websitesStaff: 'Search domain, customer or folder',
    customer: 'Customer',
    disk: 'Disk',
    files_one: '{{count}} file or folder',
    files_other: '{{count}} files and folders',
    filesHead: 'Files and folders',
    identity: 'uid:gid, umask',
  },
  rowMenu: {
    open: 'More',
    of: 'More for {{what}}',
  },
  banReach: {
    row: 'Ban…',
    rowOf: 'Ban {{who}}',
    whom: 'Whom',
    onlyLogin: 'Only {{login}} from there',
    onlyLoginHint: 'Everybody else at the address can go on.',
    everybody: 'Everybody at the address',
    counting: 'Looking who is there.',
    sessions_zero: 'No session is open from there.',
    sessions_one: '{{count}} open session ends at once.',
    sessions_other: '{{count}} open sessions end at once.',
    nobodyElse: 'Nobody else logged in from there in the last 30 days.',
    nobody: 'Nobody logged in from there in the last 30 days.',
    others_one: '{{count}} other FTP account logged in from there in the last 30 days and is kept out too: {{logins}}.',
    others_other:
      '{{count}} other FTP accounts logged in from there in the last 30 days and are kept out too: {{logins}}.',
    accounts_one: '{{count}} FTP account logged in from there in the last 30 days and is kept out: {{logins}}.',
    accounts_other: '{{count}} FTP accounts logged in from there in the last 30 days and are kept out: {{logins}}.',
    andMore: 'and {{count}} more',
  },
} as const;
