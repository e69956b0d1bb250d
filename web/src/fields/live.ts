import { createContext } from 'react';

/** A message of a rule that the record breaks while it is filled in, for the input below. */
export const LiveFault = createContext<string | undefined>(undefined);

/** The argument `choosableFor` of an object's list, by which the server tells which of its records a picker below may offer; undefined for all. */
export type Candidates = () => Readonly<Record<string, unknown>> | undefined;

/** By the name of the object; of one that is not there, all records. */
export const CandidatesContext = createContext<ReadonlyMap<string, Candidates>>(new Map());
