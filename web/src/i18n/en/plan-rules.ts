// Words of what a plan includes, where a customer would use it, and of who must sign in in two steps.
export const planRules = {
  ownPlan: {
    without: {
      expiry: 'Your plan “{{plan}}” does not include expiry dates. Ask your host.',
      networks: 'Your plan “{{plan}}” does not include allowed networks. Ask your host.',
      limits: 'Your plan “{{plan}}” does not include limits of speed and sessions. Ask your host.',
      modes: 'Your plan “{{plan}}” does not include wishes about data connections. Ask your host.',
      tokens: 'Your plan “{{plan}}” does not include API tokens. Ask your host.',
    },
    beyond: 'Your plan ends at {{most}}; more than that has no effect.',
  },
  signInRules: {
    title: 'Signing in',
    lead: 'How people show who they are: your staff here, and everybody with the passwords they choose.',
    twoStep: 'Two-step sign-in',
    staff: 'Require two-step sign-in of all staff',
    staffHint:
      'Admins and support without it set it up when they next use the panel, and can do nothing else before. API tokens are not asked for a second step.',
    lacking_one: '{{count}} person of your staff does not have it yet.',
    lacking_other: '{{count}} people of your staff do not have it yet.',
    lackingNone: 'Everybody of your staff has it.',
    ownFirst: 'Set it up for yourself first, or you would lock yourself out.',
    toYou: 'Set it up on your page',
    save: 'Save',
    saved: 'Saved.',
  },
  twoStepFirst: {
    title: 'Set up two-step sign-in',
    text: 'Everybody like you signs in here with a password and a code from an app on their phone. It takes a minute; until then nothing else opens.',
    needs: 'You need an authenticator app, such as Aegis, 2FAS or Google Authenticator.',
    begin: 'Set up now',
  },
} as const;
