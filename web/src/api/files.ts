import { languageHeaders, readJson, toError } from './http';
import { ApiError, isRecord, text } from './problems';

/** An uploaded file as records refer to it. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly size?: number;
  readonly mediaType?: string;
}

export interface UploadOptions {
  /** Told the share that is sent, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Sends a file. `fetch` cannot tell how far an upload is, so this is an XMLHttpRequest. */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions = {}): Promise<FileRef> {
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    for (const [name, value] of Object.entries(languageHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress?.(event.loaded / event.total); };
    request.onerror = () => reject(new ApiError('The server cannot be reached.', 'NETWORK', 0));
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onload = () => {
      const answer = readJson(request.responseText);
      if (request.status >= 400) reject(toError(request.status, request.getResponseHeader('Retry-After'), answer));
      else resolve(readFile(answer, file));
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

function readFile(answer: unknown, file: File): FileRef {
  const id = isRecord(answer) ? text(answer.id) : undefined;
  if (!isRecord(answer) || id === undefined) throw new ApiError('The answer names no file.', 'INTERNAL', 200);
  return { id, name: text(answer.name) ?? file.name, size: typeof answer.size === 'number' ? answer.size : file.size, mediaType: text(answer.mediaType) ?? file.type };
}

export function fileUrl(id: string): string {
  return `/files/${encodeURIComponent(id)}`;
}
