import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { fetchDesign, type Design } from '../api/metadata';
import { addStep, draft, editsOf, type Drafted, type Edit, type Step } from './documents';

interface Provided {
  readonly design: Design;
  readonly drafted: readonly Drafted[];
  readonly edits: readonly Edit[];
  readonly steps: readonly Step[];
  readonly add: (step: Step) => void;
  readonly discard: () => void;
  /** Takes the last step back. */
  readonly undo: () => void;
  /** Reads the documents anew; the draft's steps stay. */
  readonly reload: () => Promise<void>;
}

const Context = createContext<Provided | undefined>(undefined);
const key = ['metadata', 'design'];

/** The tenant's documents and the draft over them. */
export function StudioProvider({ children, loading, failed }: {
  readonly children: ReactNode;
  readonly loading: ReactNode;
  readonly failed: (error: Error) => ReactNode;
}) {
  const client = useQueryClient();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const { data: design, error } = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchDesign(signal), refetchOnWindowFocus: false, staleTime: 30_000 });
  const provided = useMemo((): Provided | undefined => {
    if (design === undefined) return undefined;
    const drafted = draft(design.documents, steps);
    return {
      design, drafted, steps, edits: editsOf(drafted),
      add: (step) => setSteps((before) => addStep(before, step)),
      discard: () => setSteps([]),
      undo: () => setSteps((before) => before.slice(0, -1)),
      reload: async () => { await client.invalidateQueries({ queryKey: ['metadata'] }); },
    };
  }, [design, steps, client]);
  if (provided === undefined) return error === null ? loading : failed(error);
  return <Context.Provider value={provided}>{children}</Context.Provider>;
}

export function useStudio(): Provided {
  const provided = useContext(Context);
  if (provided === undefined) throw new Error('There is no StudioProvider above.');
  return provided;
}
