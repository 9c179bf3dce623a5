// What all pages hang on: the root, the frame for who is signed in, and where each role begins.
import { createRootRoute, createRoute, Outlet, redirect, useMatches } from '@tanstack/react-router';
import { useMe } from '../api/me.js';
import { queryClient } from '../api/query.js';
import { meQuery } from '../api/session.js';
import type { Role } from '../api/types.js';
import { homeOf } from '../parts/shell/navigation.js';
import { Shell } from '../parts/shell/shell.js';
import { Missing, NotYours } from './stopped.js';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Who has use of the page; left out, everybody who is signed in. What may be read the API decides. */
    roles?: readonly Role[];
  }
}

/** The `staticData` of pages for staff. */
export const forStaff = { roles: ['admin', 'support'] } as const;
/** The `staticData` of pages for admins. */
export const forAdmins = { roles: ['admin'] } as const;

/** Above every page. */
export const root = createRootRoute({ component: Outlet, notFoundComponent: Missing });

/** Who is signed in; sends everybody else to sign in. */
export async function signedIn({ location }: { location: { href: string } }) {
  const me = await queryClient.ensureQueryData(meQuery);
  if (!me) throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href } });
  return { me };
}

/** The same, but who must set up two-step sign-in first is sent there. */
async function allowedIn(at: { location: { href: string } }) {
  const { me } = await signedIn(at);
  if (me.mustSetUpTwoStep) throw redirect({ to: '/two-step' });
  return { me };
}

/** The page in its frame, or a word to whom it is not for. */
function Framed() {
  const { role } = useMe();
  const match = useMatches({ select: (matches) => matches.at(-1) });
  const mayUse = match?.staticData.roles?.includes(role) ?? true;
  return <Shell>{mayUse ? <Outlet /> : <NotYours key={match?.id} role={role} />}</Shell>;
}

/** The frame of all pages for who is signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Framed,
  beforeLoad: allowedIn,
});

/** Each role begins elsewhere. */
export const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.me.role) });
  },
});
