import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { useLocale } from 'react-admin';
import { fetchWorkspace } from '../api/workspace';
import { Workspace } from '../model/workspace';
import type { FormatContext } from '../model/formats';
import type { RecordsApi } from './recordsApi';

/** Holds the workspace for what lives outside of React: the data provider. */
export class WorkspaceHolder {
  private workspace: Workspace | undefined;

  set(workspace: Workspace | undefined): void {
    this.workspace = workspace;
  }

  readonly get = (): Workspace => {
    if (this.workspace === undefined) throw new Error('The workspace is not loaded yet.');
    return this.workspace;
  };
}

interface Provided {
  readonly workspace: Workspace;
  readonly records: RecordsApi;
}

const Context = createContext<Provided | undefined>(undefined);

/** Another user's change of the documents is noticed within this time; unchanged, the answer is an empty 304. */
const revalidateAfter = 60_000;

export function workspaceQuery(locale: string) {
  return queryOptions({ queryKey: ['workspace', locale], queryFn: ({ signal }) => fetchWorkspace(locale, signal), staleTime: revalidateAfter });
}

/** Loads the workspace in the current language and offers it below; while a language or revision loads, the last one stays. */
export function WorkspaceProvider({ holder, records, loading, failed, children }: {
  readonly holder: WorkspaceHolder;
  readonly records: RecordsApi;
  readonly loading: ReactNode;
  readonly failed: (error: Error, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}) {
  const locale = useLocale();
  const { data, error, refetch } = useQuery({ ...workspaceQuery(locale), placeholderData: keepPreviousData, refetchInterval: revalidateAfter });
  const provided = useMemo(() => {
    if (data === undefined) return undefined;
    const workspace = new Workspace(data);
    holder.set(workspace);
    return { workspace, records };
  }, [data, holder, records]);
  if (provided === undefined) return error ? failed(error, () => void refetch()) : loading;
  return <Context.Provider value={provided}>{children}</Context.Provider>;
}

function useProvided(): Provided {
  const provided = useContext(Context);
  if (provided === undefined) throw new Error('There is no WorkspaceProvider above.');
  return provided;
}

export function useWorkspace(): Workspace {
  return useProvided().workspace;
}

export function useRecords(): RecordsApi {
  return useProvided().records;
}

/** Reads the workspace anew, after documents were applied. */
export function useReloadWorkspace(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['workspace'] });
  }, [client]);
}

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useFormats(): FormatContext {
  const { description } = useWorkspace();
  const locale = useLocale();
  return useMemo(() => ({
    locale,
    timeZone: description.user.timeZone ?? browserZone,
    currency: description.tenant.currency,
  }), [locale, description.user.timeZone, description.tenant.currency]);
}
