/**
 * What an address in the form will call, for the eye: main decides in the end. A relative one continues the base URL of the API.
 */
export function addressHint(typed: string, baseUrl: string | undefined): string {
  const url = typed.trim();
  const isWhole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
  if (isWhole) return 'The whole address, as written';
  if (baseUrl === undefined) {
    return url === '' || /^[/?#]/.test(url)
      ? 'The connection has no API base URL: enter the whole address'
      : `Calls https://${url}`;
  }
  if (url === '') return `Relative addresses continue ${baseUrl}`;
  const base = baseUrl.replace(/\/+$/, '');
  return `Calls ${/^[?#]/.test(url) ? baseUrl : `${base}/`}${url.replace(/^\/+/, '')}`;
}
