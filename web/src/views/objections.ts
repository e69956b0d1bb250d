import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Problem } from '../api/problems';
import type { WorkspaceObject } from '../api/workspace.generated';
import { changedInput, createInput, type AppRecord } from '../model/records';
import { useRecords } from '../providers/workspaceContext';

/** How long nobody must have written before hooks are asked, in milliseconds. */
const pause = 400;
const none: readonly Problem[] = [];

/** What hooks object to in a form, asked anew whenever it has come to rest; an answer that fails says nothing, for saving asks again. */
export function useObjections(object: WorkspaceObject, values: Readonly<Record<string, unknown>>, stored: AppRecord | undefined, isTouched: boolean): readonly Problem[] {
  const records = useRecords();
  const asks = object.validates === true && isTouched;
  const input = asks ? JSON.stringify(stored === undefined ? createInput(object, values) : changedInput(object, stored, values)) : '';
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(input), pause);
    return () => clearTimeout(timer);
  }, [input]);
  const { data } = useQuery({
    queryKey: [object.name, 'validate', stored?.id, settled], enabled: asks && settled !== '', staleTime: 30_000, retry: false, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => records.validate(object.name, JSON.parse(settled) as Record<string, unknown>, stored?.id, signal),
  });
  return asks ? data ?? none : none;
}
