import {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type Completion as Option, type CompletionContext, type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { linter, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, placeholder as placeholderText } from '@codemirror/view';
import { useTheme, type Theme } from '@mui/material';
import { useEffect, useRef } from 'react';
import { checkExpression, completeExpression, explainExpression, type Asked, type Completion, type ExpressionDiagnostic } from '../../api/expressions';
import { completionInfo, explanationNode, faultText } from './explanations';
import { insertion, isWord, narrowed, wordAt } from './completions';
import { expressionLanguage } from './language';

/** Typing pauses this long before the host looks at the expression. */
const pause = 300;

export interface ExpressionEditorProps {
  readonly value: string;
  readonly label: string;
  readonly describedBy: string;
  readonly placeholder: string;
  readonly locale: string;
  readonly invalid: boolean;
  readonly lines: number;
  /** Words on the button that takes over a suggestion. */
  readonly replaceBy: (suggestion: string) => string;
  /** What the expression stands in. */
  readonly asked: (expression: string) => Asked;
  readonly onChange: (value: string) => void;
  /** Errors of the expression as it is written; undefined when the host cannot be asked. */
  readonly onChecked: (expression: string, errors: readonly ExpressionDiagnostic[] | undefined) => void;
  readonly onFormat: () => void;
}

/** Writes an expression: completion, errors where they are, explanations under the pointer. Tab leaves it, as any text field. */
export default function ExpressionEditor(props: ExpressionEditorProps) {
  const theme = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const latest = useRef(props);
  useEffect(() => { latest.current = props; });
  const { value, label, describedBy, placeholder, invalid } = props;

  useEffect(() => {
    if (place.current === null) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({ doc: latest.current.value, extensions: [...behaviour(latest), ...appearance(theme, latest.current.lines)] }),
    });
    editor.current = view;
    return () => view.destroy();
  }, [theme]);

  // What comes from outside (a layout, a discarded draft) replaces the text; what was typed here is already in it.
  useEffect(() => {
    const view = editor.current;
    if (view !== null && view.state.doc.toString() !== value) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const content = editor.current?.contentDOM;
    content?.setAttribute('aria-label', label);
    content?.setAttribute('aria-describedby', describedBy);
    content?.setAttribute('aria-invalid', String(invalid));
    content?.setAttribute('aria-placeholder', placeholder);
  }, [label, describedBy, invalid, placeholder, theme]);

  // Escape closes the completions; what is being written is not to be lost with the dialog around it.
  return <div ref={place} onKeyDown={(event) => { if (event.key === 'Escape') event.stopPropagation(); }} />;
}

interface Latest { readonly current: ExpressionEditorProps }

function behaviour(latest: Latest): readonly Extension[] {
  return [
    history(), bracketMatching(), closeBrackets(), EditorView.lineWrapping, placeholderText(latest.current.placeholder),
    autocompletion({ override: [(context) => complete(context, latest)], maxRenderedOptions: 60, icons: true }),
    linter((view) => check(view, latest), { delay: pause }),
    hoverTooltip((view, at) => explain(view, at, latest), { hoverTime: 350 }),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      { key: 'Shift-Alt-f', run: () => { latest.current.onFormat(); return true; } },
      ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString());
    }),
  ];
}

async function complete(context: CompletionContext, latest: Latest): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const { from, to } = wordAt(text, context.pos);
  const last = text.charAt(from - 1);
  if (!context.explicit && from === context.pos && last !== '.' && last !== '"' && !/[=!]=\s$/.test(text.slice(0, from))) return null;
  // What was begun is left out: so the answer serves while the word grows and shrinks.
  const { asked, locale } = latest.current;
  const items = await completeExpression(asked(text.slice(0, from) + text.slice(to)), from, locale).catch(() => []);
  return context.aborted || items.length === 0 ? null : completionResult(items, from, to, text.slice(from, context.pos), locale);
}

function completionResult(items: readonly Completion[], from: number, to: number, typed: string, locale: string): CompletionResult {
  return {
    from, to, filter: false,
    options: narrowed(items, typed).map((item) => option(item, locale)),
    update: (_, start, end, context) => {
      const now = context.state.sliceDoc(start, context.pos);
      return isWord(now) ? completionResult(items, start, end, now, locale) : null;
    },
  };
}

const icons: Readonly<Record<Completion['kind'], string>> = {
  FIELD: 'property', RELATION: 'class', VARIABLE: 'variable', FUNCTION: 'function', MACRO: 'method', KEYWORD: 'keyword', CHOICE: 'enum',
};

