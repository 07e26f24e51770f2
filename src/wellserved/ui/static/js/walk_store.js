// What somebody said on this phone, one row for each answer and photo, in IndexedDB until the house has it.
const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("wellserved-walks", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("told", { keyPath: "id" }).createIndex("walk", "walk");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function asked(mode, ask) {
  const transaction = (await opened).transaction("told", mode);
  const request = ask(transaction.objectStore("told"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const keep = (told) => asked("readwrite", (store) => store.put(told));
export const forget = (id) => asked("readwrite", (store) => store.delete(id));

// In the order in which it was said.
export async function kept(walk) {
  const all = await asked("readonly", (store) => store.index("walk").getAll(walk));
  return all.sort((a, b) => (a.at < b.at ? -1 : 1));
}

export function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
