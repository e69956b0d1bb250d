import { expect, test } from 'vitest';
import { fieldTypes } from '../../model/fieldTypes';
import { operators, spans } from '../../model/filters';
import { en } from './en';
import { zhCN } from './zhCN';

function texts(messages: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : typeof value === 'object' && value !== null ? texts(value, `${path}${key}.`) : []);
}

const english = new Map(texts(en));
const chinese = new Map(texts(zhCN));

test('Both languages have the same keys', () => expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort()));

test('A Chinese text uses no argument that the English one does not have', () => {
  const args = (text: string | undefined) => new Set((text ?? '').match(/%\{\w+\}/g));
  for (const [key, text] of chinese) for (const arg of args(text)) expect(args(english.get(key)), key).toContain(arg);
});

test('Chinese is written in Chinese', () => {
  const same = [...chinese].filter(([key, text]) => text === english.get(key) && /[a-z]{3}/.test(text.replace(/%\{\w+\}/g, ''))).map(([key]) => key);
  // What is written in the language of expressions is the same in every other.
  expect(same.filter((key) => !key.endsWith('Example'))).toEqual(['app.brand']);
});

test('Every field type, operator and span has a name', () => {
  for (const type of fieldTypes) expect(english.has(`fieldType.${type}`), type).toBe(true);
  for (const op of operators) expect(english.has(`operator.${op}`), op).toBe(true);
  for (const span of spans) expect(english.has(`span.${span}`), span).toBe(true);
});
