import { Code, Text } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './choiceCards.module.css'

/** One of a few things to choose, explained where it is chosen. */
export interface Choice<Value extends string> {
  value: Value
  label: string
  /** The API's own name of it. */
  code?: string
  /** What choosing it means, read out as its description. */
  text?: ReactNode
  /** Why it cannot be chosen now; it stays visible. */
  disabledReason?: string | undefined
}

export interface ChoiceCardsProps<Value extends string> {
  /** The group's accessible name and heading. */
  label: string
  description?: ReactNode
  choices: readonly Choice<Value>[]
  /** Undefined, or none of the choices: nothing is chosen. */
  value: string | undefined
  onChange: (value: Value) => void
  /** Where the value stands in the payload, for jumps (see `pathKey`). */
  dataPath?: string
  /** Narrowest width of a card in px; as many stand beside each other as fit. */
  minWidth?: number
}

/** A radio group whose options are cards: the arrow keys choose, as in any radio group. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const id = useId()
  const { choices, value, minWidth = 220 } = props
  // A jump must find something that takes the focus: disabled radios do not.
  const focusable =
    choices.find((choice) => choice.value === value) ??
    choices.find((choice) => !choice.disabledReason)
  return (
    <div
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-describedby={props.description ? `${id}-description` : undefined}
    >
      <Text id={`${id}-label`} size="sm" fw={600}>
        {props.label}
      </Text>
      {props.description && (
        <Text id={`${id}-description`} size="xs" c="dimmed" component="div">
          {props.description}
        </Text>
      )}
      <div
        className={classes.cards}
        style={{
          gridTemplateColumns: `repeat(auto-fill, minmax(min(${minWidth}px, 100%), 1fr))`,
        }}
      >
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={classes.card}
            data-disabled={choice.disabledReason !== undefined || undefined}
          >
            <input
              type="radio"
              name={id}
              className={classes.radio}
              checked={choice.value === value}
              disabled={choice.disabledReason !== undefined && choice.value !== value}
              onChange={() => props.onChange(choice.value)}
              aria-labelledby={`${id}-${choice.value}-label`}
              aria-describedby={`${id}-${choice.value}-text`}
              data-path={choice === focusable ? props.dataPath : undefined}
            />
            <span className={classes.head}>
              <span id={`${id}-${choice.value}-label`} className={classes.label}>
                {choice.label}
              </span>
              {choice.code && <Code className={classes.code}>{choice.code}</Code>}
            </span>
            <span id={`${id}-${choice.value}-text`} className={classes.text}>
              {choice.disabledReason && (
                <span className={classes.reason}>{choice.disabledReason}</span>
              )}
              {choice.text}
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}
