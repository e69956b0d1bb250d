import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, defaultHighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { Box, useTheme } from '@mui/material';
import { useEffect, useRef, useState } from 'react';

/** A source file in TypeScript or JavaScript. What is wrong in it is told by the plan, with line and column. */
export default function SourceEditor({ source, label, onChange }: { readonly source: string; readonly label: string; readonly onChange: (source: string) => void }) {
  const { palette } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  useEffect(() => { change.current = onChange; });
  const [start] = useState(source);

  useEffect(() => {
    if (place.current === null) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          lineNumbers(), foldGutter(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), javascript({ typescript: label.endsWith('.ts') }),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }), keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]), EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.theme({ '&': { fontSize: '13px' }, '.cm-scroller': { maxHeight: 'calc(100dvh - 270px)', minHeight: '200px', overflow: 'auto' } }, { dark: palette.mode === 'dark' }),
          EditorView.updateListener.of((update) => { if (update.docChanged) change.current(update.state.doc.toString()); }),
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
