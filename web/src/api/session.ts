import { postJson, request } from './http';

/** Signs in; the host sets the session cookie. */
export async function signIn(email: string, password: string, tenant: string | undefined): Promise<void> {
  await postJson('/auth/login', tenant ? { email, password, tenant } : { email, password });
}

export async function signOut(): Promise<void> {
  await postJson('/auth/logout', {});
}

/** Throws an ApiError with status 401 when nobody is signed in. */
export async function whoAmI(): Promise<unknown> {
  return request('/auth/me');
}
