import type { Calendar } from './calendars.ts';

/** Type of a value in a tree. */
export type ValueType =
  'null' | 'bool' | 'int' | 'decimal' | 'string' | 'date' | 'timestamp' | 'duration' | 'record' | 'records' | 'list';

/** An instruction of a pattern's program: 0 found, 1 character (ranges follow), 2 split (two places follow), 3 start, 4 end. */
export type Instruction = readonly [kind: number, ...operands: number[]];

/** A checked expression as the host ships it; every node begins with its kind. */
export type Tree =
  | readonly ['c', ValueType, string | boolean | null]
  | readonly ['v', string]
  | readonly ['e', number]
  | readonly ['m', Tree, string, ValueType, string?]
  | readonly ['q', Tree, Tree, Tree]
  | readonly ['l', ...Tree[]]
  | readonly ['o', 'all' | 'exists' | 'one' | 'filter' | 'map', Tree, number, Tree | null, Tree | null]
  | readonly ['f', string, ...Tree[]]
  | readonly ['x', Tree, readonly Instruction[]]
  | readonly ['w', Tree, Tree, Calendar];
