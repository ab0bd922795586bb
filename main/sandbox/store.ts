import type { Adapter, AdapterPayload } from 'oidc-provider';

const MAX_RECORDS = 10_000;

/** A map that forgets what was written or read longest ago. */
export function createBoundedMap<Value>(max: number) {
  const map = new Map<string, Value>();
  return {
    get(key: string): Value | undefined {
      const value = map.get(key);
      if (value !== undefined) {
        map.delete(key);
        map.set(key, value);
      }
      return value;
    },
    set(key: string, value: Value): void {
      map.delete(key);
      map.set(key, value);
      const [oldest] = map.keys();
      if (map.size > max && oldest !== undefined) map.delete(oldest);
    },
    delete: (key: string) => map.delete(key),
    entries: () => map.entries(),
    get size() {
      return map.size;
    },
  };
}

/**
 * The provider's storage: in memory, gone with the practice domain. Records carry their own `exp`, which the provider checks, so nothing has to
 * be swept and no timer runs; the bound alone keeps it small.
 */
export function createStore(max = MAX_RECORDS): (model: string) => Adapter {
  const records = createBoundedMap<AdapterPayload>(max);
  const ids = createBoundedMap<string>(max);

  return (model) => {
    const keyOf = (id: string) => `${model} ${id}`;
    const findBy = (index: string) => {
      const id = ids.get(index);
      return Promise.resolve(id === undefined ? undefined : records.get(keyOf(id)));
    };
    return {
      upsert(id, payload) {
        records.set(keyOf(id), payload);
        if (payload.uid !== undefined) ids.set(`${model} uid ${payload.uid}`, id);
        if (payload.userCode !== undefined) ids.set(`userCode ${payload.userCode}`, id);
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(records.get(keyOf(id))),
      findByUid: (uid) => findBy(`${model} uid ${uid}`),
      findByUserCode: (userCode) => findBy(`userCode ${userCode}`),
      consume(id) {
        const record = records.get(keyOf(id));
        if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      destroy(id) {
        records.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId(grantId) {
        for (const [key, record] of records.entries()) {
          if (record.grantId === grantId && key.startsWith(`${model} `)) records.delete(key);
        }
        return Promise.resolve();
      },
    };
  };
}
