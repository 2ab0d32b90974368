import { Combobox, InputBase, Loader, useVirtualizedCombobox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  memo,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { Chevron } from './Chevron.tsx'
import classes from './picker.module.css'
import { holdsWords, searchWords } from './searchWords.ts'

/** Something that can be picked. */
export interface PickerOption {
  /** Unique in its list. */
  value: string
  label: string
  /** The API's own name or another short hint, shown after the label and searched as well. */
  detail?: string
  /** Why this option cannot be picked now; it stays visible. */
  disabledReason?: string
}

/** A searchable single choice that stays fast with thousands of options. */
export interface PickerProps {
  label: string
  /** The API's own name of it, shown after the label. */
  api?: string
  /** Takes the label off the screen, not from screen readers. */
  hideLabel?: boolean
  description?: ReactNode
  placeholder?: string
  options: readonly PickerOption[]
  value: string | undefined
  onChange: (value: string | undefined) => void
  /** Shown while the options are read. */
  loading?: boolean
  error?: ReactNode
  disabled?: boolean
  /**
   * Lets what is typed be taken though no option has it: what the API does not list can still be
   * meant. Gives the text as a value, or undefined when it cannot be one.
   */
  takeTyped?: (text: string) => string | undefined
  /** Said beside a typed value: "not checked". */
  typedHint?: string
  /** Lets the choice be taken back. */
  clearable?: boolean
  /** Where the value stands in the payload, for jumps (see `pathKey`). */
  dataPath?: string
}

const rowHeight = 36
const keepOnScreen = { shift: { mainAxis: true } }

/** The options that hold every word of `search`, those that begin with it first. */
export function searchOptions(options: readonly PickerOption[], search: string): PickerOption[] {
  const words = searchWords(search)
  if (words.length === 0) return options.slice()
  const texts = textsOf(options)
  const found = options.filter((_, index) => holdsWords(texts[index] ?? '', words))
  const start = search.trim().toLowerCase()
  const rank = (option: PickerOption) => (option.label.toLowerCase().startsWith(start) ? 0 : 1)
  return found.toSorted((a, b) => rank(a) - rank(b))
}

const searchTexts = new WeakMap<readonly PickerOption[], readonly string[]>()

/** What each option is found by, made once for a list that is searched at every key press. */
function textsOf(options: readonly PickerOption[]): readonly string[] {
  const known = searchTexts.get(options)
  if (known) return known
  const texts = options.map(({ label, detail = '', value }) =>
    `${label} ${detail} ${value}`.toLowerCase(),
  )
  searchTexts.set(options, texts)
  return texts
}

/** A `takeTyped` by which any text can be meant. */
export function takeAny(text: string): string {
  return text
}

/** Picks one of `options`; what is typed and can mean only one thing is taken on leaving. */
export function Picker(props: PickerProps) {
  const { options, value, onChange, takeTyped } = props
  const [search, setSearch] = useState<string>()
  const [active, setActive] = useState(-1)
  const listId = useId()

  const selected = useMemo(() => options.find((option) => option.value === value), [options, value])
  const text = search?.trim() ?? ''
  const matches = useMemo(() => searchOptions(options, search ?? ''), [options, search])
  const found = useMemo(() => {
    const typed = text ? takeTyped?.(text) : undefined
    const isListed = typed === undefined || options.some((option) => option.value === typed)
    if (isListed) return matches
    const detail = props.typedHint ?? 'not checked'
    return [...matches, { value: typed, label: `Use “${typed}”`, detail }]
  }, [options, matches, text, takeTyped, props.typedHint])

  function pick(option: PickerOption | undefined) {
    if (!option || option.disabledReason) return
    onChange(option.value)
    combobox.closeDropdown()
  }
  /** Takes what the text says by itself, since leaving must not lose it. */
  function leave() {
    // Another window was chosen: the text is still being typed.
    if (!document.hasFocus()) return
    const sameName = ({ label }: PickerOption) => label.toLowerCase() === text.toLowerCase()
    const isTwice = matches.filter(sameName).length > 1
    const named = matches.find((option) => option.value === text || (!isTwice && sameName(option)))
    if (text !== '') pick(matches.length === 0 ? found[0] : named)
    combobox.closeDropdown()
  }
  const combobox = useVirtualizedCombobox({
    totalOptionsCount: found.length,
    getOptionId: (index) => optionId(listId, index),
    selectedOptionIndex: active,
    activeOptionIndex: found.findIndex((option) => option.value === value),
    setSelectedOptionIndex: setActive,
    isOptionDisabled: (index) => Boolean(found[index]?.disabledReason),
    onSelectedOptionSubmit: (index) => pick(found[index]),
    onDropdownOpen: () => setActive(found.findIndex((option) => option.value === value)),
    onDropdownClose: () => {
      setSearch(undefined)
      setActive(-1)
    },
  })

  // To draw the list costs more than a frame: the letter that was typed is on the screen before.
  const isOpen = combobox.dropdownOpened
  const list = useMemo(() => ({ isOpen, found, active }), [isOpen, found, active])
  const drawn = useDeferredValue(list)
  const latestPick = useRef(pick)
  useEffect(() => {
    latestPick.current = pick
  })
  const pickDrawn = useCallback((option: PickerOption) => latestPick.current(option), [])
  const shown = selected?.label ?? value ?? ''
  return (
    // It learns the id of its list from the list, which is drawn later than the input tells of it.
    <Combobox
      store={{ ...combobox, listId }}
      resetSelectionOnOptionHover={false}
      position="bottom-start"
      // Mantine does not move what it takes to be as wide as its target.
      middlewares={keepOnScreen}
      withinPortal
    >
      <Combobox.Target withExpandedAttribute>
        <InputBase
          role="combobox"
          classNames={{ input: classes.input }}
          {...(props.hideLabel ? { 'aria-label': props.label } : { label: labelOf(props) })}
          description={props.description}
          placeholder={props.placeholder ?? 'Search'}
          error={props.error}
          disabled={props.disabled ?? false}
          data-path={props.dataPath}
          // What is looked for is not picked yet: undo means the text.
          data-own-undo={search === undefined ? undefined : true}
          autoComplete="off"
          spellCheck={false}
          value={search ?? shown}
          title={shown}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={leave}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setActive(event.currentTarget.value.trim() ? 0 : -1)
            combobox.openDropdown()
          }}
          rightSectionPointerEvents={props.clearable && value !== undefined ? 'all' : 'none'}
          rightSection={
            props.loading ? (
              <Loader size={16} aria-label="Loading" />
            ) : props.clearable && value !== undefined ? (
              <Combobox.ClearButton
                aria-label={`Clear ${props.label}`}
                onClear={() => onChange(undefined)}
              />
            ) : (
              <Chevron />
            )
          }
        />
      </Combobox.Target>
      {drawn.isOpen && (
        <Combobox.Dropdown className={classes.dropdown}>
          <OptionList
            id={listId}
            label={props.label}
            found={drawn.found}
            active={drawn.active}
            value={value}
            loading={props.loading ?? false}
            onPick={pickDrawn}
          />
        </Combobox.Dropdown>
      )}
    </Combobox>
  )
}

