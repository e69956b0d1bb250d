import { compare as compareTexts } from './texts.ts';
import type { RecordValues, Value } from './values.ts';

/** True for the same value; records are the same when their ids are, blank elements of lists equal each other. */
export function equal(left: Value, right: Value): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length
      && left.every((item: Value, i) => {
        const other = right[i] as Value;
        return item === null || other === null ? item === other : equal(item, other);
      });
  }
  if (isRecord(left) && isRecord(right)) return left.id === right.id;
  return left === right;
}

/** Less than, equal to or greater than 0. */
export function order(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return left < right ? -1 : left > right ? 1 : 0;
  return Number(left) - Number(right);
}

function isRecord(value: Value): value is RecordValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
