import { useDataProvider, type RaRecord, type SortPayload } from 'react-admin';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isRecord } from '../api/problems';

/** A page of a list as it was last looked at in this tab: what "back", "previous" and "next" of a record mean. */
export interface Listed {
  /** Address of the list, with everything that narrows it. */
  readonly address: string;
  readonly page: number;
  readonly perPage: number;
  readonly total: number | undefined;
  readonly sort: SortPayload;
  readonly filter: Readonly<Record<string, unknown>>;
  /** The records of the page, in order. */
  readonly ids: readonly string[];
}

const key = (object: string): string => `listed:${object}`;

export function rememberListed(object: string, listed: Listed): void {
  try {
    sessionStorage.setItem(key(object), JSON.stringify(listed));
  } catch {
    // Without room or permission to remember, a record page has no neighbours.
  }
}

export function listedOf(object: string): Listed | undefined {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(key(object)) ?? 'null');
    return isListed(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isListed(value: unknown): value is Listed {
  return isRecord(value) && typeof value.address === 'string' && typeof value.page === 'number' && typeof value.perPage === 'number'
    && isRecord(value.sort) && isRecord(value.filter) && Array.isArray(value.ids);
}

/** A record beside another one, and the page of the list that it stands on. */
export interface Neighbour {
  readonly id: string;
  readonly listed: Listed;
}

export interface Neighbours {
  readonly previous: Neighbour | undefined;
  readonly next: Neighbour | undefined;
  /** Place in the whole list, from 1. */
  readonly place: number;
  readonly total: number | undefined;
}

/** The records before and after one in the list that it was opened from; undefined when it was not opened from a list. */
export function useNeighbours(object: string, id: string): Neighbours | undefined {
  const [listed] = useState(() => listedOf(object));
  const index = listed?.ids.indexOf(id) ?? -1;
  const last = (listed?.ids.length ?? 0) - 1;
  const mayFollow = listed !== undefined && index === last && (listed.total === undefined || listed.page * listed.perPage < listed.total);
  const before = usePage(object, listed, -1, listed !== undefined && index === 0 && listed.page > 1);
  const after = usePage(object, listed, 1, index >= 0 && mayFollow);
  if (listed === undefined || index < 0) return undefined;
  return {
    previous: at(listed, index - 1) ?? at(before, (before?.ids.length ?? 0) - 1),
    next: at(listed, index + 1) ?? at(after, 0),
    place: (listed.page - 1) * listed.perPage + index + 1,
    total: listed.total,
  };
}

function at(listed: Listed | undefined, index: number): Neighbour | undefined {
  const id = listed?.ids[index];
  return listed === undefined || id === undefined ? undefined : { id, listed };
}

/** The page before or after a listed one, read only when a record stands at the edge. */
function usePage(object: string, listed: Listed | undefined, step: 1 | -1, enabled: boolean): Listed | undefined {
  const provider = useDataProvider();
  const page = (listed?.page ?? 1) + step;
  const { data } = useQuery({
    queryKey: [object, 'neighbours', listed?.filter, listed?.sort, listed?.perPage, page],
    queryFn: async ({ signal }) => {
      const { data: records, total } = await provider.getList<RaRecord>(object, {
        pagination: { page, perPage: listed?.perPage ?? 25 }, sort: listed?.sort, filter: listed?.filter, meta: { columns: [] }, signal,
      });
      return { ids: records.map((r) => String(r.id)), total };
    },
    enabled: enabled && listed !== undefined,
  });
  return data === undefined || listed === undefined ? undefined : { ...listed, page, ids: data.ids, total: data.total ?? listed.total };
}
