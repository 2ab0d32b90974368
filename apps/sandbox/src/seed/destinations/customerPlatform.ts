import type { SeedDestination } from '../seed.ts'
import { destination, field, key, lookup, object, option, preservable } from '../fields.ts'

/** The destination of the API's own example, and of the reference's upsert example. */
export const customerPlatform: SeedDestination = {
  destination: destination(15, 'Customer Platform', 'custom_api', {
    connection_details: { url: 'https://sync.example.com/census' },
  }),
  objects: [
    object(
      'user_data',
      'User data',
      ['upsert', 'mirror', 'update', 'insert'],
      [
        field('user_identifier.hashed_email_PREHASHED', 'Hashed email (prehashed)', 'String', {
          ...key,
          required_for_mapping: true,
        }),
        field('user_identifier.hashed_phone_number', 'Hashed phone number', 'String', key),
        field('list_id', 'User list', 'String', {
          ...lookup('user_list'),
          required_for_mapping: true,
        }),
        field('cohort', 'Cohort', 'String', preservable),
        field('email', 'Email', 'String', preservable),
        field('country_code', 'Country code', 'String'),
        field('lifetime_value', 'Lifetime value', 'Float'),
        field('consent.ad_user_data', 'Consent: ad user data', 'Boolean'),
        field('consent.ad_personalization', 'Consent: ad personalization', 'Boolean'),
        field('updated_at', 'Updated at', 'DateTime'),
      ],
      {
        allow_custom_fields: true,
        supports_field_ordering: true,
        advanced_configuration_field_definitions: [
          option('data_source_country', 'Data source country', 'text', {
            placeholder: 'US, GB',
            sort_order: 1,
          }),
          option('bulk_id_lookup', 'Bulk id lookup', 'boolean', { default: false, sort_order: 2 }),
        ],
      },
    ),
    object(
      'user_list',
      'User list',
      ['upsert', 'insert'],
      [
        field('id', 'Id', 'String', { createable: false, updateable: false }),
        field('name', 'Name', 'String', { ...key, required_for_mapping: true }),
        field('description', 'Description', 'String', preservable),
        field('membership_life_span', 'Membership life span (days)', 'Integer'),
      ],
    ),
    object(
      'Contact',
      'Contact',
      ['upsert', 'update', 'insert', 'mirror'],
      [
        field('Email', 'Email', 'String', key),
        field('FirstName', 'First name', 'String', preservable),
        field('LastName', 'Last name', 'String', preservable),
        field('AccountId', 'Account', 'Reference', lookup('Account')),
        field('LeadSource', 'Lead source', 'Picklist', preservable),
        field('MailingCity', 'Mailing city', 'String', preservable),
        field('Phone', 'Phone', 'Phone', preservable),
      ],
    ),
    object(
      'Account',
      'Account',
      ['upsert', 'update', 'insert'],
      [
        field('External_Id__c', 'External id', 'String', key),
        field('Name', 'Name', 'String', { required_for_mapping: true }),
        field('Industry', 'Industry', 'Picklist', preservable),
        field('AnnualRevenue', 'Annual revenue', 'Currency'),
      ],
    ),
  ],
}
