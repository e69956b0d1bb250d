import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, defaultHighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { Box, useTheme } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import type { HookCompletion, HookFinding } from '../api/hooks';

/** Typing pauses this long before the host looks at the source. */
const pause = 500;

export interface SourceEditorProps {
  readonly source: string;
  readonly label: string;
  readonly onChange: (source: string) => void;
  /** Findings in this file as it is written; undefined when the host cannot be asked. */
  readonly check: (source: string) => Promise<readonly HookFinding[] | undefined>;
  /** Names that can be written at a position. */
  readonly complete: (source: string, position: number) => Promise<readonly HookCompletion[]>;
}

/** A source file in TypeScript or JavaScript: findings where they are, names completed from the objects. */
export default function SourceEditor(props: SourceEditorProps) {
  const { palette } = useTheme();
  const { source, label } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => { latest.current = props; });
  const [start] = useState(source);

  useEffect(() => {
    if (place.current === null) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(), javascript({ typescript: label.endsWith('.ts') }),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
          linter((view) => findings(view.state.doc, latest.current), { delay: pause }),
          autocompletion({ override: [(context) => completions(context, latest.current)] }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]), EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.theme({ '&': { fontSize: '13px' }, '.cm-scroller': { maxHeight: 'calc(100dvh - 270px)', minHeight: '200px', overflow: 'auto' } }, { dark: palette.mode === 'dark' }),
          EditorView.updateListener.of((update) => { if (update.docChanged) latest.current.onChange(update.state.doc.toString()); }),
        ],
      }),
    });
    return () => view.destroy();
  }, [start, label, palette.mode]);

  return (
    <Box
      ref={place}
      sx={{ 'border': 1, 'borderColor': 'divider', 'borderRadius': 1, 'overflow': 'hidden', 'bgcolor': 'background.paper', '& .cm-gutters': { bgcolor: 'background.default', color: 'text.secondary', borderColor: 'divider' } }}
    />
  );
}

async function findings(doc: Text, { check }: SourceEditorProps): Promise<readonly Diagnostic[]> {
  const found = await check(doc.toString()) ?? [];
  return found.map((finding): Diagnostic => {
    const [from, to] = spanOf(doc, finding.line ?? 1, finding.column ?? 1);
    return { from, to, severity: finding.isError ? 'error' : 'warning', message: `${finding.message} [${finding.code}]` };
  });
}

/** The word at a place, or what is nearest to one. */
function spanOf(doc: Text, line: number, column: number): readonly [number, number] {
  const { from, text, length } = doc.line(Math.min(Math.max(1, line), doc.lines));
  const start = Math.min(column - 1, length);
  const word = /^[\w$]+/.exec(text.slice(start))?.[0].length ?? 1;
  return start < length ? [from + start, from + start + word] : [from + Math.max(0, length - 1), from + length];
}

const types: Readonly<Record<string, string>> = { property: 'property', method: 'method', function: 'function', keyword: 'keyword', string: 'enum', const: 'constant', let: 'variable', var: 'variable', parameter: 'variable', interface: 'interface', type: 'type' };

async function completions(context: CompletionContext, { complete }: SourceEditorProps): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w$]*/);
  const from = word?.from ?? context.pos;
  const before = context.state.sliceDoc(Math.max(0, from - 1), from);
  if (!context.explicit && from === context.pos && !['.', '\'', '"'].includes(before)) return null;
  const found = await complete(context.state.doc.toString(), context.pos).catch(() => []);
  if (context.aborted || found.length === 0) return null;
  return { from, options: found.map(({ name, kind }) => ({ label: name, type: types[kind] ?? 'variable' })), validFor: /^[\w$]*$/ };
}
