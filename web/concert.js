// Concert's own script: comfort only. Every page works without it; each part finds its elements by a data attribute
// and leaves the rest alone. The attributes are listed in docs/pages.md.

const every = (selector, run, root = document) => root.querySelectorAll(selector).forEach(run);
const later = (run, wait) => {
  let timer = 0;
  const call = () => { clearTimeout(timer); timer = setTimeout(run, wait); };
  call.cancel = () => clearTimeout(timer);
  return call;
};

// ---- Nothing typed is lost -------------------------------------------------------------------------------------
// A form with data-draft="key" is posted to /drafts with that key as it is typed. Until the server has it, a copy stays in this
// browser, under the person's own name, for many people may share one workstation; signing out removes it.

const person = document.documentElement.dataset.person ?? "";
const shelf = (key) => `draft:${person}:${key}`;
const kept = {
  put(key, text) { try { localStorage.setItem(shelf(key), text); } catch { /* a full or closed store is no reason to stop */ } },
  get(key) { try { return localStorage.getItem(shelf(key)); } catch { return null; } },
  drop(key) { try { localStorage.removeItem(shelf(key)); } catch { /* as above */ } },
  clear() {
    try { Object.keys(localStorage).filter((key) => key.startsWith(shelf(""))).forEach((key) => localStorage.removeItem(key)); }
    catch { /* as above */ }
  },
};

// A submitted form's copy is dropped when the next page has come, for only then has the network carried it.
const leaving = {
  note(key) { try { sessionStorage.setItem("leaving", key); } catch { /* then the copy is offered once more */ } },
  arrive() {
    try {
      const key = sessionStorage.getItem("leaving");
      sessionStorage.removeItem("leaving");
      if (key) kept.drop(key);
    } catch { /* as above */ }
  },
};

function fields_of(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const secret = form.elements[name]?.type === "password";
    if (typeof value === "string" && !secret && name !== "draft") fields.append(name, value);
  }
  return fields;
}

const title = () => document.querySelector("h1")?.textContent.trim() ?? document.title;

function restore(form, text) {
  const fields = new URLSearchParams(text);
  for (const control of form.elements) {
    if (!control.name || ["hidden", "password", "file", "submit"].includes(control.type)) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = fields.getAll(control.name).includes(control.value);
    } else if (fields.has(control.name)) {
      const same_name = [...form.elements].filter((other) => other.name === control.name);
      control.value = fields.getAll(control.name)[same_name.indexOf(control)] ?? control.value;
    }
  }
  const folded = form.closest("details");
  if (folded) folded.open = true;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function keep_draft(form) {
  const key = form.dataset.draft;
  const status = form.querySelector("[data-saved]");
  const say = (word) => { if (status?.dataset[word]) status.textContent = status.dataset[word]; };
  let unsent = false, gone = false, attempt = 0, retry = 0;

  const send = async (last_chance = false) => {
    if (!unsent || gone) return;
    clearTimeout(retry);
    const text = fields_of(form).toString();
    say("saving");
    try {
      const answer = await fetch("/drafts", {
        method: "POST", keepalive: last_chance, credentials: "same-origin",
        body: `form_key=${encodeURIComponent(key)}&form_title=${encodeURIComponent(title())}&${text}`,
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Concert": "script" },
      });
      if (!answer.ok) throw new Error(answer.status);
      attempt = 0;
      if (kept.get(key) === text) { unsent = false; kept.drop(key); say("savedText"); }
    } catch {
      say("retry");
      attempt += 1;
      retry = setTimeout(send, Math.min(60, 2 ** attempt) * 1000);
    }
  };
  const send_soon = later(send, 900);

  const waiting = kept.get(key);
  if (waiting) { restore(form, waiting); unsent = true; send(); }
  form.addEventListener("input", () => {
    if (gone) return;
    unsent = true;
    kept.put(key, fields_of(form).toString());
    send_soon();
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    gone = true;
    send_soon.cancel();
    leaving.note(key);
  });
  addEventListener("pageshow", () => { gone = false; });
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(true); });
}

