import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Alert, Box, Button, IconButton, Link, Paper, Skeleton, Typography } from '@mui/material';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Confirm, useTranslate } from 'react-admin';
import { fileUrl, type FileRef } from '../api/files';
import { formatDateTime } from '../model/formats';
import { mentionedIn, partsOf } from '../model/mentions';
import type { Person } from '../model/approvals';
import { addComment, changeComment, commentsChanged, commentsOf, deleteComment, detachFile, type AppComment } from '../providers/commentsApi';
import { useSubscription } from '../providers/subscriptions';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { AttachFiles } from './AttachFiles';
import { useErrorText, useNotifyError } from './messages';
import { MentionInput } from './MentionInput';

interface Place {
  readonly object: string;
  readonly id: string;
}

/** What people say about a record, the latest first, live. */
export function Comments({ object, id }: Place) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const key = ['comments', object, id];
  useSubscription(commentsChanged(object, id), useCallback(() => void client.invalidateQueries({ queryKey: ['comments', object, id] }), [client, object, id]));
  const { data, isPending, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: key, initialPageParam: undefined as string | undefined, queryFn: ({ pageParam, signal }) => commentsOf(object, id, pageParam, signal), getNextPageParam: (last) => last.before,
  });
  const all = data?.pages.flatMap((p) => p.comments) ?? [];
  return (
    <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 860 }}>
      {workspace.get('Comment')?.canCreate === true && <Composer object={object} id={id} />}
      {isPending && <Skeleton variant="rounded" height={120} />}
      {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
      {data !== undefined && all.length === 0 && <Typography color="text.secondary">{translate('comments.empty')}</Typography>}
      <Box component="ul" aria-label={translate('comments.tab')} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {all.map((comment) => <Entry key={comment.id} comment={comment} object={object} id={id} />)}
      </Box>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{translate('comments.earlier')}</Button>}
    </Box>
  );
}

function Composer({ object, id }: Place) {
  const translate = useTranslate();
  const notifyError = useNotifyError();
  const client = useQueryClient();
  const [said, setSaid] = useState('');
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [files, setFiles] = useState<readonly FileRef[]>([]);
  const [uploading, setUploading] = useState(false);
  const { mutate: send, isPending } = useMutation({
    mutationFn: () => addComment(object, id, { text: said, mentions: mentionedIn(said, chosen).map((p) => p.id), files: files.map((f) => f.id) }),
    onSuccess: async () => {
      setSaid('');
      setChosen([]);
      setFiles([]);
      await client.invalidateQueries({ queryKey: ['comments', object, id] });
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1 }}>
      <MentionInput object={object} id={id} label={translate('comments.write')} value={said} onChange={setSaid} onMention={(person) => setChosen((before) => [...before, person])} />
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={isPending || uploading || said.trim() === ''} onClick={() => send()}>{translate('comments.send')}</Button>
        <AttachFiles files={files} setFiles={setFiles} onBusy={setUploading} />
      </Box>
    </Paper>
  );
}

function Entry({ comment, object, id }: Place & { readonly comment: AppComment }) {
  const translate = useTranslate();
  const notifyError = useNotifyError();
  const client = useQueryClient();
  const formats = useFormats();
  const [draft, setDraft] = useState<string>();
  const [chosen, setChosen] = useState<readonly Person[]>(comment.mentions);
  const [asked, setAsked] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ['comments', object, id] });
  const { mutate: save, isPending: saving } = useMutation({
    mutationFn: (said: string) => changeComment(comment.id, { text: said, mentions: mentionedIn(said, chosen).map((p) => p.id) }),
    onSuccess: async () => { setDraft(undefined); await refresh(); },
    onError: (error) => notifyError(error),
  });
  const { mutate: detach } = useMutation({ mutationFn: (file: string) => detachFile(comment, file), onSuccess: refresh, onError: (error) => notifyError(error) });
  const { mutate: remove } = useMutation({ mutationFn: () => deleteComment(comment.id), onSuccess: refresh, onError: (error) => notifyError(error) });
  return (
    <Paper component="li" variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography sx={{ fontWeight: 600 }}>{comment.author?.name ?? '—'}</Typography>
        <Typography variant="caption" color="text.secondary" sx={{ flex: 1 }}>
          {formatDateTime(comment.createdAt, formats)}{comment.isEdited && ` · ${translate('comments.edited')}`}
        </Typography>
        {comment.canEdit && draft === undefined && <Button size="small" onClick={() => setDraft(comment.text)}>{translate('comments.edit')}</Button>}
        {comment.canDelete && <Button size="small" color="error" onClick={() => setAsked(true)}>{translate('comments.remove')}</Button>}
      </Box>
      {draft === undefined
        ? (
          <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {partsOf(comment.text, comment.mentions).map((part, i) => (part.isMention ? <Box key={i} component="strong" sx={{ color: 'primary.main' }}>{part.text}</Box> : part.text))}
          </Typography>
        )
        : (
          <>
            <MentionInput object={object} id={id} label={translate('comments.edit')} value={draft} onChange={setDraft} onMention={(person) => setChosen((before) => [...before, person])} />
            <Box sx={{ display: 'flex', gap: 1 }}>
              <Button variant="contained" disabled={saving || draft.trim() === ''} onClick={() => save(draft)}>{translate('ra.action.save')}</Button>
              <Button onClick={() => setDraft(undefined)}>{translate('ra.action.cancel')}</Button>
            </Box>
          </>
        )}
      {comment.files.length > 0 && (
        <Box component="ul" aria-label={translate('comments.files')} sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          {comment.files.map((file) => (
            <li key={file.id}>
              <Link href={fileUrl(file.id)} target="_blank" rel="noreferrer" sx={{ overflowWrap: 'anywhere' }}>{file.name}</Link>
              {draft !== undefined && <IconButton size="small" aria-label={translate('comments.detach', { name: file.name })} onClick={() => detach(file.id)}><CloseOutlined fontSize="inherit" /></IconButton>}
            </li>
          ))}
        </Box>
      )}
      <Confirm
        isOpen={asked} title={translate('comments.remove')} content={translate('comments.removeAsk')} confirm={translate('comments.remove')} confirmColor="warning"
        onClose={() => setAsked(false)} onConfirm={() => { setAsked(false); remove(); }}
      />
    </Paper>
  );
}
