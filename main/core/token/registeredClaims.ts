/** Each row: the claim, what it means in one sentence, and where that is defined. */
export type MeaningRow = readonly [name: string, sentence: string, source: string];

const JWT = 'RFC 7519 §4.1';
const OIDC = 'OpenID Connect Core §2';
const PROFILE = 'OpenID Connect Core §5.1';
const LOGOUT = 'OpenID Connect Back-Channel Logout §2.4';

/** Claims that a standard defines, whoever issued the token. */
export const REGISTERED_CLAIMS: readonly MeaningRow[] = [
  ['iss', 'Who issued the token.', `${JWT}.1`],
  ['sub', 'Whom the token is about: a user, or the client itself.', `${JWT}.2`],
  ['aud', 'For whom the token is meant; any other API must refuse it.', `${JWT}.3`],
  ['exp', 'When the token stops being valid.', `${JWT}.4`],
  ['nbf', 'Before this time the token must be refused.', `${JWT}.5`],
  ['iat', 'When the token was issued.', `${JWT}.6`],
  ['jti', 'The token’s own id, by which a replay can be noticed.', `${JWT}.7`],

  ['scope', 'What the token allows, as words with a space between them.', 'RFC 8693 §4.2'],
  ['client_id', 'The OAuth client that asked for the token.', 'RFC 8693 §4.3'],
  ['act', 'Who acts here on behalf of the subject.', 'RFC 8693 §4.1'],
  ['may_act', 'Who is allowed to act on behalf of the subject.', 'RFC 8693 §4.4'],
  ['cnf', 'The key that the sender must prove to hold; without it the token is refused.', 'RFC 7800 §3.1'],
  ['authorization_details', 'What was authorized, in more detail than scopes can say.', 'RFC 9396 §2'],
  ['roles', 'Roles of the subject.', 'RFC 9068 §2.2.3.1'],
  ['groups', 'Groups that the subject belongs to.', 'RFC 9068 §2.2.3.1'],
  ['entitlements', 'Single rights of the subject.', 'RFC 9068 §2.2.3.1'],
  ['token_introspection', 'The answer to an introspection request, in signed form.', 'RFC 9701 §5'],

  ['nonce', 'The value that the client sent when it asked, so that the ID token fits that one request.', OIDC],
  ['auth_time', 'When the user signed in.', OIDC],
  ['acr', 'How strongly the user was authenticated, as a class.', OIDC],
  ['amr', 'By which methods the user signed in.', `${OIDC}, RFC 8176`],
  ['azp', 'The client that the ID token was issued to.', OIDC],
  ['at_hash', 'Half of a hash of the access token, which ties the two together.', 'OpenID Connect Core §3.1.3.6'],
  ['c_hash', 'Half of a hash of the authorization code, which ties the two together.', 'OpenID Connect Core §3.3.2.11'],
  ['s_hash', 'Half of a hash of the state value.', 'FAPI 1.0 Advanced'],
  ['sid', 'The sign-in session.', LOGOUT],
  ['events', 'What happened, one member per kind of event.', 'RFC 8417 §2.2'],
  ['toe', 'When the event happened.', 'RFC 8417 §2.2'],
  ['txn', 'The transaction that the event belongs to.', 'RFC 8417 §2.2'],
  ['sub_id', 'The subject, in a form that says what kind of identifier it is.', 'RFC 9493 §4.1'],

  ['name', 'The user’s full name for display.', PROFILE],
  ['given_name', 'The user’s given names.', PROFILE],
  ['family_name', 'The user’s surnames.', PROFILE],
  ['middle_name', 'The user’s middle names.', PROFILE],
  ['nickname', 'What the user is casually called.', PROFILE],
  ['preferred_username', 'A short name that the user goes by; not a key, for it may change.', PROFILE],
  ['profile', 'Address of the user’s profile page.', PROFILE],
  ['picture', 'Address of the user’s picture.', PROFILE],
  ['website', 'Address of the user’s own site.', PROFILE],
  ['email', 'The user’s e-mail address.', PROFILE],
  ['email_verified', 'Whether the issuer has checked the e-mail address.', PROFILE],
  ['gender', 'The user’s gender.', PROFILE],
  ['birthdate', 'The user’s date of birth.', PROFILE],
  ['zoneinfo', 'The user’s time zone.', PROFILE],
  ['locale', 'The user’s language and region.', PROFILE],
  ['phone_number', 'The user’s phone number.', PROFILE],
  ['phone_number_verified', 'Whether the issuer has checked the phone number.', PROFILE],
  ['address', 'The user’s postal address.', `${PROFILE}.1`],
  ['updated_at', 'When these facts about the user last changed.', PROFILE],
  ['_claim_names', 'Claims that are kept elsewhere, by name.', 'OpenID Connect Core §5.6.2'],
  ['_claim_sources', 'Where those other claims are kept.', 'OpenID Connect Core §5.6.2'],
  ['sub_jwk', 'The key of a self-issued ID token.', 'OpenID Connect Core §7.4'],

  ['htm', 'The HTTP method that this proof is for.', 'RFC 9449 §4.2'],
  ['htu', 'The address that this proof is for.', 'RFC 9449 §4.2'],
  ['ath', 'Hash of the access token that this proof goes with.', 'RFC 9449 §4.2'],
  ['_sd', 'Hashes of values that the holder may disclose one by one.', 'RFC 9901 §4.2.4.1'],
  ['_sd_alg', 'The hash that the selective disclosures use.', 'RFC 9901 §4.1.1'],
  ['vot', 'How far the user’s identity was proven, as a vector.', 'RFC 8485'],
  ['vtm', 'The list that explains that vector.', 'RFC 8485'],
];
