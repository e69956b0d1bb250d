import type { FieldBody } from './documents';

/** Fields that every object has without its document saying so, and that a layout may show. */
export const systemFields: readonly FieldBody[] = [
  { name: 'owner', type: 'lookup' }, { name: 'createdAt', type: 'dateTime' }, { name: 'createdBy', type: 'lookup' },
  { name: 'updatedAt', type: 'dateTime' }, { name: 'updatedBy', type: 'lookup' },
];
