import { destination, field, key, keyRequired, list, object, option } from '../fields.ts'
import type { SeedDestination } from '../seed.ts'

/** Audiences that rows come into and leave, and conversions that are only ever sent. */
export const googleAds: SeedDestination = {
  destination: destination(14, 'Google Ads', 'google_ads', {
    connection_details: { customer_id: '123-456-7890' },
  }),
  objects: [
    object(
      'customer_match',
      'Customer match list',
      ['mirror', 'insert', 'delete'],
      [
        field('hashed_email', 'Hashed email', 'String', key),
        field('hashed_phone_number', 'Hashed phone number', 'String', key),
        field('mobile_id', 'Mobile device id', 'String', key),
        field('user_list', 'List name', 'String', { required_for_mapping: true }),
        field('country_code', 'Country', 'String'),
      ],
      {
        advanced_configuration_field_definitions: [
          option('consent', 'Consent', 'text', {
            default: 'UNSPECIFIED',
            supported_values: ['GRANTED', 'DENIED', 'UNSPECIFIED'],
          }),
        ],
      },
    ),
    object(
      'click_conversion',
      'Click conversion',
      ['append'],
      [
        field('click_conversion.gclid', 'Click id', 'String', { required_for_mapping: true }),
        field('click_conversion.conversion_date_time', 'Time', 'DateTime', {
          required_for_mapping: true,
        }),
        field('click_conversion.conversion_value', 'Value', 'Float'),
        field('click_conversion.currency_code', 'Currency', 'String'),
        field('click_conversion._census_tracking_id', 'Tracking id', 'String', {
          createable: false,
          updateable: false,
        }),
      ],
      {
        primary_identifier_mapping_attributes: {
          append: {
            required: false,
            hide_destination_key: true,
            notes: 'The service makes a tracking id for each row',
          },
        },
      },
    ),
  ],
  managedKeys: { click_conversion: 'click_conversion._census_tracking_id' },
}

/** Users with arrays that are merged or overwritten, and events that are appended. */
export const braze: SeedDestination = {
  destination: destination(16, 'Braze', 'braze', {
    connection_details: { instance_url: 'https://rest.iad-03.braze.example' },
  }),
  objects: [
    object(
      'user',
      'User',
      ['upsert', 'update', 'mirror'],
      [
        field('external_id', 'External user id', 'String', key),
        field('email', 'Email', 'String', { preserve_values_supported: true }),
        field('first_name', 'First name', 'String', { preserve_values_supported: true }),
        field('last_name', 'Last name', 'String', { preserve_values_supported: true }),
        field('country', 'Country', 'String'),
        field('home_city', 'Home city', 'String'),
        field('email_subscribe', 'Email subscription', 'Enumeration'),
        field('favorite_categories', 'Favorite categories', 'String', list),
        field('coupon_codes', 'Coupon codes', 'String', list),
        field('segments', 'Segments', 'String', list),
      ],
      {
        allow_custom_fields: true,
        allow_case_sensitive_fields: true,
        allow_case_sensitive_field_names: true,
      },
    ),
    object(
      'event',
      'Event',
      ['append'],
      [
        // The key of an append sync is the service's own field.
        field('unique_id', 'Unique id', 'String', { can_be_insert_key: true }),
        field('external_id', 'External user id', 'String'),
        field('name', 'Event name', 'String', { required_for_mapping: true }),
        field('time', 'Time', 'DateTime'),
        field('properties', 'Properties', 'Object'),
      ],
      {
        allow_custom_fields: true,
        allow_case_sensitive_fields: true,
        allow_case_sensitive_field_names: true,
        primary_identifier_mapping_attributes: {
          append: { ...keyRequired, hide_destination_key: true },
        },
      },
    ),
    object(
      'subscription_group',
      'Subscription group',
      ['mirror', 'upsert'],
      [
        field('external_id', 'External user id', 'String', key),
        field('subscription_group_id', 'Group', 'String', { required_for_mapping: true }),
      ],
    ),
  ],
}

/** Messages that need no key, with the widest choice of advanced settings. */
export const httpRequest: SeedDestination = {
  destination: destination(24, 'HTTP Request - order hook', 'http_request', {
    connection_details: { base_url: 'https://hooks.example.com' },
  }),
  objects: [
    object(
      'request',
      'Request',
      ['append', 'upsert', 'mirror'],
      [field('id', 'Id', 'String', { ...key, can_be_insert_key: true })],
      {
        allow_custom_fields: true,
        allow_case_sensitive_fields: true,
        allow_case_sensitive_field_names: true,
        primary_identifier_mapping_attributes: {
          append: { required: false, hide_destination_key: true, notes: null },
          upsert: keyRequired,
          mirror: keyRequired,
        },
        advanced_configuration_field_definitions: [
          option('http_endpoint', 'Endpoint', 'text', {
            placeholder: 'https://hooks.example.com/orders',
            required: true,
            sort_order: 1,
          }),
          option('http_method', 'Method', 'text', {
            default: 'POST',
            supported_values: ['POST', 'PUT', 'PATCH'],
            sort_order: 2,
          }),
          option('batch_size', 'Records in one request', 'number', { default: 1, sort_order: 3 }),
          option('request_template', 'Body template', 'text', {
            input_type: 'textarea',
            sort_order: 4,
          }),
          option('retry_on_timeout', 'Retry on timeout', 'boolean', {
            default: true,
            sort_order: 5,
          }),
        ],
      },
    ),
  ],
}
