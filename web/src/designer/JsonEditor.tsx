import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json, jsonLanguage } from '@codemirror/lang-json';
import { bracketMatching, defaultHighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { forEachDiagnostic, lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { Alert, Box, useTheme } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { isRecord } from '../api/problems';
import { fetchFindings, type Finding } from '../api/metadata';
import type { Body } from './documents';
import { rangeOf } from './jsonPlaces';

/** Typing pauses this long before the host looks at the document. */
const pause = 500;

/** A document as its JSON. The host checks it while it is written: its findings stand at the keys that they are about. */
export default function JsonEditor({ body, label, readOnly, onChange }: {
  readonly body: Body;
  readonly label: string;
  readonly readOnly: boolean;
  readonly onChange: (body: Body) => void;
}) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { palette } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const change = useRef(onChange);
  useEffect(() => { change.current = onChange; });
  const [start] = useState(() => JSON.stringify(body, null, 2));
  const [text, setText] = useState(start);
  const [fault, setFault] = useState<string>();

  useEffect(() => {
    if (place.current === null) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          lineNumbers(), foldGutter(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), json(), lintGutter(),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }), keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorState.readOnly.of(readOnly), EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.theme({ '&': { fontSize: '13px' }, '.cm-scroller': { maxHeight: 'calc(100dvh - 270px)', overflow: 'auto' } }, { dark: palette.mode === 'dark' }),
          EditorView.updateListener.of((update) => { if (update.docChanged) setText(update.state.doc.toString()); }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, [start, label, readOnly, palette.mode]);

  useEffect(() => {
    if (text === start) return undefined;
    const parsed = parse(text);
    if (!isRecord(parsed)) {
      setFault(translate('json.unreadable'));
      return undefined;
    }
    setFault(undefined);
    change.current(parsed);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      fetchFindings([{ kind: 'put', body: parsed }], locale, controller.signal).then((findings) => show(editor.current, text, findings)).catch(() => {
        // The findings are an aid while writing; the plan brings them again, and says why it cannot.
      });
    }, pause);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [text, start, translate, locale]);

  return (
    <Box>
      {fault !== undefined && <Alert severity="warning" sx={{ mb: 1 }}>{fault}</Alert>}
      <Box
        ref={place}
        sx={{ 'border': 1, 'borderColor': 'divider', 'borderRadius': 1, 'overflow': 'hidden', 'bgcolor': 'background.paper', '& .cm-gutters': { bgcolor: 'background.default', color: 'text.secondary', borderColor: 'divider' } }}
      />
    </Box>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Marks the findings where they are in the text; the text may have moved on since they were asked for. */
function show(view: EditorView | null, text: string, findings: readonly Finding[]): void {
  if (view === null || view.state.doc.toString() !== text) return;
  const tree = jsonLanguage.parser.parse(text);
  const marks = findings.map((finding): Diagnostic => ({
    ...rangeOf(tree, text, finding.pointer), severity: finding.isError ? 'error' : 'warning', source: finding.code,
    message: finding.suggestion === undefined ? finding.message : `${finding.message} → ${finding.suggestion}`,
  }));
  let same = true;
  let count = 0;
  forEachDiagnostic(view.state, (d) => { count += 1; same &&= marks.some((m) => m.message === d.message); });
  if (!same || count !== marks.length) view.dispatch(setDiagnostics(view.state, marks));
}
