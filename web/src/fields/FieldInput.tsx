import { Skeleton, TextField } from '@mui/material';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { WorkspaceField } from '../api/workspace.generated';
import { typeOf } from '../model/fieldTypes';
import { CheckboxInput, MultiPicklistInput, PicklistInput, TagsInput } from './ChoiceInputs';
import { AddressInput, GeolocationInput } from './CompositeInputs';
import { FileInput } from './FileInput';
import { CurrencyInput, DurationInput, NumberInput, PercentInput } from './NumberInputs';
import { LookupInput, ManyToManyInput, PolymorphicInput } from './ReferenceInputs';
import { EncryptedInput, JsonInput, LongTextInput, TextInput } from './TextInputs';

const MomentInput = lazy(() => import('./MomentInputs'));
const RichTextInput = lazy(() => import('./RichTextInput'));

/** The widget of a field type. The form around it holds the value under the field's name. */
export function FieldInput({ field }: { readonly field: WorkspaceField }): ReactNode {
  switch (typeOf(field)) {
    case 'text': case 'email': case 'phone': case 'url': case 'id':
      return <TextInput field={field} />;
    case 'longText':
      return <LongTextInput field={field} />;
    case 'richText':
      return <Waiting height={150}><RichTextInput field={field} /></Waiting>;
    case 'integer': case 'decimal':
      return <NumberInput field={field} />;
    case 'currency':
      return <CurrencyInput field={field} />;
    case 'percent':
      return <PercentInput field={field} />;
    case 'duration':
      return <DurationInput field={field} />;
    case 'checkbox':
      return <CheckboxInput field={field} />;
    case 'date': case 'dateTime': case 'time':
      return <Waiting height={40}><MomentInput field={field} /></Waiting>;
    case 'picklist':
      return <PicklistInput field={field} />;
    case 'multiPicklist':
      return <MultiPicklistInput field={field} />;
    case 'tags':
      return <TagsInput field={field} />;
    case 'address':
      return <AddressInput field={field} />;
    case 'geolocation':
      return <GeolocationInput field={field} />;
    case 'lookup': case 'masterDetail':
      return <LookupInput field={field} />;
    case 'polymorphicLookup':
      return <PolymorphicInput field={field} />;
    case 'manyToMany':
      return <ManyToManyInput field={field} />;
    case 'file': case 'image':
      return <FileInput field={field} />;
    case 'json':
      return <JsonInput field={field} />;
    case 'encryptedText':
      return <EncryptedInput field={field} />;
    case 'autoNumber':
      return <GivenNumber field={field} />;
  }
}

function Waiting({ height, children }: { readonly height: number; readonly children: ReactNode }) {
  return <Suspense fallback={<Skeleton variant="rounded" height={height} />}>{children}</Suspense>;
}

function GivenNumber({ field }: { readonly field: WorkspaceField }) {
  const translate = useTranslate();
  return <TextField size="small" fullWidth disabled label={field.label} value={translate('form.number')} />;
}
