import { createContext } from 'react';

/** A message of a rule that the record breaks while it is filled in, for the input below. */
export const LiveFault = createContext<string | undefined>(undefined);

/** Which records of an object a picker below may offer. */
export interface Candidates {
  /** What has to be read of each record. */
  readonly selection: string;
  /** The argument `choosableFor` of its list, by which the server tells them; undefined where the form alone can. */
  readonly choosableFor: () => Readonly<Record<string, unknown>> | undefined;
  readonly allows: (record: Readonly<Record<string, unknown>>) => boolean;
}

/** By the name of the object; of one that is not there, all records. */
export const CandidatesContext = createContext<ReadonlyMap<string, Candidates>>(new Map());
