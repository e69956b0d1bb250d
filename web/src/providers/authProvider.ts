import type { AuthProvider } from 'react-admin';
import { ApiError, isRecord, text } from '../api/problems';
import { signIn, signOut, whoAmI } from '../api/session';

/** Sign-in by the host's session cookie. Nothing of the session is kept in the page. */
export function createAuthProvider(onSignedOut: () => void): AuthProvider {
  let known = false;
  return {
    login: async (params: unknown) => {
      const given = isRecord(params) ? params : {};
      await signIn(text(given.email) ?? '', typeof given.password === 'string' ? given.password : '', text(given.tenant));
      known = true;
    },
    logout: async () => {
      // react-admin signs out again whenever a check fails; there is nothing to forget the second time.
      if (known) onSignedOut();
      known = false;
      await signOut().catch((error: unknown) => {
        // Nobody being signed in any more is what was asked for.
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
      });
    },
    checkAuth: async () => {
      if (known) return;
      try {
        await whoAmI();
        known = true;
      } catch (error) {
        // A host that is restarting has not signed anyone out: the page itself says what is wrong, and offers to try again.
        if (error instanceof ApiError && error.status !== 401) return;
        throw error;
      }
    },
    checkError: async (error: unknown) => {
      if (error instanceof ApiError && (error.status === 401 || error.code === 'UNAUTHENTICATED')) {
        known = false;
        throw error;
      }
    },
    getPermissions: async () => null,
  };
}
