import { expect, test as base, type APIRequestContext, type Page } from '@playwright/test';
import { password } from '../host';

export const url = (): string => process.env.PLATFORM_URL ?? '';
export const admin = { email: 'admin@example.com', password: process.env.PLATFORM_ADMIN_PASSWORD ?? password };

/** A page of a signed-in administrator; it fails its test when the page throws. */
export const test = base.extend<{ app: Page }>({
  app: async ({ page }, use) => {
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(error.message));
    const answer = await page.request.post(`${url()}/auth/login`, { data: admin });
    expect(answer.ok()).toBe(true);
    await use(page);
    expect(thrown).toEqual([]);
  },
});

/** Runs an operation as the signed-in user, the way another client would. */
export async function graphql(request: APIRequestContext, query: string, variables: Record<string, unknown> = {}): Promise<Record<string, never>> {
  const answer = await request.post(`${url()}/graphql`, { data: { query, variables } });
  const body = await answer.json() as { data: Record<string, never>; errors?: unknown };
  expect(body.errors).toBeUndefined();
  return body.data;
}

export async function createAccount(request: APIRequestContext, name: string): Promise<string> {
  const data = await graphql(request, 'mutation($input: AccountCreate!) { made: createAccount(input: $input) { record { id } } }', { input: { name } });
  return (data as unknown as { made: { record: { id: string } } }).made.record.id;
}

export { expect };
