import { ActionIcon } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconKey, IconTrash } from '@tabler/icons-react'
import { canBeKey, type Problem } from '@sync-builder/schema'
import { memo } from 'react'
import { pathKey, useFact } from '../draft/builder.ts'
import { ProblemTexts } from '../draft/ProblemTexts.tsx'
import { FieldControl } from './FieldControl.tsx'
import { FromControl } from './FromControl.tsx'
import classes from './mapping.module.css'
import { conversionWords } from './conversionWords.ts'
import { isKey, readRow } from './mappings.ts'
import { RawMapping } from './RawMapping.tsx'
import { rowPath, useRowSurroundings } from './rowActions.ts'
import { flagWords } from './rowDetails.ts'

/** The cells of a mapping. Drawn again only when the row itself or its problems change. */
export const MappingTableRow = memo(function MappingTableRow(props: {
  id: string
  index: number
  problems: readonly Problem[] | undefined
}) {
  const { id, index, problems } = props
  const { picks, actions, store } = useRowSurroundings()
  // At a key press the rest of the table has nothing to draw.
  const row = useFact(store, ({ draft }) =>
    draft.rows[index]?.id === id ? draft.rows[index] : draft.rows.find((other) => other.id === id),
  )
  if (!row) return null
  const view = readRow(row.mapping)
  const conversion = conversionWords(row.mapping, picks)
  const flags = flagWords(row.mapping)
  return (
    <>
      {view.kind === 'raw' ? (
        <div role="cell" aria-colspan={3} className={classes.raw}>
          <RawMapping
            label={`Row ${index + 1} as JSON`}
            mapping={row.mapping}
            dataPath={pathKey(rowPath(index))}
            onChange={(value) => actions.edit(row.id, [{ op: 'set', path: [], value }])}
          />
        </div>
      ) : (
        <>
          <div role="cell">
            <FromControl id={row.id} index={index} view={view} />
          </div>
          <div role="cell" className={classes.to}>
            <span className={classes.arrow} aria-hidden />
            <FieldControl
              id={row.id}
              index={index}
              to={view.to}
              isKey={isKey(row.mapping)}
              conversion={conversion}
            />
          </div>
          <div role="cell" className={classes.key}>
            <KeyToggle id={row.id} index={index} to={view.to} isOn={isKey(row.mapping)} />
          </div>
        </>
      )}
      <RowButtons id={row.id} index={index} />
      <div role="cell" className={classes.notes}>
        {flags.length > 0 && (
          <ul className={classes.flags} aria-label={`Settings of row ${index + 1}`}>
            {flags.map((flag) => (
              <li key={flag} title={flag}>
                {flag}
              </li>
            ))}
          </ul>
        )}
        {problems && (
          <ProblemTexts problems={problems} onFix={(problem) => actions.fix(row.id, problem)} />
        )}
      </div>
    </>
  )
})

const KeyToggle = memo(function KeyToggle(props: {
  id: string
  index: number
  to: string
  isOn: boolean
}) {
  const { id, index, to, isOn } = props
  const { picks, actions } = useRowSurroundings()
  const able = canBeKey(picks.fieldsByName.get(to), picks.operation)
  const reason =
    able === false && !picks.keyRule.hidesField
      ? `${to} cannot be the key of ${picks.operation}`
      : undefined
  return (
    <ActionIcon
      variant={isOn ? 'filled' : 'subtle'}
      color={isOn ? undefined : 'gray'}
      aria-label={`Key, row ${index + 1}`}
      aria-pressed={isOn}
      aria-description={reason}
      title={isOn ? 'The sync key' : (reason ?? 'Make this the sync key')}
      className={reason && !isOn ? classes.unfit : undefined}
      data-path={pathKey(rowPath(index, 'is_primary_identifier'))}
      data-control="key"
      onClick={() => actions.toggleKey(id, picks.keyRule.hidesField)}
    >
      <IconKey size={18} />
    </ActionIcon>
  )
})

const RowButtons = memo(function RowButtons({ id, index }: { id: string; index: number }) {
  const { actions } = useRowSurroundings()
  return (
    <div role="cell" className={classes.actions}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Details of row ${index + 1}`}
        aria-haspopup="dialog"
        data-control="details"
        onClick={() => actions.openDetails(id)}
      >
        <IconAdjustmentsHorizontal size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove row ${index + 1}`}
        data-control="remove"
        onClick={() => actions.remove(id)}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </div>
  )
})
