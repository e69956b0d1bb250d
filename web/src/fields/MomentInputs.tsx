import { DatePicker } from '@mui/x-date-pickers/DatePicker';
import { DateTimePicker } from '@mui/x-date-pickers/DateTimePicker';
import { TimePicker } from '@mui/x-date-pickers/TimePicker';
import { AdapterDayjs } from '@mui/x-date-pickers/AdapterDayjs';
import { LocalizationProvider } from '@mui/x-date-pickers/LocalizationProvider';
import { zhCN } from '@mui/x-date-pickers/locales';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ReactNode } from 'react';
import { useLocale } from 'react-admin';
import type { WorkspaceField } from '../api/workspace.generated';
import { typeOf } from '../model/fieldTypes';
import { utcToZoned, zonedToUtc } from '../model/times';
import { unreadable } from '../model/validation';
import { useFormats } from '../providers/workspaceContext';
import { textFieldProps, useBound } from './inputs';

/** Dates, instants and times of day. Loaded when a form first needs one. */
export default function MomentInput({ field }: { readonly field: WorkspaceField }) {
  const bound = useBound(field);
  const { onBlur, helperText, error, required, size, fullWidth, id } = textFieldProps(bound);
  return (
    <MomentPicker
      kind={typeOf(field)} label={bound.label} value={bound.value} change={bound.change}
      textField={{ onBlur, helperText, error, required, size, fullWidth, id }} inputRef={bound.ref}
    />
  );
}

export function MomentPicker({ kind, label, value, change, textField, inputRef }: {
  readonly kind: string;
  readonly label: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly textField?: Record<string, unknown>;
  readonly inputRef?: (element: HTMLElement | null) => void;
}) {
  const { timeZone } = useFormats();
  const locale = useLocale() ?? 'en';
  const chinese = locale.startsWith('zh');
  const common = {
    label,
    inputRef: inputRef as ((element: HTMLInputElement | null) => void) | undefined,
    slotProps: { textField: { size: 'small' as const, fullWidth: true, ...textField }, field: { clearable: true } },
  };
  if (kind === 'date') {
    return (
      <Localized chinese={chinese}>
        <DatePicker
          {...common} value={toDay(value, 'date', timeZone)} format={chinese ? 'YYYY/MM/DD' : 'DD MMM YYYY'}
          onChange={(day) => change(fromDay(day, 'date', timeZone))}
        />
      </Localized>
    );
  }
  if (kind === 'time') {
    return (
      <Localized chinese={chinese}>
        <TimePicker {...common} ampm={false} value={toDay(value, 'time', timeZone)} onChange={(day) => change(fromDay(day, 'time', timeZone))} />
      </Localized>
    );
  }
  return (
    <Localized chinese={chinese}>
      <DateTimePicker
        {...common} ampm={false} value={toDay(value, 'dateTime', timeZone)} format={chinese ? 'YYYY/MM/DD HH:mm' : 'DD MMM YYYY HH:mm'}
        onChange={(day) => change(fromDay(day, 'dateTime', timeZone))}
      />
    </Localized>
  );
}

function Localized({ chinese, children }: { readonly chinese: boolean; readonly children: ReactNode }) {
  return (
    <LocalizationProvider
      dateAdapter={AdapterDayjs} adapterLocale={chinese ? 'zh-cn' : 'en'}
      localeText={chinese ? zhCN.components.MuiLocalizationProvider.defaultProps.localeText : undefined}
    >
      {children}
    </LocalizationProvider>
  );
}

type Kind = 'date' | 'dateTime' | 'time';

/** The picker works on wall-clock time; an instant becomes the wall clock of the user's zone. */
function toDay(value: unknown, kind: Kind, timeZone: string): Dayjs | null {
  if (typeof value !== 'string' || value === '' || value === unreadable) return null;
  const local = kind === 'dateTime' ? utcToZoned(value, timeZone) : kind === 'time' ? `2000-01-01T${value}` : value;
  return local === undefined ? null : dayjs(local);
}

function fromDay(day: Dayjs | null, kind: Kind, timeZone: string): unknown {
  if (day === null) return null;
  if (!day.isValid() || day.year() < 1) return unreadable;
  if (kind === 'date') return day.format('YYYY-MM-DD');
  if (kind === 'time') return day.format('HH:mm:ss');
  return zonedToUtc(day.format('YYYY-MM-DDTHH:mm:ss'), timeZone) ?? unreadable;
}
