import FormatBoldOutlined from '@mui/icons-material/FormatBoldOutlined';
import FormatItalicOutlined from '@mui/icons-material/FormatItalicOutlined';
import FormatListBulletedOutlined from '@mui/icons-material/FormatListBulletedOutlined';
import FormatListNumberedOutlined from '@mui/icons-material/FormatListNumberedOutlined';
import FormatQuoteOutlined from '@mui/icons-material/FormatQuoteOutlined';
import FormatUnderlinedOutlined from '@mui/icons-material/FormatUnderlinedOutlined';
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import RedoOutlined from '@mui/icons-material/RedoOutlined';
import StrikethroughSOutlined from '@mui/icons-material/StrikethroughSOutlined';
import TitleOutlined from '@mui/icons-material/TitleOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import { Box, Divider, FormControl, FormHelperText, FormLabel, IconButton, Tooltip } from '@mui/material';
import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceField } from '../api/workspace.generated';
import { starred } from './ChoiceInputs';
import { useBound } from './inputs';

/** Formatted text. Loaded when a form first needs one. */
export default function RichTextInput({ field }: { readonly field: WorkspaceField }) {
  const bound = useBound(field);
  const { change, blur, ref } = bound;
  const value = typeof bound.value === 'string' ? bound.value : '';
  const own = useRef(value);
  const editor = useEditor({
    extensions: [StarterKit.configure({ heading: { levels: [2, 3] }, codeBlock: false, link: { openOnClick: false, protocols: ['mailto', 'tel'] } })],
    content: value,
    editorProps: { attributes: { 'id': bound.id, 'role': 'textbox', 'aria-multiline': 'true', 'aria-label': bound.label } },
    onUpdate: ({ editor: current }) => {
      own.current = current.isEmpty ? '' : current.getHTML();
      change(own.current === '' ? null : own.current);
    },
    onBlur: blur,
    onCreate: ({ editor: current }) => ref(current.view.dom),
  });
  useEffect(() => {
    if (value === own.current) return;
    own.current = value;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);
  return (
    <FormControl fullWidth error={bound.error}>
      <FormLabel sx={{ fontSize: 12, mb: 0.5 }}>{starred(bound)}</FormLabel>
      <Box
        sx={{
          'border': 1, 'borderColor': bound.error ? 'error.main' : 'divider', 'borderRadius': 1,
          '&:focus-within': { borderColor: bound.error ? 'error.main' : 'primary.main' },
          '& .ProseMirror': { minHeight: 110, maxHeight: 480, overflow: 'auto', px: 1.5, py: 0.5, outline: 'none', overflowWrap: 'anywhere' },
          '& .ProseMirror p': { my: 0.75 },
        }}
      >
        <Toolbar editor={editor} />
        <Divider />
        <EditorContent editor={editor} />
      </Box>
      {bound.helperText !== undefined && <FormHelperText>{bound.helperText}</FormHelperText>}
    </FormControl>
  );
}

function Toolbar({ editor }: { readonly editor: Editor }) {
  const translate = useTranslate();
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'), italic: current.isActive('italic'), underline: current.isActive('underline'),
      strike: current.isActive('strike'), heading: current.isActive('heading'), bullets: current.isActive('bulletList'),
      numbers: current.isActive('orderedList'), quote: current.isActive('blockquote'), link: current.isActive('link'),
      undo: !current.can().undo(), redo: !current.can().redo(),
    }),
  });
  const chain = () => editor.chain().focus();
  const button = (name: keyof typeof active, icon: ReactNode, run: () => void) => {
    const history = name === 'undo' || name === 'redo';
    return (
      <Tooltip title={translate(`richText.${name}`)} key={name}>
        <span>
          <IconButton
            size="small" aria-label={translate(`richText.${name}`)} color={!history && active[name] ? 'primary' : 'default'}
            disabled={history && active[name]} onMouseDown={(event) => event.preventDefault()} onClick={run}
          >
            {icon}
          </IconButton>
        </span>
      </Tooltip>
    );
  };
  const link = () => {
    if (active.link) chain().unsetLink().run();
    else {
      const href = window.prompt(translate('richText.linkAddress'), 'https://');
      if (href !== null && /^(https?|mailto|tel):/i.test(href)) chain().extendMarkRange('link').setLink({ href }).run();
    }
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', px: 0.5 }}>
      {button('bold', <FormatBoldOutlined fontSize="small" />, () => chain().toggleBold().run())}
      {button('italic', <FormatItalicOutlined fontSize="small" />, () => chain().toggleItalic().run())}
      {button('underline', <FormatUnderlinedOutlined fontSize="small" />, () => chain().toggleUnderline().run())}
      {button('strike', <StrikethroughSOutlined fontSize="small" />, () => chain().toggleStrike().run())}
      {button('heading', <TitleOutlined fontSize="small" />, () => chain().toggleHeading({ level: 2 }).run())}
      {button('bullets', <FormatListBulletedOutlined fontSize="small" />, () => chain().toggleBulletList().run())}
      {button('numbers', <FormatListNumberedOutlined fontSize="small" />, () => chain().toggleOrderedList().run())}
      {button('quote', <FormatQuoteOutlined fontSize="small" />, () => chain().toggleBlockquote().run())}
      {button('link', <LinkOutlined fontSize="small" />, link)}
      {button('undo', <UndoOutlined fontSize="small" />, () => chain().undo().run())}
      {button('redo', <RedoOutlined fontSize="small" />, () => chain().redo().run())}
    </Box>
  );
}
