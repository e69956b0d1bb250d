import { TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { textIn, withText } from './documents';

/** A text of a document in the languages of the application, side by side. */
export function Texts({ value, label, labelZh, required, lines, onChange }: {
  readonly value: unknown;
  /** Keys of the messages beside the inputs. */
  readonly label?: string;
  readonly labelZh?: string;
  readonly required?: boolean;
  /** Lines of the inputs; more than one for longer texts. */
  readonly lines?: number;
  readonly onChange: (value: unknown) => void;
}) {
  const translate = useTranslate();
  const size = lines === undefined ? {} : { multiline: true, minRows: lines };
  return (
    <>
      <TextField {...size} label={translate(label ?? 'studio.label')} required={required} value={textIn(value, 'en')} onChange={(event) => onChange(withText(value, 'en', event.target.value))} />
      <TextField {...size} label={translate(labelZh ?? 'studio.labelZh')} value={textIn(value, 'zh-CN')} onChange={(event) => onChange(withText(value, 'zh-CN', event.target.value))} />
    </>
  );
}
