import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StringStream } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const forms: readonly (readonly [form: RegExp, token: string])[] = [
  [/^\/\/.*/, 'comment'],
  [/^r?"(?:[^"\\]|\\.)*"?/, 'string'],
  [/^r?'(?:[^'\\]|\\.)*'?/, 'string'],
  [/^(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i, 'number'],
  [/^(?:true|false|null|in)\b/, 'keyword'],
  [/^[A-Za-z_]\w*(?=\s*\()/, 'variableName.function'],
  [/^(?:record|old|user|target|now|today)\b/, 'variableName'],
  [/^[A-Za-z_]\w*/, 'propertyName'],
];

/** The language's tokens, for colours and brackets; what they mean is the host's to say. */
const tokens = StreamLanguage.define<null>({
  name: 'expression',
  startState: () => null,
  token: (stream) => token(stream),
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '"'] } },
});

function token(stream: StringStream): string | null {
  if (stream.eatSpace()) return null;
  for (const [form, name] of forms) {
    if (stream.match(form) !== null) return name;
  }
  stream.next();
  return 'operator';
}

/** The language with its colours on a light or dark ground; every one of them is readable on it (WCAG AA). */
export function expressionLanguage(dark: boolean): Extension {
  const colors = dark
    ? { comment: '#9aa5b1', string: '#9ccc65', number: '#ffb74d', keyword: '#ce93d8', call: '#64b5f6', variable: '#4dd0e1' }
    : { comment: '#5f6b7a', string: '#2e7d32', number: '#b45309', keyword: '#7b1fa2', call: '#1565c0', variable: '#00707a' };
  return [tokens, syntaxHighlighting(HighlightStyle.define([
    { tag: tags.comment, color: colors.comment, fontStyle: 'italic' },
    { tag: tags.string, color: colors.string },
    { tag: tags.number, color: colors.number },
    { tag: tags.keyword, color: colors.keyword },
    { tag: tags.function(tags.variableName), color: colors.call },
    { tag: tags.variableName, color: colors.variable },
  ]))];
}