/** Signs of the kinds, of characters that every font has. */
const glyphs: Readonly<Record<string, string>> = { property: '•', class: '≡', variable: 'x', function: 'ƒ', method: '()', keyword: '–', enum: '=' };

function option(item: Completion, locale: string): Option {
  return {
    label: item.name, type: icons[item.kind], detail: [item.label, item.type].filter((part) => part !== undefined && part !== item.name).join(' · '),
    info: item.signature === undefined && item.help === undefined ? undefined : () => completionInfo(item, locale),
    apply: (view, _, from, to) => {
      const { insert, caret } = insertion(item, view.state.sliceDoc(to, to + 1));
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + caret }, userEvent: 'input.complete' });
    },
  };
}

async function check(view: EditorView, latest: Latest): Promise<readonly Diagnostic[]> {
  const text = view.state.doc.toString();
  const { asked, locale, onChecked, replaceBy } = latest.current;
  if (text.trim() === '') {
    onChecked(text, []);
    return [];
  }
  const errors = await checkExpression(asked(text), locale).catch(() => undefined);
  onChecked(text, errors);
  return (errors ?? []).map((error): Diagnostic => {
    const from = Math.min(error.start, text.length), to = Math.min(error.start + error.length, text.length);
    const [begin, end] = from < to ? [from, to] : [Math.max(0, from - 1), Math.max(1, from)];
    return {
      from: begin, to: Math.min(end, text.length), severity: 'error', message: faultText(error),
      actions: error.suggestions.slice(0, 3).map((suggestion) => ({
        name: replaceBy(suggestion),
        apply: (target, start, stop) => target.dispatch({ changes: { from: start, to: stop, insert: suggestion } }),
      })),
    };
  });
}

async function explain(view: EditorView, at: number, latest: Latest) {
  const { asked, locale } = latest.current;
  const found = await explainExpression(asked(view.state.doc.toString()), at, locale).catch(() => undefined);
  if (found === undefined) return null;
  return { pos: found.start, end: found.start + found.length, above: true, create: () => ({ dom: explanationNode(found) }) };
}

function appearance({ palette, typography, shape }: Theme, lines: number): readonly Extension[] {
  const dark = palette.mode === 'dark';
  return [
    expressionLanguage(dark),
    EditorView.theme({
      '&': { fontSize: '13.5px', color: palette.text.primary },
      '&.cm-focused': { outline: 'none' },
      '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace', lineHeight: '1.6', maxHeight: '14em', overflow: 'auto' },
      '.cm-content': { minHeight: `${lines * 1.6}em`, padding: '8px 0', caretColor: palette.text.primary },
      '.cm-line': { padding: '0 12px' },
      '.cm-placeholder': { color: palette.text.secondary, fontStyle: 'italic' },
      '.cm-tooltip': {
        fontFamily: typography.fontFamily ?? 'inherit', fontSize: '13px', color: palette.text.primary, backgroundColor: palette.background.paper,
        border: `1px solid ${palette.divider}`, borderRadius: `${Number(shape.borderRadius)}px`, boxShadow: '0 6px 24px rgb(0 0 0 / 18%)', overflow: 'hidden', zIndex: 1500,
      },
      '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: typography.fontFamily ?? 'inherit', maxHeight: '16em' },
      '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px 4px 6px', display: 'flex', alignItems: 'baseline', gap: '6px' },
      '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: palette.primary.main, color: palette.primary.contrastText },
      '.cm-completionIcon': { width: '1.2em', textAlign: 'center', fontSize: '100%', opacity: '0.7', fontFamily: 'ui-monospace, monospace' },
      ...Object.fromEntries(Object.entries(glyphs).map(([type, glyph]) => [`.cm-completionIcon-${type}::after`, { content: `'${glyph}'` }])),
      '.cm-completionDetail': { marginLeft: 'auto', paddingLeft: '16px', fontStyle: 'normal', opacity: '0.85' },
      '.cm-completionInfo, .cm-explanation': { padding: '8px 12px', maxWidth: '26em', lineHeight: '1.45' },
      '.cm-explanation code, .cm-completionInfo code': { fontFamily: 'ui-monospace, monospace', fontSize: '12px' },
      '.cm-explanation p, .cm-completionInfo p': { margin: '4px 0 0' },
      '.cm-diagnostic': { padding: '6px 10px' },
      '.cm-diagnosticAction': { backgroundColor: palette.primary.main, color: palette.primary.contrastText, borderRadius: '4px', padding: '2px 8px', marginLeft: '8px' },
    }, { dark }),
  ];
}
