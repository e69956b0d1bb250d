import { graphql } from './graphql';
import { isRecord } from './problems';

/** What a template makes of an invented notification. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a template makes of an invented notification, in a language; undefined while the template cannot be read. */
export async function fetchMailPreview(template: Readonly<Record<string, unknown>>, language: string, signal?: AbortSignal): Promise<MailContent | undefined> {
  const data = await graphql(
    'query Preview($template: JSON!, $language: String!) { preview: mailPreview(template: $template, language: $language) { subject text html } }', { template, language }, { path: '/metadata', signal });
  const preview = data.preview;
  return isRecord(preview) ? { subject: String(preview.subject), text: String(preview.text), html: String(preview.html) } : undefined;
}
