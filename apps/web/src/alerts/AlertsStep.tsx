import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { ChoiceCards } from '../ui/ChoiceCards.tsx'
import { AlertList } from './AlertList.tsx'
import { DefaultAlerts } from './DefaultAlerts.tsx'
import { alertsChoiceOf, chooseAlerts } from './alertList.ts'

const path = ['alert_attributes']

/** Who is told what about runs: `alert_attributes`. */
export default function AlertsStep() {
  const { payload, known } = useBuilder()
  const { change } = useEdit()
  const alerts = payload.alert_attributes
  const isStored = known.stored !== undefined
  const sent = alertsChoiceOf(alerts)
  // Who has removed the last alert is still at the list, though an empty one means no alerts.
  const [isAtList, setIsAtList] = useState(sent === 'list')
  if (sent === 'list' && !isAtList) setIsAtList(true)
  const choice = sent === 'none' && isAtList ? 'list' : sent
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Alerts</Title>
        <Text c="dimmed" size="sm">
          Mails go to the people who subscribe to the sync and to the workspace’s addresses; the API
          has no setting for them.
        </Text>
      </div>
      <div>
        <ChoiceCards
          label="Alerts"
          choices={[
            {
              value: 'api',
              label: 'Leave to the API',
              text: isStored
                ? 'Sends no alert_attributes: the alerts that the sync has stay as they are.'
                : 'Sends no alert_attributes at all: the API adds its own, shown below.',
            },
            {
              value: 'list',
              label: 'These alerts',
              text: 'Sends exactly the list below. It begins with the two defaults.',
            },
            {
              value: 'none',
              label: 'No alerts',
              code: '[]',
              text: 'Sends an empty list: nobody is told when runs fail.',
            },
          ]}
          value={choice}
          onChange={(to) => {
            setIsAtList(to === 'list')
            change((draft) => chooseAlerts(draft, to))
          }}
          dataPath={pathKey(path)}
        />
        <FieldProblems path={path} exact />
      </div>
      {sent === 'other' && (
        <RawJson
          path={path}
          label="Alerts as JSON"
          description="This is not a list of alerts. Correct it here, or choose one of the above to replace it."
          hideProblems
        />
      )}
      {choice === 'api' && !isStored && <DefaultAlerts payload={payload} />}
      {choice === 'list' && <AlertList alerts={Array.isArray(alerts) ? alerts : []} />}
      <ParkedValues by="alerts" />
    </Stack>
  )
}
