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
      known = false;
      onSignedOut();
      await signOut().catch((error: unknown) => {
        // Nobody being signed in any more is what was asked for.
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
      });
    },
    checkAuth: async () => {
      if (known) return;
      await whoAmI();
      known = true;
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
