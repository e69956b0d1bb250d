import { MenuItem, MenuList, Paper, Popper, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslate } from 'react-admin';
import type { Person } from '../model/approvals';
import { completed, typedMention, type TypedMention } from '../model/mentions';
import { readersOf } from '../providers/commentsApi';

/** A text of several lines in which @ and a part of a name offer the people who can read the record: by arrow keys and Enter, or by pointer. */
export function MentionInput({ object, id, label, value, onChange, onMention }: {
  readonly object: string;
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onMention: (person: Person) => void;
}) {
  const translate = useTranslate();
  const input = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number>(undefined);
  const [typed, setTyped] = useState<TypedMention>();
  const [current, setCurrent] = useState(0);
  const { data: people = [] } = useQuery({
    queryKey: ['readers', object, id, typed?.search], queryFn: ({ signal }) => readersOf(object, id, typed?.search ?? '', signal), enabled: typed !== undefined, staleTime: 30_000,
  });
  const isOpen = typed !== undefined && people.length > 0;
  useEffect(() => {
    if (caret.current === undefined) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [value]);
  const look = (text: string, at: number) => {
    setTyped(typedMention(text, at));
    setCurrent(0);
  };
  const choose = (person: Person | undefined) => {
    if (person === undefined || typed === undefined) return;
    const done = completed(value, input.current?.selectionStart ?? value.length, typed, person);
    caret.current = done.caret;
    onChange(done.text);
    onMention(person);
    setTyped(undefined);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (!isOpen || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setCurrent((current + (event.key === 'ArrowDown' ? 1 : people.length - 1)) % people.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(people[current]);
    else if (event.key === 'Escape') setTyped(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <TextField
        fullWidth multiline minRows={2} maxRows={12} size="small" label={label} value={value} inputRef={input}
        onChange={({ target }) => { onChange(target.value); look(target.value, target.selectionStart ?? target.value.length); }}
        onKeyDown={press} onBlur={() => setTyped(undefined)}
        slotProps={{ htmlInput: { 'maxLength': 10_000, 'aria-autocomplete': 'list', 'aria-expanded': isOpen } }}
      />
      <Popper open={isOpen} anchorEl={input.current} placement="bottom-start" sx={{ zIndex: 'modal' }}>
        <Paper elevation={4}>
          <MenuList dense aria-label={translate('comments.mention')}>
            {people.map((person, i) => (
              // The pointer must not take the focus from the text.
              <MenuItem key={person.id} selected={i === current} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(person)}>{person.name}</MenuItem>
            ))}
          </MenuList>
        </Paper>
      </Popper>
    </>
  );
}
