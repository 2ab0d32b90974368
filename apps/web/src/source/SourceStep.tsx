import { Title } from '@mantine/core'

export default function SourceStep() {
  return <Title order={2}>Source</Title>
}