function labelOf({ label, api }: PickerProps): ReactNode {
  if (!api) return label
  return (
    <>
      {label} <code className={classes.api}>{api}</code>
    </>
  )
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

const OptionList = memo(function OptionList(props: {
  id: string
  label: string
  found: readonly PickerOption[]
  active: number
  value: string | undefined
  loading: boolean
  onPick: (option: PickerOption) => void
}) {
  const { id, found, active } = props
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null)
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => viewport,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: useCallback((index: number) => found[index]?.value ?? index, [found]),
  })
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: 'auto' })
  }, [rows, viewport, active])

  return (
    // The list itself scrolls: a box within it would need a tab stop of its own.
    <Combobox.Options
      id={id}
      aria-label={props.label}
      ref={setViewport}
      className={classes.viewport}
    >
      {found.length === 0 ? (
        <Combobox.Empty>{props.loading ? 'Loading' : 'Nothing found'}</Combobox.Empty>
      ) : (
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => {
            const option = found[row.index]!
            return (
              // Not Combobox.Option: a dozen of them cost half of the time of a key press.
              <button
                key={row.key}
                type="button"
                id={optionId(id, row.index)}
                role="option"
                tabIndex={-1}
                className={classes.option}
                aria-selected={option.value === props.value}
                aria-disabled={Boolean(option.disabledReason) || undefined}
                aria-setsize={found.length}
                aria-posinset={row.index + 1}
                data-marked={row.index === active || undefined}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => props.onPick(option)}
                style={{ top: row.start, height: row.size }}
              >
                <span className={classes.label} title={option.label}>
                  {option.label}
                </span>
                <span className={classes.detail} title={option.detail}>
                  {option.disabledReason ?? option.detail}
                </span>
              </button>
            )
          })}
        </div>
      )}
    </Combobox.Options>
  )
})
