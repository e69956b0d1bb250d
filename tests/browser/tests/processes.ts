import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { password } from '../host';
import { expect, graphql, url } from './app';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[] }

/** What axe-core finds against WCAG 2.2 A and AA on the page as it is. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run: (context: Document, options: unknown) => Promise<{ violations: Violation[] }> } };
    return (await checker.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations;
  });
  return found.map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 3).map((n) => `  ${n.html.slice(0, 300)}\n  ${n.failureSummary}`).join('\n')}`);
}

/** A name that no other test has, of letters alone. */
export function unique(): string {
  return Date.now().toString(36).replace(/\d/g, (d) => 'abcdefghij'.charAt(Number(d)));
}

/** Runs an operation of the design API as the signed-in user. */
export async function metadata<T>(request: APIRequestContext, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const answer = await request.post(`${url()}/metadata`, { data: { query, variables } });
  const body = await answer.json() as { data: T; errors?: unknown };
  expect(body.errors).toBeUndefined();
  return body.data;
}

/** The body of an applied document. */
export async function documentOf(request: APIRequestContext, kind: string, name: string): Promise<Record<string, unknown>> {
  const { documents } = await metadata<{ documents: { kind: string; name: string; body: Record<string, unknown> }[] }>(request, '{ documents { kind name body } }');
  const found = documents.find((d) => d.kind === kind && d.name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`);
  return found.body;
}

export async function apply(request: APIRequestContext, edits: readonly Record<string, unknown>[]): Promise<void> {
  await metadata(request, 'mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: ["STAGE_MOVES"]) { revision } }', { edits });
}

/** A page of somebody else. */
export async function signedIn(browser: Browser, email: string, locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const answer = await page.request.post(`${url()}/auth/login`, { data: { email, password } });
  expect(answer.ok()).toBe(true);
  return page;
}

export async function create(request: APIRequestContext, object: string, input: Record<string, unknown>): Promise<string> {
  const data = await graphql(request, `mutation($input: ${object}Create!) { made: create${object}(input: $input) { record { id } } }`, { input });
  return (data as unknown as { made: { record: { id: string } } }).made.record.id;
}

/** Reviews the draft and applies it. */
export async function applyDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Review plan|查看)/ }).click();
  const plan = page.getByRole('dialog');
  await plan.getByRole('button', { name: /^(Apply|应用)$/ }).click();
  await expect(plan).toBeHidden();
}
