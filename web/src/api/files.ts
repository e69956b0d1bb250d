import { request } from './http';
import { ApiError, isRecord, text } from './problems';

/** An uploaded file as records refer to it. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly size?: number;
  readonly mediaType?: string;
}

export async function uploadFile(file: File, target: { readonly object: string; readonly field: string }): Promise<FileRef> {
  const form = new FormData();
  form.append('object', target.object);
  form.append('field', target.field);
  form.append('file', file, file.name);
  const answer = await request('/files', { method: 'POST', body: form });
  const id = isRecord(answer) ? text(answer.id) : undefined;
  if (!isRecord(answer) || id === undefined) throw new ApiError('The answer names no file.', 'INTERNAL', 200);
  return { id, name: text(answer.name) ?? file.name, size: file.size, mediaType: text(answer.mediaType) ?? file.type };
}

export function fileUrl(id: string): string {
  return `/files/${encodeURIComponent(id)}`;
}
