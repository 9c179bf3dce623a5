// What all pages hang on: the root, the frame for who is signed in, and where each role begins.
import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { queryClient } from '../api/query.js';
import { meQuery } from '../api/session.js';
import { homeOf } from '../parts/shell/navigation.js';
import { Shell } from '../parts/shell/shell.js';
import { Missing } from './stopped.js';

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

/** The frame of all pages for who is signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
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