// ---- Forms -----------------------------------------------------------------------------------------------------

// A second press of the button sends nothing; coming back by the browser's arrow frees the form again.
function send_once(form) {
  const buttons = () => form.querySelectorAll("button:not([type=button])");
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    buttons().forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  addEventListener("pageshow", () => {
    delete form.dataset.sent;
    buttons().forEach((button) => button.removeAttribute("aria-disabled"));
  });
}

function count_characters(counter) {
  const field = document.getElementById(counter.dataset.counter);
  const show = () => {
    counter.textContent = counter.dataset.text.replace("{n}", field.maxLength - field.value.length);
  };
  field.addEventListener("input", show);
  show();
}

// A sentence built from fields: <b data-value="field name">. Fields of one form only.
function preview(sentence) {
  const form = sentence.closest("form");
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;  // day before month
  const text_of = (field) => {
    if (!field) return "";
    if (field.selectedOptions) return field.selectedOptions[0]?.text ?? "";
    if (field.type !== "date" || !field.value) return field.value.trim();
    return new Date(field.value).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  };
  const show = () => every("[data-value]", (place) => { place.textContent = text_of(form.elements[place.dataset.value]); }, sentence);
  form.addEventListener("input", show);
  show();
}

// <div data-names="address"> around a textarea: after an @ the people who can be named are offered, from address?q=what
// was typed. Arrow keys go through them, Enter or Tab takes one, Escape closes. Typed out without it, a name does as well.
function offer_names(place) {
  const field = place.querySelector("textarea");
  const list = Object.assign(document.createElement("ul"), { className: "names", id: `${field.id}-names`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", place.dataset.namesLabel);
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  let chosen = 0, asking = null;
  const begun = () => /(?:^|[\s(])@([\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]*)?)$/u.exec(field.value.slice(0, field.selectionStart))?.[1];
  const close = () => { asking?.abort(); list.hidden = true; field.removeAttribute("aria-activedescendant"); };
  const choose = (to) => {
    chosen = (to + list.children.length) % list.children.length;
    [...list.children].forEach((one, n) => one.setAttribute("aria-selected", n === chosen));
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const take = () => {
    const end = field.selectionStart;
    field.setRangeText(`${list.children[chosen].dataset.name} `, end - begun().length, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = (people) => {
    list.replaceChildren(...people.map(({ name, job }, n) => {
      const one = Object.assign(document.createElement("li"), { id: `${list.id}-${n}`, textContent: name });
      one.dataset.name = name;
      one.setAttribute("role", "option");
      if (job) one.append(Object.assign(document.createElement("small"), { textContent: job }));
      one.addEventListener("pointerdown", (event) => { event.preventDefault(); chosen = n; take(); });
      return one;
    }));
    list.hidden = people.length === 0;
    if (people.length > 0) choose(0); else close();
  };
  field.addEventListener("input", later(async () => {
    const word = begun();
    if (word === undefined) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${place.dataset.names}?q=${encodeURIComponent(word)}`,
        { headers: { Accept: "application/json" }, signal: asking.signal });
      if (answer.ok && !answer.redirected && begun() === word) show(await answer.json());
    } catch { /* overtaken, or no network: the name can be typed out */ }
  }, 120));
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const keys = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), Enter: take, Tab: take, Escape: close };
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  field.addEventListener("blur", close);
}

// <button data-copy="id">: what the field or element with this id says goes to the clipboard.
function copy_text(button) {
  button.addEventListener("click", async () => {
    const from = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.value ?? from.textContent);
    } catch {  // a page without https has no clipboard but this
      getSelection().selectAllChildren(from);
      from.select?.();
      document.execCommand("copy");
    }
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}

// Cells copied from a spreadsheet spread over the rows of a table marked data-paste, from the cell they are put in.
function spread_paste(table) {
  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]), select")];
  const rows_of = (body) => [...body.rows].filter((row) => cells(row).length > 0);
  const add_row = (body) => {
    const row = rows_of(body).at(-1).cloneNode(true);
    const number = rows_of(body).length + 1;
    every("[id]", (cell) => { cell.id = cell.id.replace(/\d+$/, number); }, row);
    every("[aria-label]", (cell) => cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/\d+$/, number)), row);
    every("input", (cell) => { cell.value = ""; }, row);
    return body.appendChild(row);
  };
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const body = table.tBodies[0];
    const start = event.target.closest("tr");
    const from = rows_of(body).indexOf(start), first = cells(start).indexOf(event.target);
    text.split(/\r?\n/).slice(0, 500).forEach((line, down) => {
      const row = rows_of(body)[from + down] ?? add_row(body);
      line.split("\t").forEach((value, across) => {
        const cell = cells(row)[first + across];
        if (cell) cell.value = value.trim();
      });
    });
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// ---- Reading ---------------------------------------------------------------------------------------------------

function filter_rows(field) {
  const table = document.getElementById(field.dataset.filter);
  const told = document.querySelector(`[data-filter-count="${field.dataset.filter}"]`);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const show = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !words.every((word) => plain(row.textContent).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    if (told) told.textContent = told.dataset.text.replace("{n}", shown);
  };
  field.addEventListener("input", later(show, 80));
  if (field.value) show();
}

// <form data-seek="id">: what is found appears while somebody types. The page's own address follows, so that going back
// comes back to it; an answer that is overtaken by the next is let go.
function seek(form) {
  const place = document.getElementById(form.dataset.seek);
  const says = document.getElementById(`${form.dataset.seek}-says`);
  let asking = null;
  const ask = async () => {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.getElementById(place.id).childNodes);
      says.textContent = page.getElementById(says.id).textContent;
      history.replaceState(null, "", address);
    } catch { /* overtaken, or no network: the button still works */ }
  };
  form.addEventListener("input", later(ask, 180));
}

// ---- What happens meanwhile -------------------------------------------------------------------------------------
// An element with data-live="/journal/live?…" is shown with what was just recorded; what is on the page stays as it is.
// A page that nobody looks at listens to nothing: browsers allow few connections, and it asks from where it left off.

function tune_in(url, { entry, missed }) {
  let source = null, last = "";
  const hear = (tell) => (event) => { last = event.lastEventId; tell(event); };
  const open = () => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    const address = new URL(url, location.href);
    if (last) address.searchParams.set("after", last);
    source = new EventSource(address);
    source.addEventListener("entry", hear((event) => entry(JSON.parse(event.data).sentence)));
    source.addEventListener("missed", hear(missed));
  };
  const look = () => { if (document.hidden) { source?.close(); source = null; } else { open(); } };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => { source?.close(); source = null; });
  addEventListener("pageshow", look);
  look();
}

function listen(line) {
  const says = line.querySelector("[data-live-says]");
  let heard = 0;
  const show = (sentence) => {
    heard += 1;
    says.textContent = heard > 1 ? `${sentence} ${line.dataset.more.replace("{n}", heard - 1)}` : sentence;
    line.hidden = false;
  };
  tune_in(line.dataset.live, { entry: show, missed: () => { heard = 0; show(line.dataset.missed); } });
}

// An element with data-live-page="/journal/live?…" says what others did to the thing this page is about, and the parts
// of the page with an id and data-live-part are fetched anew. A part in which somebody is writing is left as it is.
const is_written_in = (part) => [...part.querySelectorAll("input:not([type=hidden]),textarea,select")].some((field) =>
  field === document.activeElement || ("defaultChecked" in field && ["radio", "checkbox"].includes(field.type)
    ? field.checked !== field.defaultChecked : "defaultValue" in field && field.value !== field.defaultValue));

const as_sent = new WeakMap();  // a part's markup as the server sent it

function renew_part(part, page) {
  const fresh = page.getElementById(part.id);
  if (!fresh || is_written_in(part) || fresh.innerHTML === as_sent.get(part)) return;
  const known = new Set([...part.querySelectorAll("li[id]")].map((one) => one.id));
  const open = new Set([...part.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  const at = [...part.querySelectorAll("a,button,summary")].indexOf(document.activeElement);
  as_sent.set(part, fresh.innerHTML);
  part.replaceChildren(...fresh.childNodes);
  every("li[id]", (one) => one.classList.toggle("arrived", !known.has(one.id)), part);
  every("details", (one) => { if (open.has(one.querySelector("summary")?.textContent)) one.open = true; }, part);
  every("form[data-draft]", keep_draft, part);
  every("form[method=post]", send_once, part);
  if (at >= 0) part.querySelectorAll("a,button,summary")[at]?.focus();
}

function follow(line) {
  const says = line.querySelector("[data-live-says]");
  let busy = false, again = false;
  const renew = async () => {
    again = true;
    if (busy) return;
    for (busy = true; again;) {
      again = false;
      try {
        const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
        if (!answer.ok) break;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        every("[data-live-part]", (part) => renew_part(part, page));
      } catch { break; /* the next entry tries again */ }
    }
    busy = false;
  };
  every("[data-live-part]", (part) => as_sent.set(part, part.innerHTML));
  tune_in(line.dataset.livePage, {
    entry: (sentence) => { says.textContent = sentence; renew(); },
    missed: () => { says.textContent = line.dataset.missed; renew(); },
  });
}

// ---- Writing together -------------------------------------------------------------------------------------------
// <form data-minutes="item"> saves its text as it is written, against the version it began from (field "version"). What
// others write appears here as long as nothing is unsaved; where two wrote at once the server keeps both texts, this
// form stops, and a link leads to where they are joined.

const writing = new Map();

function write_along(form) {
  const field = form.elements.body, version = form.elements.version;
  const says = form.querySelector("[data-minutes-says]"), join = form.querySelector("[data-minutes-join]");
  const kept = join.querySelector("[data-minutes-kept]");
  let saved = field.value, busy = false, stopped = false;
  const say = (word, who) => { says.textContent = form.dataset[word].replace("{who}", who ?? ""); };
  const stop = (now) => {
    stopped = true;
    field.readOnly = true;
    says.textContent = "";
    kept.textContent = form.dataset.kept.replace("{who}", now.writer);
    join.hidden = false;
  };
  const take = (now) => { field.value = saved = now.body; version.value = now.version; say("changed", now.writer); };

  const send = async () => {
    if (stopped || busy || field.value === saved) return;
    busy = true;
    const text = field.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST", credentials: "same-origin", headers: { Accept: "application/json" },
        body: new URLSearchParams({ guard: form.elements.guard.value, version: version.value, body: text }),
      });
      const now = await answer.json();
      if (now.kept_aside) stop(now);
      else if (!answer.ok) throw new Error(answer.status);
      else { saved = text; version.value = now.version; say("saved"); }
    } catch {
      say("retry");
    }
    busy = false;
    if (field.value !== saved) send_soon();
  };
  const send_soon = later(send, 600);
  const newer = (now) => {
    if (stopped || busy || now.version <= Number(version.value)) return;
    if (field.value === saved) take(now); else send();
  };
  field.addEventListener("input", send_soon);
  form.addEventListener("submit", (event) => { event.preventDefault(); send_soon.cancel(); send(); });
  addEventListener("beforeunload", (event) => { if (!stopped && field.value !== saved) event.preventDefault(); });
  writing.set(form.dataset.minutes, newer);
}

// What is asked anew at each thing that happens in the meeting; where the meeting itself moved on, a line says so.
function follow_room(room) {
  const moved = room.querySelector("[data-room-moved]");
  const look = later(async () => {
    const answer = await fetch(room.dataset.room, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const now = await answer.json();
    now.items.forEach((item) => writing.get(item.item)?.(item));
    moved.hidden = now.standing === room.dataset.standing;
  }, 60);
  tune_in(room.dataset.roomLive, { entry: look, missed: look });
}

// <p data-clock="begun, in milliseconds" data-length="minutes">: the clock of an agenda's item.
function tick(clock) {
  const says = clock.querySelector("span"), length = Number(clock.dataset.length);
  const show = () => {
    const gone = Math.max(0, Math.floor((Date.now() - Number(clock.dataset.clock)) / 60000));
    clock.classList.toggle("over", gone > length);
    says.textContent = gone > length ? clock.dataset.over.replace("{over}", gone - length) : clock.dataset.within.replace("{gone}", gone);
  };
  setInterval(show, 5000);
  show();
}

// data-refresh="3": something is being made ready; the page looks again by itself while somebody waits for it.
function look_again(element) {
  const wait = Number(element.dataset.refresh) * 1000;
  const look = () => { if (document.hidden) setTimeout(look, wait); else location.reload(); };
  setTimeout(look, wait);
}

// ---- Dialogs, menus, the sheet of rooms ------------------------------------------------------------------------

// A link to a page of its own, shown here as a dialog when the dialog is part of this page.
function open_dialog(link) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) return;
  link.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
  every("[data-close]", (button) => button.addEventListener("click", (event) => { event.preventDefault(); dialog.close(); }), dialog);
}

// <form data-confirm="sentence" data-yes="Withdraw it" data-no="Keep it">: asks before it sends.
function ask_first(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.confirmed) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    const inner = dialog.appendChild(document.createElement("form"));
    const words = inner.appendChild(document.createElement("p"));
    const row = inner.appendChild(document.createElement("div"));
    const button = (text, kind, value) =>
      Object.assign(row.appendChild(document.createElement("button")), { textContent: text, className: kind, value });
    inner.method = "dialog";
    words.textContent = form.dataset.confirm;
    words.id = "question";
    dialog.setAttribute("aria-labelledby", words.id);
    row.className = "row";
    button(form.dataset.yes, "btn main", "yes");
    button(form.dataset.no, "btn", "no");
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(event.submitter);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function close_menus(event) {
  every("details.menu[open]", (menu) => {
    if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
    else if (event.type === "click" && !menu.contains(event.target)) menu.open = false;
  });
  const inside = event.type === "click" && event.target.closest("#rooms, a[href='#rooms']");
  if (location.hash === "#rooms" && !inside) close_rooms();
}

// The sheet of rooms is the page's own navigation, shown by its address (#rooms); closing it keeps the place.
function close_rooms() {
  const place = scrollY;
  location.hash = "main";
  scrollTo(0, place);
  document.querySelector("a[href='#rooms']")?.focus({ preventScroll: true });
}
addEventListener("hashchange", () => {
  if (location.hash === "#rooms") document.querySelector("#rooms a")?.focus({ preventScroll: true });
});

// ---- Start -----------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close_menus(event);
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
});
document.addEventListener("click", close_menus);
document.querySelector("#rooms .close")?.addEventListener("click", (event) => { event.preventDefault(); close_rooms(); });

leaving.arrive();
every("[data-script]", (element) => { element.hidden = false; });
every("form[data-confirm]", ask_first);
every("form[data-draft]", keep_draft);
every("form[method=post]:not([data-minutes])", send_once);
every("[data-names]", offer_names);
every("[data-copy]", copy_text);
every("[data-counter]", count_characters);
every("[data-preview]", preview);
every("table[data-paste]", spread_paste);
every("[data-filter]", filter_rows);
every("form[data-seek]", seek);
every("[data-dialog]", open_dialog);
every("[data-print]", (button) => button.addEventListener("click", () => print()));
every("form[data-sign-out]", (form) => form.addEventListener("submit", () => kept.clear()));
every(".views [aria-current=page]", ({ parentElement: views, offsetLeft, offsetWidth }) => {
  views.scrollLeft = offsetLeft + offsetWidth / 2 - views.clientWidth / 2 - views.offsetLeft;
});
every("[data-live]", listen);
every("[data-live-page]", follow);
every("[data-minutes]", write_along);
every("[data-room]", follow_room);
every("[data-clock]", tick);
every("[data-refresh]", look_again);
every("[data-focus]", (element) => element.focus());
