import TransformOutlined from '@mui/icons-material/TransformOutlined';
import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceConversion, WorkspaceObject } from '../../api/workspace.generated';
import { offered } from '../../model/conversion';
import { recordLabel, type AppRecord } from '../../model/records';
import { ConvertDialog } from './ConvertDialog';

/** Buttons of the conversions that a record is offered: one is called as everywhere, several by their names. The dialog stays for its result when the record is offered none any more. */
export function ConvertButton({ object, record, isOffered }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly isOffered: boolean }) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState<WorkspaceConversion>();
  const conversions = isOffered ? offered(object, record) : [];
  return (
    <>
      {conversions.map((conversion) => (
        <Button key={conversion.name} variant="outlined" startIcon={<TransformOutlined />} title={conversion.description} onClick={() => setChosen(conversion)}>
          {conversions.length === 1 ? translate('conversion.action') : conversion.label}
        </Button>
      ))}
      {chosen !== undefined && <ConvertDialog object={object} conversion={chosen} id={record.id} name={recordLabel(object, record)} onClose={() => setChosen(undefined)} />}
    </>
  );
}
