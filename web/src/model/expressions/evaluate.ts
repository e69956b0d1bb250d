import { workingMinutes } from './calendars.ts';
import { localDay } from './moments.ts';
import { matches } from './pattern.ts';
import { functions } from './functions.ts';
import { equal } from './comparisons.ts';
import type { Tree } from './tree.ts';
import type { Context, RecordValues, Value } from './values.ts';
import { fromApi, fromConstant } from './values.ts';

/**
 * The value of a checked expression, equal to what the host computes in memory and in SQL: blanks pass through operators and
 * functions, a blank condition counts as false, and what overflows is blank.
 */
export function evaluate(tree: Tree, context: Context): Value {
  return visit(tree, context, []);
}

/** True when a condition holds; a blank counts as false. */
export function holds(tree: Tree, context: Context): boolean {
  return evaluate(tree, context) === true;
}

function visit(tree: Tree, context: Context, elements: Value[]): Value {
  switch (tree[0]) {
    case 'c': return fromConstant(tree[2], tree[1]);
    case 'v': return variable(tree[1], context);
    case 'e': return elements[tree[1]] ?? null;
    case 'm': {
      const target = visit(tree[1], context, elements) as RecordValues | null;
      const value = target?.[tree[2]];
      const part = tree[4];
      return fromApi(part === undefined ? value : (value as RecordValues | null | undefined)?.[part], tree[3]);
    }
    case 'q': return visit(visit(tree[1], context, elements) === true ? tree[2] : tree[3], context, elements);
    case 'l': return (tree.slice(1) as Tree[]).map((item) => visit(item, context, elements));
    case 'o': return loop(tree, context, elements);
    case 'x': {
      const text = visit(tree[1], context, elements);
      return typeof text === 'string' ? matches(text, tree[2]) : null;
    }
    case 'w': {
      const from = visit(tree[1], context, elements), to = visit(tree[2], context, elements);
      return typeof from === 'bigint' && typeof to === 'bigint' ? workingMinutes(from, to, tree[3]) : null;
    }
    case 'f': return call(tree[1], tree.slice(2) as Tree[], context, elements);
  }
}

function variable(name: string, context: Context): Value {
  switch (name) {
    case 'record': return context.record;
    case 'old': return context.old;
    case 'user': return context.user;
    case 'target': return context.target ?? null;
    case 'now': return context.now;
    case 'today': return localDay(context.now, context.zone);
    default: throw new Error(`There is no variable '${name}'.`);
  }
}

function loop(tree: Extract<Tree, readonly ['o', ...unknown[]]>, context: Context, elements: Value[]): Value {
  const [, kind, listTree, slot, condition, value] = tree;
  const list = visit(listTree, context, elements) as readonly Value[] | null;
  if (list === null) return null;
  const kept = list.filter((element) => {
    elements[slot] = element;
    return condition === null || visit(condition, context, elements) === true;
  });
  switch (kind) {
    case 'all': return kept.length === list.length;
    case 'exists': return kept.length > 0;
    case 'one': return kept.length === 1;
    case 'filter': return kept;
    case 'map': return kept.map((element) => {
      elements[slot] = element;
      return value === null ? element : visit(value, context, elements);
    });
  }
}

function call(id: string, trees: readonly Tree[], context: Context, elements: Value[]): Value {
  const argument = (index: number): Value => {
    const tree = trees[index];
    return tree === undefined ? null : visit(tree, context, elements);
  };
  switch (id) {
    case 'and': return logic(false, argument);
    case 'or': return logic(true, argument);
    case 'is_null': return argument(0) === null;
    case 'is_not_null': return argument(0) !== null;
    case 'blank': return isBlank(argument(0));
    case 'coalesce': return firstGiven(trees.length, argument);
    case 'is_changed': return changed(argument(0), argument(1));
    case 'is_new': return context.old === null;
    case 'in_list': return contains(argument(0), argument(1) as readonly Value[] | null);
  }
  const values = trees.map((_, index) => argument(index));
  if (values.includes(null)) return null;
  const step = functions[id];
  if (step === undefined) throw new Error(`There is no function '${id}'.`);
  return step(values, context);
}

/** Three-valued logic: `decisive` decides by itself, a blank leaves it open. */
function logic(decisive: boolean, argument: (index: number) => Value): Value {
  const left = argument(0);
  if (left === decisive) return decisive;
  const right = argument(1);
  if (right === decisive) return decisive;
  return left === null || right === null ? null : !decisive;
}

const isBlank = (value: Value): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);

function firstGiven(count: number, argument: (index: number) => Value): Value {
  for (let i = 0; i < count; i++) {
    const value = argument(i);
    if (value !== null) return value;
  }
  return null;
}

const changed = (now: Value, old: Value): boolean => (now === null || old === null ? now !== old : !equal(now, old));

/** As `x == a || x == b …`: a blank element leaves it open whether another value is in the list. */
function contains(sought: Value, list: readonly Value[] | null): Value {
  if (list === null) return null;
  if (list.length === 0) return false;
  if (sought === null) return null;
  if (list.some((element) => element !== null && equal(sought, element))) return true;
  return list.includes(null) ? null : false;
}
