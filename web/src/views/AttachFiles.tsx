import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Button, CircularProgress, IconButton, Tooltip } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useRef, type Dispatch, type SetStateAction } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { uploadFile, type FileRef } from '../api/files';
import { mostFiles } from '../providers/commentsApi';
import { useNotifyError } from './messages';

interface Props {
  readonly files: readonly FileRef[];
  readonly setFiles: Dispatch<SetStateAction<readonly FileRef[]>>;
  /** Told while files are sent. */
  readonly onBusy?: (busy: boolean) => void;
}

/** Files that go with what somebody says: they are sent as they are picked. */
export function AttachFiles({ files, setFiles, onBusy }: Props) {
  const translate = useTranslate();
  const notify = useNotify();
  const notifyError = useNotifyError();
  const picker = useRef<HTMLInputElement>(null);
  // One after the other; those before one that is refused stay.
  const { mutate: upload, isPending: uploading } = useMutation({
    mutationFn: async (picked: readonly File[]) => {
      for (const one of picked) {
        const file = await uploadFile(one);
        setFiles((before) => [...before, file]);
      }
    },
    onMutate: () => onBusy?.(true),
    onError: (error) => notifyError(error),
    onSettled: () => onBusy?.(false),
  });
  const room = mostFiles - files.length;
  return (
    <>
      <Tooltip title={translate('comments.attach')}>
        <span><IconButton aria-label={translate('comments.attach')} disabled={uploading || room <= 0} onClick={() => picker.current?.click()}><AttachFileOutlined fontSize="small" /></IconButton></span>
      </Tooltip>
      <input
        ref={picker} type="file" multiple hidden
        onChange={({ target }) => {
          const picked = [...target.files ?? []];
          if (picked.length > room) notify('comments.tooManyFiles', { type: 'warning', messageArgs: { max: mostFiles } });
          else if (picked.length > 0) upload(picked);
          target.value = '';
        }}
      />
      {files.map((file) => (
        <Button
          key={file.id} size="small" endIcon={<CloseOutlined />} aria-label={translate('comments.detach', { name: file.name })}
          onClick={() => setFiles((before) => before.filter((f) => f.id !== file.id))}
        >
          {file.name}
        </Button>
      ))}
      {uploading && <CircularProgress size={16} aria-label={translate('comments.uploading')} />}
    </>
  );
}
