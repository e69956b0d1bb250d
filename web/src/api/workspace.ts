import { request } from './http';
import { ApiError, isRecord } from './problems';
import type { WorkspaceDescription } from './workspace.generated';

/** The signed-in user's workspace. The browser's own cache revalidates it by ETag. */
export async function fetchWorkspace(locale: string, signal?: AbortSignal): Promise<WorkspaceDescription> {
  const answer = await request(`/workspace?locale=${encodeURIComponent(locale)}`, { signal, cache: 'no-cache' });
  if (!isWorkspace(answer)) throw new ApiError('The answer is not a workspace.', 'INTERNAL', 200);
  return answer;
}

/** Checks the outline; the members are as the generated types say because both come from the same records. */
function isWorkspace(value: unknown): value is WorkspaceDescription {
  return isRecord(value) && Array.isArray(value.objects) && Array.isArray(value.navigations) && isRecord(value.user);
}
