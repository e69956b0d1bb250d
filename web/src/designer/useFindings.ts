import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocale } from 'react-admin';
import { fetchFindings, type Finding } from '../api/metadata';
import type { Edit } from './documents';
import { useStudio } from './StudioContext';

/** Typing pauses this long before the host looks at the draft. */
const pause = 500;

/** The draft's edits once typing pauses. */
export function useSettledEdits(): readonly Edit[] {
  const { edits } = useStudio();
  const [settled, setSettled] = useState(edits);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(edits), pause);
    return () => clearTimeout(timer);
  }, [edits]);
  return settled;
}

/** What the host finds in a document as it is drafted; undefined until it has looked. */
export function useFindings(kind: string, name: string): readonly Finding[] | undefined {
  const { design } = useStudio();
  const edits = useSettledEdits();
  const locale = useLocale() ?? 'en';
  const { data } = useQuery({
    queryKey: ['findings', design.revision, edits, locale], queryFn: ({ signal }) => fetchFindings(edits, locale, signal), placeholderData: keepPreviousData, retry: false, gcTime: 60_000,
  });
  return data?.filter((f) => f.kind === kind && f.document === name);
}

/** The findings at a place or, with `within`, in what it holds. */
export function findingsAt(findings: readonly Finding[], pointer: string, within = true): readonly Finding[] {
  return findings.filter((f) => f.pointer === pointer || (within && f.pointer.startsWith(`${pointer}/`)));
}
