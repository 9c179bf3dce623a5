// What the self-test of a server says.
export const selfTest = {
  selfTest: {
    title: 'Self-test',
    lead: 'Each FTP server that is up connects to {{server}} like a customer’s program and tries all four ways to list a folder.',
    start: 'Test now',
    none: 'It has not been tested yet. A test begins by itself as soon as one of its FTP processes is up.',
    tested: 'Tested',
    reasons: {
      asked: 'as {{who}} asked.',
      policy: 'because the policy changed.',
      certificate: 'because the certificate changed.',
      schedule: 'as it is every 15 minutes.',
    },
    from: 'From',
    own: 'itself',
    control: 'Control',
    tls: 'TLS',
    outcome: {
      worked: 'Works',
      failed: 'Fails',
      'not-allowed': 'Off',
      'not-tested': 'Untried',
    },
    finding: '{{what}}, from {{server}}',
    outside: 'From your own machine, with any FTP account:',
    curl: 'curl line',
  },
} as const;
