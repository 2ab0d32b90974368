import { Title } from '@mantine/core'

export default function DestinationStep() {
  return <Title order={2}>Destination</Title>
}
