import { textForm, wholeNumber } from '../draft/fieldText.ts'
import { schedulePath, triggersPath } from './frequency.ts'

export const dayPath = [...schedulePath, 'day']
export const hourPath = [...schedulePath, 'hour']
export const minutePath = [...schedulePath, 'minute']
export const cronPath = [...schedulePath, 'cron_expression']

/** What is typed in the schedule step: the ids of jobs are texts, also where they are digits. */
export const scheduleForm = textForm({
  day: { path: dayPath },
  hour: { path: hourPath, parse: wholeNumber },
  minute: { path: minutePath, parse: wholeNumber },
  cron_expression: { path: cronPath },
  dbt_project_id: { path: [...triggersPath, 'dbt_cloud', 'project_id'] },
  dbt_job_id: { path: [...triggersPath, 'dbt_cloud', 'job_id'] },
  fivetran_job_id: { path: [...triggersPath, 'fivetran', 'job_id'] },
  fivetran_job_name: { path: [...triggersPath, 'fivetran', 'job_name'] },
})
