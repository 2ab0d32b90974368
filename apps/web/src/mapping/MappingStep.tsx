import { Title } from '@mantine/core'

export default function MappingStep() {
  return <Title order={2}>Mapping</Title>
}
