import { Text, UnstyledButton } from '@mantine/core'
import type { JsonObject } from '@sync-builder/schema'
import type { Rendered } from '@sync-builder/schema/render-template'
import { useState } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { sampleKindNames } from '../../draft/sampleKinds.ts'
import { useSamples } from '../../draft/useSamples.ts'
import classes from './template.module.css'
import { useSampleResults } from './useSampleResults.ts'

/** So many results are a handful; the others come when they are asked for. */
const shownAtFirst = 6
/** What is shown of a value or a result, in characters. */
const mostShown = 160

/** What the template makes of the sample records, none of which leave the browser. */
export function SampleResults({ template }: { template: string }) {
  const { known } = useBuilder()
  const { all } = useSamples()
  const [isWhole, setIsWhole] = useState(false)
  const shown = useSampleResults(template, all, known.columns)
  if (!shown) return null
  const { read, samples, results } = shown
  const some = isWhole ? samples : samples.slice(0, shownAtFirst)
  const left = samples.length - some.length
  return (
    <section aria-label="Results" className={classes.results}>
      <Text size="sm" fw={600}>
        Result on sample records
      </Text>
      {results.kind !== 'done' ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {results.kind === 'took too long'
            ? `Took too long: stopped after ${results.limitMs / 1000} s.`
            : 'Could not be tried here: the browser did not start the worker for it.'}
        </Text>
      ) : (
        <ul className={classes.list}>
          {some.map(({ id, kind, record }, index) => (
            <li key={id} className={classes.result}>
              <span className={classes.sample}>
                {sampleKindNames[kind]}
                {read.length > 0 && <Values record={record} names={read} />}
              </span>
              <Result rendered={results.result[index]} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <UnstyledButton className={classes.more} onClick={() => setIsWhole(true)}>
          Show {left} more
        </UnstyledButton>
      )}
    </section>
  )
}

/** The values of a record that the template reads. */
function Values({ record, names }: { record: JsonObject; names: readonly string[] }) {
  const values = names.map((name) => `${name}: ${JSON.stringify(record[name] ?? null)}`).join(', ')
  return (
    <span className={classes.values} title={values}>
      {shorten(values)}
    </span>
  )
}

function Result({ rendered }: { rendered: Rendered | undefined }) {
  if (!rendered) return null
  if ('text' in rendered) {
    // In quotes, so that white space is seen.
    return <code className={classes.text}>“{shorten(rendered.text)}”</code>
  }
  const { message, position } = rendered.problem
  return (
    <span className={classes.failure}>
      {message}
      {position && ` (line ${position.line}, column ${position.column})`}
    </span>
  )
}

function shorten(text: string): string {
  if (text.length <= mostShown) return text
  return `${text.slice(0, mostShown)}… (${text.length} characters)`
}
