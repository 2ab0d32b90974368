import { Text } from '@mantine/core'
import { clockText } from './pictureWords.ts'
import type { DotState, TimeAxis } from './runPicture.ts'
import classes from './timeAxis.module.css'

/** What a dot says by its sign, in the order of the legend. */
const signs: readonly [state: DotState, sign: string, words: string][] = [
  ['first', '1', 'Sent by run one'],
  ['second', '2', 'Sent by run two'],
  ['waits', '…', 'Waits for a newer time'],
  ['never', '×', 'Never sent'],
  ['not again', '–', 'Not sent again'],
  ['open', '?', 'Left to the API'],
  ['unread', '', 'Not read yet'],
]

const lineHeight = 24
const headHeight = 34
/** The hours that the axis begins and ends with. */
const [from, to] = [7.5, 13] as const
/** Where the axis begins and ends, in percent of the width: names stand before it. */
const [left, right] = [15, 97] as const

function place(hours: number): string {
  return `${left + ((hours - from) / (to - from)) * (right - left)}%`
}

/** Which rows go with which run, over the time at which they were written. */
export function TimeAxisPicture({ axis, isByTime }: { axis: TimeAxis; isByTime: boolean }) {
  const height = headHeight + axis.lines.length * lineHeight + 22
  const shown = signs.filter(([state]) =>
    axis.lines.some(({ dots }) => dots.some((dot) => dot.state === state)),
  )
  return (
    <figure className={classes.figure}>
      <Text component="figcaption" size="xs" c="dimmed">
        {isByTime
          ? 'The same rows over the time in the high water mark column. Each run draws its mark at the newest time and sends what lies between the last mark and the new one, the new one not included.'
          : 'The same rows over the time at which they came. An append knows them by their keys: what it has seen it never sends again.'}
      </Text>
      <svg className={classes.axis} width="100%" height={height} role="img" aria-label={said(axis)}>
        {[8, 9, 10, 11, 12].map((hour) => (
          <g key={hour}>
            <line
              className={classes.grid}
              x1={place(hour)}
              x2={place(hour)}
              y1={headHeight - 4}
              y2={height - 18}
            />
            <text className={classes.hour} x={place(hour)} y={height - 4} textAnchor="middle">
              {clockText(hour)}
            </text>
          </g>
        ))}
        {axis.runs.map(({ moment, at }, index) => (
          <g key={moment}>
            <line
              className={classes.run}
              x1={place(at)}
              x2={place(at)}
              y1={headHeight - 8}
              y2={height - 18}
            />
            <text
              className={classes.label}
              x={place(at)}
              y={index === 0 ? 22 : 10}
              textAnchor={at > 11 ? 'end' : 'middle'}
            >
              {`${isByTime ? 'Mark of run' : 'Run'} ${index === 0 ? 'one' : 'two'}`}
            </text>
          </g>
        ))}
        {axis.lines.map(({ key, dots }, index) => {
          const y = headHeight + index * lineHeight + lineHeight / 2
          return (
            <g key={key}>
              <text className={classes.name} x="0" y={y + 4}>
                {key}
              </text>
              {dots.map(({ at, state }) => (
                <g key={at} className={classes.dot} data-state={state}>
                  <circle cx={place(at)} cy={y} r="9" />
                  <text x={place(at)} y={y + 4} textAnchor="middle">
                    {signs.find(([known]) => known === state)?.[1]}
                  </text>
                </g>
              ))}
            </g>
          )
        })}
      </svg>
      <ul className={classes.legend} aria-hidden>
        {shown.map(([state, sign, words]) => (
          <li key={state}>
            <svg width="20" height="20" className={classes.dot} data-state={state}>
              <circle cx="10" cy="10" r="9" />
              <text x="10" y="14" textAnchor="middle">
                {sign}
              </text>
            </svg>
            {words}
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** The picture in words: "Ada, 10:00: waits for a newer time. …" */
function said({ lines }: TimeAxis): string {
  return lines
    .flatMap(({ key, dots }) =>
      dots.map(({ at, state }) => {
        const words = signs.find(([known]) => known === state)?.[2] ?? ''
        return `${key}, ${clockText(at)}: ${words.toLowerCase()}.`
      }),
    )
    .join(' ')
}
