import { join } from 'node:path';
import { Workspace } from '../src/model/workspace.ts';
import { readDocuments, specimen, systemObjects } from './fakeDocuments.ts';
import { fakeWorkspace } from './fakeWorkspace.ts';

const docs = [...readDocuments(join(import.meta.dirname, '../../apps/sales')), ...systemObjects, specimen];

/** The sales app's documents and the specimen of every field type, as an administrator sees them. */
export function testWorkspace(locale: string): Workspace {
  return new Workspace(fakeWorkspace(docs, locale, 1));
}
